package io.github.spencerpark.ijava;

/** Where a notebook written for IJava finds its kernel. */
public final class IJava {

    private static final JavaKernel KERNEL = new JavaKernel();

    private IJava() {}

    /** The kernel that runs this cell. */
    public static JavaKernel getKernelInstance() {
        return KERNEL;
    }
}
