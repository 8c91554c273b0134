package org.striate.kernel.hosts;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.striate.core.Progress;
import org.striate.core.Showable;
import org.striate.kernel.ProgressBars;

/** Brings our magics, pictures, imports and progress bars to JJava, which finds this class on its class path. */
public final class JJavaExtension implements Extension {

    @Override
    public void install(BaseKernel kernel) {
        var guest = new Guest(kernel::evalRaw);
        for (var magic : Guest.magics()) {
            LineMagic<Object, BaseKernel> line = (host, arguments) -> guest.run(magic, arguments);
            kernel.getMagicsRegistry().registerLineMagic(magic.name(), line);
            kernel.getMagicsRegistry()
                    .registerCellMagic(
                            magic.name(), (host, arguments, body) -> guest.run(magic, Guest.words(arguments, body)));
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

    @Override
    public void uninstall(BaseKernel kernel) {
        Progress.showOn(progress -> {});
    }
}
