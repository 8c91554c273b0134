package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import org.striate.kernel.Cell;
import org.striate.kernel.IJavaForms;

/** What notebooks written for IJava ask of their kernel. */
public final class JavaKernel {

    JavaKernel() {}

    /** Takes the forms in which the notebook wants its own types shown. */
    public Renderer getRenderer() {
        return IJavaForms.renderer();
    }

    /** Shows what has been rendered under the cell. */
    public void display(DisplayData data) {
        Cell.display(data);
    }

    /** Evaluates Java, or magics, as a cell would; null where there is no value. */
    public Object evalRaw(String code) {
        return Cell.eval(code);
    }
}
