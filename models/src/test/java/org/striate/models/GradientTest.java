package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.striate.datasets.Stimuli;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

@Needs(Needs.What.FIXTURES)
class GradientTest {

    @Test
    void gradientThroughAnArchiveEqualsThatThroughItsGraph() {
        var input = Preprocessing.plain(3, 32, 32);
        var own = Networks.load(SmallNet.graph(32, 32), input, Shared.fixture("nets/smallnet_b.pth"));
        var image = Stimuli.pinkNoise(1, 1).size(32).toRgb().pixels(0);
        for (var kind : new String[] {"script", "trace"}) {
            var archive = Networks.torchScript(Shared.fixture("nets/smallnet_b." + kind + ".pt"), input);
            for (var target : new Target[] {Target.channel("block1", 2), Target.unit("fc2", 3), Target.layer("bn1")}) {
                var mine = own.gradient(target, image);
                var theirs = archive.gradient(target, image);
                assertThat(theirs.values()[0]).as(target.toString()).isCloseTo(mine.values()[0], within(1e-4));
                double size = 0;
                for (int i = 0; i < image.length; i++) {
                    assertThat(theirs.pixels()[0][i]).isCloseTo(mine.pixels()[0][i], within(1e-4f));
                    size += Math.abs(mine.pixels()[0][i]);
                }
                assertThat(size).as(target.toString()).isPositive();
            }
            var lesion = Lesion.silence("block1").channels(1, 2);
            var injured = archive.lesion(lesion).gradient(Target.unit("fc2", 3), image);
            assertThat(injured.values()[0])
                    .isCloseTo(
                            own.lesion(lesion)
                                    .gradient(Target.unit("fc2", 3), image)
                                    .values()[0],
                            within(1e-4));
        }
    }
}
