package org.striate.kernel.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.kernel.cells.Evaluator;
import org.striate.magics.Help;
import org.striate.plots.Plots;

/** Against JJava's own base library: a kernel of it finds the extension as a service. */
class JJavaExtensionTest {

    private final Host kernel = new Host();

    @AfterEach
    void shutDown() {
        kernel.onShutdown(false);
        kernel.evaluator.close();
    }

    private static final class Host extends BaseKernel {

        private final List<String> evaluated = new ArrayList<>();
        /** Stands for JJava's: it evaluates in a JShell too. */
        private final Evaluator evaluator = new Evaluator(List.of());

        Host() {
            super(
                    "host",
                    "1",
                    new LanguageInfo.Builder("java").build(),
                    List.of(),
                    null,
                    new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    null,
                    new MagicsRegistry(),
                    true,
                    new StringStyler.Builder().build());
        }

        @Override
        public Object evalRaw(String source) {
            evaluated.add(source);
            return evaluator.evaluate(source);
        }

        @Override
        public DisplayData inspect(String code, int at, boolean extraDetail) {
            return null;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_MAYBE;
        }
    }

    @Test
    void aStockKernelFindsTheExtension() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(JJavaExtension.class);
    }

    @Test
    void magicsPicturesAndImportsWorkInAStockKernel() throws Exception {
        kernel.onStartup();
        assertThat(kernel.evaluated).contains("import org.striate.core.*;", "import org.striate.plots.*;");
        StimulusSet stimuli = kernel.getMagicsRegistry()
                .evalLineMagic(kernel, "stimuli", List.of("gratings", "--orientations", "4", "--as", "gratings"));
        assertThat(kernel.evaluated).endsWith("var gratings = Stimuli.gratings().orientations(4);", "gratings");
        StimulusSet same =
                kernel.getMagicsRegistry().evalCellMagic(kernel, "stimuli", List.of("gratings"), "--orientations\n4");
        assertThat(same.size()).isEqualTo(stimuli.size());
        Help help = kernel.getMagicsRegistry().evalLineMagic(kernel, "fit", List.of("--help"));
        assertThat(help.toString()).startsWith("Usage: %fit");
        var shown = kernel.getRenderer().render(stimuli);
        assertThat(shown.getData(MIMEType.TEXT_HTML)).isEqualTo(stimuli.toHtml());
        var figure = kernel.getRenderer().render(Plots.stimuli(stimuli));
        assertThat(figure.getData(MIMEType.parse("image/png")).toString()).startsWith("iVBOR");
        var once = new double[] {1};
        var log = kernel.getRenderer().render(new TrainingLog(once, once, once, Origin.of("test")));
        assertThat(log.getData(MIMEType.TEXT_HTML).toString())
                .startsWith("<img ")
                .contains("<table>");
        assertThat(log.getData(MIMEType.parse("image/png")).toString()).startsWith("iVBOR");
        var image = kernel.getRenderer().render(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
        assertThat(image.hasDataForType(MIMEType.parse("image/png"))).isTrue();
    }
}
