package io.queuectl.simulation.loading;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Rewrites one class: each call of {@link Calls} goes where that says, and planted methods answer as their plant says. */
final class Rewriting extends ClassVisitor {

    private final List<Plant> plants;
    private String name = "";

    Rewriting(ClassWriter writer, List<Plant> plants) {
        super(Opcodes.ASM9, writer);
        this.plants = plants;
    }

    @Override
    public void visit(int version, int access, String self, String signature, String parent, String[] interfaces) {
        name = self;
        super.visit(version, access, self, signature, parent, interfaces);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        MethodVisitor writer = super.visitMethod(access, method, descriptor, signature, exceptions);
        for (Plant plant : plants) {
            if (plant.is(name, method) && (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) == 0) {
                answer(writer, plant.answer(), (access & Opcodes.ACC_STATIC) != 0, descriptor);
                return null;
            }
        }
        return new Body(writer);
    }

    private static void answer(MethodVisitor writer, Plant.Answer answer, boolean isStatic, String descriptor) {
        Type type = Type.getReturnType(descriptor);
        writer.visitCode();
        switch (answer) {
            case NOTHING -> {}
            case FALSE -> writer.visitInsn(Opcodes.ICONST_0);
            case TRUE -> writer.visitInsn(Opcodes.ICONST_1);
            case NULL -> writer.visitInsn(Opcodes.ACONST_NULL);
            case THREE -> writer.visitInsn(Opcodes.ICONST_3);
            case MANY -> writer.visitLdcInsn(1_000);
            case NO_TIME ->
                writer.visitFieldInsn(Opcodes.GETSTATIC, "java/time/Duration", "ZERO", "Ljava/time/Duration;");
            case ITSELF -> writer.visitVarInsn(Opcodes.ALOAD, 0);
            case FIRST_ARGUMENT -> writer.visitVarInsn(type.getOpcode(Opcodes.ILOAD), isStatic ? 0 : 1);
        }
        writer.visitInsn(type.getOpcode(Opcodes.IRETURN));
        writer.visitMaxs(0, 0);
        writer.visitEnd();
    }

    private static final class Body extends MethodVisitor {

        Body(MethodVisitor writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            boolean isStatic = opcode == Opcodes.INVOKESTATIC;
            Method instead =
                    opcode == Opcodes.INVOKESPECIAL ? null : Calls.instead(owner, method, descriptor, isStatic);
            if (instead != null) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, Calls.JDK, instead.getName(), Type.getMethodDescriptor(instead), false);
                return;
            }
            if (Calls.isUnforeseen(owner, method)) {
                super.visitLdcInsn(owner + "." + method + descriptor);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, Calls.JDK, "unforeseen", "(Ljava/lang/String;)V", false);
            }
            super.visitMethodInsn(opcode, owner, method, descriptor, isInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] redirected = arguments.clone();
            for (int i = 0; i < redirected.length; i++) {
                if (redirected[i] instanceof Handle handle) {
                    redirected[i] = redirected(handle);
                }
            }
            super.visitInvokeDynamicInsn(method, descriptor, bootstrap, redirected);
        }

        private static Handle redirected(Handle handle) {
            boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
            Method instead = Calls.instead(handle.getOwner(), handle.getName(), handle.getDesc(), isStatic);
            return instead == null
                    ? handle
                    : new Handle(
                            Opcodes.H_INVOKESTATIC,
                            Calls.JDK,
                            instead.getName(),
                            Type.getMethodDescriptor(instead),
                            false);
        }
    }
}
