package io.regulars.drools;

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
 * Loads a class by a class loader of its own: Drools finds its parts by what lies on the class path, so each of its compilers
 * must see its own jars and no others.
 */
public final class Isolated {
    /** Drools' own compilers; the build puts them here, since the service must never see them. */
    private static final Path COMPILERS = Path.of("target", "drools-compilers");

    private Isolated() {}

    /** Which jars are seen. None logs, as none does in service: the tests' binding would write every trace. */
    public enum Jars {
        /** The service's class path as it is. */
        SERVICE,
        /** Drools' executable model: Java is generated, and compiled in memory by Eclipse's compiler. */
        EXECUTABLE_MODEL,
        /** Drools' classic compiler, with MVEL. */
        CLASSIC;

        private boolean ofClassPath(String jar) {
            return !jar.contains("slf4j-jboss") && (this == SERVICE || !jar.contains("wiring-static"));
        }

        private boolean ofCompilers(String jar) {
            return switch (this) {
                case SERVICE -> false;
                case EXECUTABLE_MODEL -> !jar.contains("mvel2") && !jar.contains("drools-mvel-10");
                case CLASSIC -> !jar.contains("codegen-10") && !jar.contains("model-codegen");
            };
        }
    }

    /**
     * An object of a class that has a constructor without arguments.
     *
     * @param face an interface of types of the JDK only, since all others are loaded twice
     * @param type implements it
     */
    public static <T> T load(Class<T> face, Class<? extends T> type, Jars jars) {
        var loader = new URLClassLoader(jars.name(), urls(jars), ClassLoader.getPlatformClassLoader());
        try {
            Class<?> theirs = loader.loadClass(face.getName());
            var constructor = loader.loadClass(type.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            Object object = within(loader, () -> made(constructor::newInstance));
            return face.cast(Proxy.newProxyInstance(
                    face.getClassLoader(),
                    new Class<?>[] {face},
                    (proxy, method, arguments) -> within(
                            loader,
                            () -> made(() -> theirs.getMethod(method.getName(), method.getParameterTypes())
                                    .invoke(object, arguments)))));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL[] urls(Jars jars) {
        try (Stream<Path> compilers = Files.list(COMPILERS)) {
            return Stream.concat(
                            Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                                    .filter(jars::ofClassPath),
                            compilers.map(Path::toString).filter(jars::ofCompilers))
                    .map(Isolated::url)
                    .toArray(URL[]::new);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something done by reflection. */
    private interface Reflective {
        Object call() throws ReflectiveOperationException;
    }

    private static Object made(Reflective work) {
        try {
            return work.call();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
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
}
