package org.striate.kernel.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.kernel.cells.Evaluator;
import org.striate.plots.Plots;

/** Against the library that IJava 1.3 is built on. */
class IJavaExtensionTest {

    /** Stands for IJava's: it evaluates in a JShell too. */
    private final Evaluator evaluator = new Evaluator(List.of());

    @AfterEach
    void close() {
        evaluator.close();
    }

    @AfterEach
    void hideProgress() {
        Progress.showOn(progress -> {});
    }

    private static final class Host extends BaseKernel {

        @Override
        public DisplayData eval(String code) {
            return null;
        }

        @Override
        public LanguageInfo getLanguageInfo() {
            return new LanguageInfo.Builder("java").build();
        }
    }

    @Test
    void magicsPicturesAndImportsWorkInAStockKernel() throws Exception {
        var kernel = new Host();
        var magics = new Magics();
        var evaluated = new ArrayList<String>();
        IJavaExtension.install(kernel, magics, code -> {
            evaluated.add(code);
            return evaluator.evaluate(code);
        });
        assertThat(evaluated).contains("import org.striate.core.*;", "import org.striate.plots.*;");
        StimulusSet stimuli = magics.applyLineMagic("stimuli", List.of("gratings", "--orientations", "4", "--as", "g"));
        assertThat(evaluated).endsWith("var g = Stimuli.gratings().orientations(4);", "g");
        StimulusSet same = magics.applyCellMagic("stimuli", List.of("gratings"), "--orientations\n4");
        assertThat(same.size()).isEqualTo(stimuli.size());
        assertThat(kernel.getRenderer().render(stimuli).getData(MIMEType.TEXT_HTML))
                .isEqualTo(stimuli.toHtml());
        var figure = kernel.getRenderer().render(Plots.stimuli(stimuli));
        assertThat(figure.getData(MIMEType.parse("image/png")).toString()).startsWith("iVBOR");
        var image = kernel.getRenderer().render(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
        assertThat(image.hasDataForType(MIMEType.parse("image/png"))).isTrue();
    }

    @Test
    void outsideOfIJavaTheStartUpLineSaysSo() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(IJavaExtension::install)
                .withMessageContaining("no IJava runs here");
    }
}
