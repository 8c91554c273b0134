package org.striate.kernel.cells;

/** Some memory kept aside: when a cell has filled the heap, giving it free lets the next cell compile and let go of things. */
final class Reserve {

    private static final int MOST = 32 << 20;

    private byte[] kept = new byte[0];

    /** Takes it, where there is room. */
    void fill() {
        if (kept.length == 0) {
            try {
                kept = new byte[(int) Math.min(MOST, Runtime.getRuntime().maxMemory() / 16)];
            } catch (OutOfMemoryError e) {
                kept = new byte[0]; // no room yet
            }
        }
    }

    void giveFree() {
        kept = new byte[0];
    }
}
