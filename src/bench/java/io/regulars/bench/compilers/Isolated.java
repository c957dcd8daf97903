package io.regulars.bench.compilers;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Loads a contender by a class loader of its own: Drools finds its parts by what lies on the class path, so each must see its
 * own jars and no others.
 */
final class Isolated {
    /** Drools' own compilers; the build puts them here, since the service must never see them. */
    private static final Path COMPILERS = Path.of("target", "drools-compilers");

    private Isolated() {}

    /** The service's class path as it is. None logs, as none does in service: the tests' binding would write every trace. */
    static Contender regulars() {
        return load("Regulars", jar -> true, jar -> false);
    }

    static Contender executableModel() {
        return load(
                "ExecutableModel",
                jar -> !jar.contains("wiring-static"),
                jar -> !jar.contains("mvel2") && !jar.contains("drools-mvel-10"));
    }

    static Contender classic() {
        return load(
                "Classic",
                jar -> !jar.contains("wiring-static"),
                jar -> !jar.contains("codegen-10") && !jar.contains("model-codegen"));
    }

    private static Contender load(String name, Accepts own, Accepts compilers) {
        try (Stream<Path> jars = Files.list(COMPILERS)) {
            URL[] urls = Stream.concat(
                            Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                                    .filter(jar -> !jar.contains("slf4j-jboss"))
                                    .filter(own::jar),
                            jars.map(Path::toString).filter(compilers::jar))
                    .map(Isolated::url)
                    .toArray(URL[]::new);
            var loader = new URLClassLoader(name, urls, ClassLoader.getPlatformClassLoader());
            Object supplier = loader.loadClass(Isolated.class.getPackageName() + "." + name)
                    .getConstructor()
                    .newInstance();
            Object contender = within(loader, ((Supplier<?>) supplier)::get);
            Class<?> theirs = loader.loadClass(Contender.class.getName());
            return (Contender) Proxy.newProxyInstance(
                    Isolated.class.getClassLoader(),
                    new Class<?>[] {Contender.class},
                    (proxy, method, arguments) -> within(loader, () -> {
                        try {
                            return theirs.getMethod(method.getName(), method.getParameterTypes())
                                    .invoke(contender, arguments);
                        } catch (InvocationTargetException e) {
                            throw new IllegalStateException(name + " failed", e.getCause());
                        } catch (ReflectiveOperationException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T within(ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Which jars a contender sees. */
    private interface Accepts {
        boolean jar(String path);
    }
}
