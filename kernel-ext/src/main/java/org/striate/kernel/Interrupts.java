package org.striate.kernel;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes a cell's code stoppable. Threads cannot be stopped from outside in newer JDKs, so every method entry and every
 * jump backwards in a cell's bytecode asks {@link #check()} first.
 */
public final class Interrupts {

    /** Ends a cell; being no exception, it passes most handlers, and those it does not pass meet it again. */
    static final class CellInterrupted extends Error {
        private static final long serialVersionUID = 1L;

        CellInterrupted() {
            super("the cell was interrupted");
        }
    }

    private static volatile boolean requested;

    private Interrupts() {}

    /** Called by the code of cells. */
    public static void check() {
        if (requested) {
            throw new CellInterrupted();
        }
    }

    static void request(boolean stop) {
        requested = stop;
    }

    /** The same class with checks in it. */
    static byte[] weave(byte[] bytecode) {
        var reader = new ClassReader(bytecode);
        var writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        var method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return method == null ? null : new Checks(method, !name.equals("<init>"));
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Inserts calls that leave the operand stack as it was, so that no frame changes. */
    private static final class Checks extends MethodVisitor {

        private final java.util.Set<Label> seen = new java.util.HashSet<>();
        private final boolean atEntry;

        Checks(MethodVisitor method, boolean atEntry) {
            super(Opcodes.ASM9, method);
            this.atEntry = atEntry;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (atEntry) { // a constructor's first instructions work on an object that is none yet
                call();
            }
        }

        @Override
        public void visitLabel(Label label) {
            seen.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (seen.contains(label)) {
                call();
            }
            super.visitJumpInsn(opcode, label);
        }

        private void call() {
            visitMethodInsn(Opcodes.INVOKESTATIC, "org/striate/kernel/Interrupts", "check", "()V", false);
        }
    }
}
