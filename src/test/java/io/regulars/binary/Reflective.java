package io.regulars.binary;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Told of each reflective look-up by the calls that {@link ReflectionAgent} puts before it, or puts in its place. Known to every
 * class loader, so it needs nothing but the JDK. Each look-up is one line of a file: what is asked, of what, by which class,
 * inside which class initializers.
 */
public final class Reflective {
    private static final AtomicReference<@Nullable OutputStream> FILE = new AtomicReference<>();
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Reflective() {}

    static void writeTo(String file) throws IOException {
        FILE.set(new FileOutputStream(file, true));
    }

    /** {@code Class.forName(name)} is about to be called. */
    public static void name(String name) {
        note("class", name);
    }

    /** A look-up of all members of a kind: {@code what} is the method of {@link Class}. */
    public static void members(Class<?> type, String what) {
        note(what, type.getName());
    }

    /** A resource is looked up by its class. */
    public static void resource(Class<?> type, String name) {
        String packageName = type.getPackageName().replace('.', '/');
        note("resource", name.startsWith("/") ? name.substring(1) : packageName + "/" + name);
    }

    /** A resource is looked up by its class loader. */
    public static void resource(ClassLoader loader, String name) {
        note("resource", name);
    }

    /** A bundle is looked up. */
    public static void bundle(String name) {
        note("bundle", name);
    }

    /** A library is loaded for JNI. */
    public static void library(String name) {
        note("library", name);
    }

    /** The providers of a service are looked up. */
    public static void service(Class<?> service) {
        note("service", service.getName());
    }

    // in the place of the calls of three arguments

    public static Class<?> forName(String name, boolean initialize, ClassLoader loader) throws ClassNotFoundException {
        note("class", name);
        return Class.forName(name, initialize, loader);
    }

    public static Method getMethod(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        note("method " + name, type.getName());
        return type.getMethod(name, parameters);
    }

    public static Method getDeclaredMethod(Class<?> type, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        note("method " + name, type.getName());
        return type.getDeclaredMethod(name, parameters);
    }

    public static Object newProxyInstance(ClassLoader loader, Class<?>[] interfaces, InvocationHandler handler) {
        note("proxy", Stream.of(interfaces).map(Class::getName).collect(Collectors.joining(",")));
        return Proxy.newProxyInstance(loader, interfaces, handler);
    }

    private static void note(String kind, String subject) {
        OutputStream file = FILE.get();
        if (file == null) {
            return;
        }
        List<StackWalker.StackFrame> frames = STACK.walk(all -> all.skip(2).toList());
        String caller = frames.isEmpty() ? "" : frames.getFirst().getClassName();
        String initializers = frames.stream()
                .filter(frame -> frame.getMethodName().equals("<clinit>"))
                .map(StackWalker.StackFrame::getClassName)
                .distinct()
                .collect(Collectors.joining(","));
        String line = kind + "\t" + subject + "\t" + caller + "\t" + initializers + "\n";
        if (SEEN.add(line)) {
            try {
                synchronized (file) {
                    file.write(line.getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
