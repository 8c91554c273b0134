package org.striate.kernel.cells;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Changes the classes of cells: checks for interrupts, child processes that print under the cell, and access for all. The
 * last is for {@link CellLoader}, which gives each snippet a class loader of its own, so that none shares a package.
 */
final class Weaver extends ClassVisitor {

    private static final String INTERRUPTS = "org/striate/kernel/cells/Interrupts";
    private static final String CHILDREN = "org/striate/kernel/cells/ChildProcesses";
    private static final int NO_ACCESS = ~(Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED | Opcodes.ACC_PUBLIC);

    private Weaver(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    static byte[] weave(byte[] bytecode) {
        var reader = new ClassReader(bytecode);
        var writer = new ClassWriter(reader, 0);
        reader.accept(new Weaver(writer), 0);
        return writer.toByteArray();
    }

    private static int open(int access) {
        return (access & Opcodes.ACC_PRIVATE) != 0 ? access : access & NO_ACCESS | Opcodes.ACC_PUBLIC;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        super.visit(version, open(access), name, signature, parent, interfaces);
    }

    /** A loader of its own is a module of its own, and a sealed class may not be extended from another. */
    @Override
    public void visitPermittedSubclass(String permitted) {
        // The compiler has seen to it.
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        return super.visitField(open(access), name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        int opened = name.equals("<clinit>") ? access : open(access);
        return new Checks(super.visitMethod(opened, name, descriptor, signature, exceptions));
    }

    /** Inserts calls that leave the operand stack as it was, so that no frame changes. */
    private static final class Checks extends MethodVisitor {

        private final Set<Label> seen = new HashSet<>();

        Checks(MethodVisitor method) {
            super(Opcodes.ASM9, method);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            check();
        }

        @Override
        public void visitLabel(Label label) {
            seen.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (seen.contains(label)) {
                check();
            }
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            if (owner.equals("java/lang/ProcessBuilder") && name.equals("start") && descriptor.startsWith("()")) {
                var starter = "(Ljava/lang/ProcessBuilder;)Ljava/lang/Process;";
                super.visitMethodInsn(Opcodes.INVOKESTATIC, CHILDREN, "start", starter, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
                if (owner.equals("java/lang/Runtime") && name.equals("exec")) {
                    started("Ljava/lang/Process;");
                } else if (owner.equals("java/lang/ProcessBuilder") && name.equals("startPipeline")) {
                    started("Ljava/util/List;");
                }
            }
        }

        private void started(String type) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CHILDREN, "started", "(" + type + ")" + type, false);
        }

        private void check() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, INTERRUPTS, "check", "()V", false);
        }
    }
}
