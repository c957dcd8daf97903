package io.regulars.binary;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.constantpool.ConstantPool;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent that tells {@link Reflective} of each reflective look-up of a program and its libraries: of classes by name, members,
 * resources, bundles, services, proxies and native libraries. Look-ups of a class by a constant name aside, which whoever
 * builds a native binary sees by themselves. Those that the JDK makes are the JDK's.
 */
public final class ReflectionAgent {
    private static final ClassDesc TOLD = ClassDesc.of("io.regulars.binary.Reflective");
    private static final ClassDesc LOADER = ClassDesc.of("java.lang.ClassLoader");
    private static final ClassDesc SERVICES = ClassDesc.of("java.util.ServiceLoader");

    /** Of {@link Class}: what takes no argument or one, so that it can be told before the call. */
    private static final Map<String, Integer> MEMBERS = Map.ofEntries(
            Map.entry("getDeclaredMethods", 0),
            Map.entry("getMethods", 0),
            Map.entry("getDeclaredFields", 0),
            Map.entry("getFields", 0),
            Map.entry("getDeclaredConstructors", 0),
            Map.entry("getConstructors", 0),
            Map.entry("getRecordComponents", 0),
            Map.entry("newInstance", 0),
            Map.entry("getField", 1),
            Map.entry("getDeclaredField", 1),
            Map.entry("getConstructor", 1),
            Map.entry("getDeclaredConstructor", 1));

    private static final Set<String> OF_A_CLASS = Set.of("getMethod", "getDeclaredMethod");
    private static final Set<String> RESOURCES =
            Set.of("getResource", "getResourceAsStream", "getResources", "findResource");

    private ReflectionAgent() {}

    /** Called by the JVM before the program starts, with the file to write to. */
    public static void premain(String file, Instrumentation instrumentation) throws IOException {
        Reflective.writeTo(file);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    @Nullable String name,
                    @Nullable Class<?> redefined,
                    ProtectionDomain domain,
                    byte[] code) {
                return loader != null && name != null && !name.startsWith("io/regulars/binary/")
                        ? rewritten(loader, code)
                        : null;
            }
        });
    }

    private static byte @Nullable [] rewritten(ClassLoader loader, byte[] code) {
        try {
            var resolver =
                    ClassHierarchyResolver.ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver());
            ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
            ClassModel type = classFile.parse(code);
            if (!looksUp(type.constantPool())) {
                return null;
            }
            return classFile.transformClass(type, ClassTransform.transformingMethodBodies(telling()));
        } catch (RuntimeException e) {
            System.err.println("not rewritten: " + e); // the JVM would swallow it
            throw e;
        }
    }

    private static boolean looksUp(ConstantPool pool) {
        for (PoolEntry entry : pool) {
            if (entry instanceof MemberRefEntry call
                    && isOfInterest(call.owner().asSymbol(), call.name().stringValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfInterest(ClassDesc owner, String name) {
        return owner.equals(ConstantDescs.CD_Class)
                        && (name.equals("forName")
                                || MEMBERS.containsKey(name)
                                || OF_A_CLASS.contains(name)
                                || RESOURCES.contains(name))
                || owner.equals(LOADER) && (RESOURCES.contains(name) || name.equals("loadClass"))
                || owner.displayName().endsWith("ClassLoader") && name.equals("loadClass")
                || owner.equals(SERVICES) && name.equals("load")
                || owner.displayName().equals("ResourceBundle") && name.equals("getBundle")
                || owner.displayName().equals("Proxy") && name.equals("newProxyInstance")
                || owner.displayName().equals("System") && name.equals("loadLibrary");
    }

    private static CodeTransform telling() {
        return CodeTransform.ofStateful(() -> new CodeTransform() {
            private boolean constant;

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                if (element instanceof InvokeInstruction call
                        && isOfInterest(call.owner().asSymbol(), call.name().stringValue())) {
                    tell(code, call, constant);
                } else {
                    code.with(element);
                }
                constant = element instanceof ConstantInstruction.LoadConstantInstruction;
            }
        });
    }

    private static void tell(CodeBuilder code, InvokeInstruction call, boolean constant) {
        String name = call.name().stringValue();
        MethodTypeDesc type = call.typeSymbol();
        ClassDesc owner = call.owner().asSymbol();
        int arguments = type.parameterCount();
        if (owner.equals(ConstantDescs.CD_Class)) {
            if (name.equals("forName") && arguments == 1) {
                if (!constant) {
                    code.dup();
                    told(code, "name", ConstantDescs.CD_String);
                }
            } else if (name.equals("forName")
                    && arguments == 3
                    && type.parameterType(0).equals(ConstantDescs.CD_String)) {
                code.invokestatic(TOLD, name, type);
                return;
            } else if (MEMBERS.getOrDefault(name, -1) == arguments) {
                if (arguments == 1) {
                    code.dup2().pop();
                } else {
                    code.dup();
                }
                code.loadConstant(name);
                told(code, "members", ConstantDescs.CD_Class, ConstantDescs.CD_String);
            } else if (OF_A_CLASS.contains(name)) {
                code.invokestatic(TOLD, name, type.insertParameterTypes(0, ConstantDescs.CD_Class));
                return;
            } else if (RESOURCES.contains(name) && arguments == 1) {
                code.dup2();
                told(code, "resource", ConstantDescs.CD_Class, ConstantDescs.CD_String);
            }
        } else if (name.equals("loadClass") && arguments == 1) {
            code.dup();
            told(code, "name", ConstantDescs.CD_String);
        } else if (owner.equals(LOADER) && arguments == 1) {
            if (call.opcode()
                    == java.lang.classfile.Opcode.INVOKESTATIC) { // getSystemResource and its kin have other names
                code.with(call);
                return;
            }
            code.dup2();
            told(code, "resource", LOADER, ConstantDescs.CD_String);
        } else if (owner.equals(SERVICES)) {
            if (arguments == 1) {
                code.dup();
                told(code, "service", ConstantDescs.CD_Class);
            } else if (type.parameterType(0).equals(ConstantDescs.CD_Class)) {
                code.dup2().pop();
                told(code, "service", ConstantDescs.CD_Class);
            }
        } else if (name.equals("getBundle")) {
            if (arguments == 1) {
                code.dup();
                told(code, "bundle", ConstantDescs.CD_String);
            } else if (arguments == 2) {
                code.dup2().pop();
                told(code, "bundle", ConstantDescs.CD_String);
            }
        } else if (name.equals("newProxyInstance")) {
            code.invokestatic(TOLD, name, type);
            return;
        } else if (name.equals("loadLibrary")) {
            code.dup();
            told(code, "library", ConstantDescs.CD_String);
        }
        code.with(call);
    }

    private static void told(CodeBuilder code, String method, ClassDesc... arguments) {
        code.invokestatic(TOLD, method, MethodTypeDesc.of(ConstantDescs.CD_void, arguments));
    }
}
