package io.regulars.rules;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An agent that knows each class which is no resource of the class path, so that somebody defined it while the program ran; what
 * the JDK itself makes for lambdas, patterns and proxies aside, since a native binary has these built in.
 */
public final class DefinedClasses {
    private static final AtomicReference<@Nullable Instrumentation> AGENT = new AtomicReference<>();
    private static final Set<Seen> SEEN = ConcurrentHashMap.newKeySet();
    private static final Pattern OF_THE_JDK = Pattern.compile(
            "java\\.lang\\..*|jdk\\.internal\\..*|(com\\.sun\\.|jdk\\.)proxy.*\\$Proxy\\d+|.*\\$\\$(Lambda|TypeSwitch|InjectedInvoker).*");

    private record Seen(@Nullable ClassLoader loader, String name) {}

    private DefinedClasses() {}

    /** Called by the JVM before the program starts. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        AGENT.set(instrumentation);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    @Nullable String name,
                    @Nullable Class<?> redefined,
                    ProtectionDomain domain,
                    byte[] code) {
                if (name != null && redefined == null) {
                    SEEN.add(new Seen(loader, name.replace('/', '.')));
                }
                return null;
            }
        });
    }

    /** All so far, also those that are gone, and hidden ones that are there. */
    static Set<String> soFar() {
        var defined = new TreeSet<String>();
        SEEN.stream().filter(seen -> !isResource(seen.loader(), seen.name())).forEach(seen -> defined.add(seen.name()));
        Instrumentation agent = AGENT.get();
        if (agent == null) {
            throw new IllegalStateException("not started with the agent");
        }
        for (Class<?> type : agent.getAllLoadedClasses()) {
            boolean ofFile = type.isArray() || type.isPrimitive() || Proxy.isProxyClass(type);
            if (!ofFile && (type.isHidden() || !isResource(type.getClassLoader(), type.getName()))) {
                defined.add(type.getName());
            }
        }
        defined.removeIf(name -> OF_THE_JDK.matcher(name).matches());
        return defined;
    }

    private static boolean isResource(@Nullable ClassLoader loader, String name) {
        ClassLoader finder = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
        return finder.getResource(name.replace('.', '/') + ".class") != null;
    }
}
