package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.OwnProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules are interpreted: to load them, change them and fire them defines no class, which a native binary could not do. Shown in
 * a process of its own, on the class path of the packaged service and nothing else.
 */
@OwnProcesses
class NoClassDefinedIT {
    private static final Path APPLICATION = Path.of("target", "quarkus-app").toAbsolutePath();
    private static final Path TESTS = Path.of("target", "test-classes");
    private static final Path RULES = Path.of("rules");

    @TempDir
    Path folder;

    @Test
    void allRulesAndTablesAreLoadedChangedAndFiredWithoutAClassBeingDefined() throws Exception {
        List<String> printed = run(agent(), rules().toString());
        assertThat(printed).hasSize(1).first().asString().startsWith("fired ").isNotEqualTo("fired 0");
    }

    @Test
    void aClassThatIsDefinedIsNoticed() throws Exception {
        assertThat(run(agent(), rules().toString(), "define")).contains("defined io.regulars.rules.Made");
    }

    @Test
    void droolsIsWiredStaticallyAndItsCompilersAreNotThere() throws IOException {
        List<String> jars = jars().map(jar -> jar.getFileName().toString()).toList();
        assertThat(jars).anyMatch(jar -> jar.startsWith("org.drools.drools-wiring-static"));
        assertThat(jars)
                .noneMatch(
                        jar -> jar.matches(
                                ".*(wiring-dynamic|drools-mvel-\\d|drools-mvel-compiler|mvel2|ecj-|drools-.*codegen|engine-classic).*"));
    }

    private static List<String> run(Path agent, String... arguments) throws IOException, InterruptedException {
        String classPath = Stream.concat(jars(), Stream.of(agent))
                .map(Path::toString)
                .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + agent,
                "-Xmx512m",
                "-cp",
                classPath,
                LoadsRules.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as("exit code").isZero();
        return printed;
    }

    /** Of the packaged service: its own classes and what it needs. */
    private static Stream<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            return files
                    .filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.startsWith(APPLICATION.resolve("quarkus")))
                    .toList()
                    .stream();
        }
    }

    /** The default rules, and those of the library where they run; a table also as a workbook. */
    private Path rules() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> files = Files.walk(RULES)) {
            // the tables to copy from have the names of those that run
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(RULES.resolve("library/tables")))
                    .toList()) {
                Path to = copy.resolve(RULES.relativize(file).toString().replaceFirst("^library", "shelf"));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.write(copy.resolve("workbook.xlsx"), Workbooks.described("""
                sheet Offers
                A1 text RuleTable Workbook
                A2 text CONDITION
                B2 text ACTION
                A3 text $c : Client
                A4 text visits >=
                B4 text segments.assign($c, "visits:$param");
                A5 text Visits
                B5 text Segment
                A6 number 1
                B6 text one
                A7 number 5
                B7 text five
                """));
        return copy;
    }

    /** A jar of the agent, of the program and of the clients that it needs. */
    private Path agent() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", DefinedClasses.class.getName());
        Path jar = folder.resolve("agent.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(TESTS.resolve("io/regulars"))) {
            for (Path file : files.filter(
                            path -> path.toString()
                                    .matches(
                                            ".*(DefinedClasses|LoadsRules|RandomClients|facts.Clients|facts.Bookings).*\\.class"))
                    .toList()) {
                out.putNextEntry(
                        new JarEntry(TESTS.relativize(file).toString().replace(java.io.File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
