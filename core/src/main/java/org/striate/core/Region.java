package org.striate.core;

/**
 * A brain area by its usual name.
 *
 * @param name such as {@code V4}
 */
public record Region(String name) {

    public static final Region V1 = new Region("V1");
    public static final Region V2 = new Region("V2");
    public static final Region V4 = new Region("V4");
    public static final Region IT = new Region("IT");
    public static final Region VLPFC = new Region("vlPFC");

    @Override
    public String toString() {
        return name;
    }
}
