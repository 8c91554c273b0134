package org.striate.kernel.hosts;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.lang.reflect.InvocationTargetException;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.Showable;
import org.striate.kernel.ProgressBars;

/**
 * Brings our magics, pictures, imports and progress bars to IJava 1.3. Its class path is set in {@code IJAVA_CLASSPATH}, and
 * {@code IJAVA_STARTUP_SCRIPT} or a first cell has the line {@code org.striate.kernel.hosts.IJavaExtension.install();}
 */
public final class IJavaExtension {

    private IJavaExtension() {}

    /** Installs all in the IJava that runs this cell. */
    public static void install() {
        try {
            var kernel = Class.forName("io.github.spencerpark.ijava.IJava")
                    .getMethod("getKernelInstance")
                    .invoke(null);
            var magics = kernel.getClass().getMethod("getMagics").invoke(kernel);
            var eval = kernel.getClass().getMethod("evalRaw", String.class);
            install((BaseKernel) kernel, (Magics) magics, code -> eval.invoke(kernel, code));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException | NullPointerException e) {
            throw BadInput.of(
                    "IJavaExtension.install",
                    "no IJava runs here (" + e + ")",
                    "a cell or a start-up script of IJava 1.3",
                    "Here magics are there already: %lsmagic");
        }
    }

    /** IJava's own kernel class is not published: what is needed of it comes as arguments. */
    static void install(BaseKernel kernel, Magics magics, Guest.Host host) {
        var guest = new Guest(host);
        for (var magic : Guest.magics()) {
            magics.registerLineMagic(magic.name(), arguments -> guest.run(magic, arguments));
            magics.registerCellMagic(magic.name(), (arguments, body) -> guest.run(magic, Guest.words(arguments, body)));
        }
        kernel.getRenderer()
                .createRegistration(Showable.class)
                .preferring(Guest.FORMS)
                .register((value, context) -> Guest.forms(
                        value, (type, text) -> context.renderIfRequested(MIMEType.parse(type), () -> text)));
        Progress.showOn(new ProgressBars((id, forms, again) -> {
            var data = new DisplayData();
            Guest.forms(forms, data::putData);
            data.setDisplayId(id);
            if (again) {
                kernel.getIO().display.updateDisplay(data);
            } else {
                kernel.getIO().display.display(data);
            }
        }));
        guest.addImports();
    }
}
