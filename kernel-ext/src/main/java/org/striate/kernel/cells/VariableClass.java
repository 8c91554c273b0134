package org.striate.kernel.cells;

import java.util.Arrays;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class that JShell makes of a variable, in two: the variable, and the code that makes its value. So the variable can
 * stay what it is, for all that use it, while its declaration changes; and it keeps alive nothing that it was made from.
 */
final class VariableClass {

    private static final String MAKER = "$maker";

    private final byte[] variable;
    private final byte[] maker;

    private VariableClass(byte[] variable, byte[] maker) {
        this.variable = variable;
        this.maker = maker;
    }

    /** Empty for the class of anything else, and of a variable that has classes of its own or state beside it. */
    static Optional<VariableClass> of(byte[] bytecode) {
        var reader = new ClassReader(bytecode);
        var content = new Content();
        reader.accept(content, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        if (!content.hasVariable || content.isMore) {
            return Optional.empty();
        }
        var variable = new ClassWriter(0);
        reader.accept(new VariableAlone(variable), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        var maker = new ClassWriter(0);
        reader.accept(new MakerAlone(maker, reader.getClassName()), 0);
        return Optional.of(new VariableClass(variable.toByteArray(), maker.toByteArray()));
    }

    static String makerName(String className) {
        return className + MAKER;
    }

    byte[] variable() {
        return variable;
    }

    byte[] maker() {
        return maker;
    }

    /** Whether it declares the same variable with the same type, however that is made. */
    boolean declaresAs(VariableClass other) {
        return Arrays.equals(variable, other.variable);
    }

    /** Looks for what must stay together. */
    private static final class Content extends ClassVisitor {

        private boolean hasVariable;
        private boolean isMore;

        Content() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitNestMember(String member) {
            isMore = true;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            hasVariable = true;
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            isMore |= name.equals("<clinit>") || name.equals("$deserializeLambda$");
            return null;
        }
    }

    private static final class VariableAlone extends ClassVisitor {

        VariableAlone(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            // Those that the maker's code names.
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return null;
        }
    }

    private static final class MakerAlone extends ClassVisitor {

        private final String whole;

        MakerAlone(ClassVisitor next, String whole) {
            super(Opcodes.ASM9, next);
            this.whole = whole;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            super.visit(version, access, makerName(name), signature, parent, interfaces);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new OwnMethods(super.visitMethod(access, name, descriptor, signature, exceptions), whole);
        }
    }

    /** The methods went with the maker, and the field did not. */
    private static final class OwnMethods extends MethodVisitor {

        private final String whole;

        OwnMethods(MethodVisitor next, String whole) {
            super(Opcodes.ASM9, next);
            this.whole = whole;
        }

        private String moved(String owner) {
            return owner.equals(whole) ? makerName(owner) : owner;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            super.visitMethodInsn(opcode, moved(owner), name, descriptor, ofInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            var moved = Arrays.stream(arguments)
                    .map(each -> each instanceof Handle handle ? moved(handle) : each)
                    .toArray();
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, moved);
        }

        private Handle moved(Handle handle) {
            return new Handle(
                    handle.getTag(),
                    moved(handle.getOwner()),
                    handle.getName(),
                    handle.getDesc(),
                    handle.isInterface());
        }
    }
}
