package io.regulars.binary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What Quarkus writes for the builder of a native binary ({@code quarkus.native.sources-only}): the program, its libraries, and
 * what of both may be looked up at run time. The format is GraalVM's, in its older files and in {@code
 * reachability-metadata.json}.
 */
final class NativeSources {
    private static final JsonMapper READER = new JsonMapper();
    private static final Pattern QUOTED = Pattern.compile("\\\\Q(.*?)\\\\E");
    private static final Pattern GLOB = Pattern.compile("\\*\\*|\\*|[^*]+");
    /** Left out by an argument, since Netty's Quarkus extension says it better. */
    private static final Pattern EXCLUDED = Pattern.compile(".*io\\.netty/netty-(codec|handler)/generated/handlers/.*");

    private final Path folder;
    private final Set<String> files = new HashSet<>();
    private final Set<String> classesOfTheJdk = new HashSet<>();
    private final Map<String, Set<String>> reflection = new HashMap<>();
    private final Set<String> proxies = new HashSet<>();
    private final Set<String> bundles = new HashSet<>();
    private final List<Pattern> resources = new ArrayList<>();
    private String feature = "";

    NativeSources(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> jars = Files.walk(folder)) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                read(jar);
            }
        }
        Path jdk = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> all = Files.walk(jdk)) {
            all.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> file.subpath(2, file.getNameCount()).toString())
                    .map(NativeSources::className)
                    .forEach(classesOfTheJdk::add);
        }
    }

    private void read(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName();
                files.add(name);
                if (name.equals("io/quarkus/runner/Feature.class")) {
                    feature = new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1);
                }
                if (name.startsWith("META-INF/native-image/")
                        && name.endsWith(".json")
                        && !EXCLUDED.matcher(name).matches()) {
                    metadata(
                            name.substring(name.lastIndexOf('/') + 1),
                            READER.readTree(zip.getInputStream(entry).readAllBytes()));
                }
            }
        }
    }

    private void metadata(String file, JsonNode content) {
        switch (file) {
            case "reflect-config.json" -> content.forEach(this::type);
            case "proxy-config.json" -> content.forEach(this::proxy);
            case "resource-config.json" -> {
                content.at("/resources/includes")
                        .forEach(include ->
                                resources.add(pattern(include.path("pattern").asText())));
                content.path("globs").forEach(glob -> resources.add(glob(glob)));
                content.path("bundles")
                        .forEach(bundle -> bundles.add(bundle.path("name").asText()));
            }
            case "reachability-metadata.json" -> {
                content.path("reflection").forEach(this::type);
                content.path("resources").forEach(resource -> {
                    if (resource.has("glob")) {
                        resources.add(glob(resource));
                    } else {
                        bundles.add(resource.path("bundle").asText());
                    }
                });
            }
            default -> {} // JNI and serialization: nothing of ours
        }
    }

    private void type(JsonNode entry) {
        JsonNode type = entry.has("name") ? entry.path("name") : entry.path("type");
        if (type.isTextual()) {
            Set<String> known = reflection.computeIfAbsent(type.asText(), name -> new HashSet<>());
            entry.fieldNames().forEachRemaining(known::add);
        } else {
            proxy(type.path("proxy"));
        }
    }

    private void proxy(JsonNode entry) {
        var interfaces = new ArrayList<String>();
        (entry.isArray() ? entry : entry.path("interfaces")).forEach(name -> interfaces.add(name.asText()));
        proxies.add(String.join(",", interfaces));
    }

    private static Pattern glob(JsonNode entry) {
        var pattern = new StringBuilder();
        Matcher parts = GLOB.matcher(entry.path("glob").asText());
        while (parts.find()) {
            switch (parts.group()) {
                case "**" -> pattern.append(".*");
                case "*" -> pattern.append("[^/]*");
                default -> pattern.append(Pattern.quote(parts.group()));
            }
        }
        return Pattern.compile(pattern.toString());
    }

    /** Java's, but for {@code \Q…\E}, which it takes as well. */
    private static Pattern pattern(String text) {
        Matcher quoted = QUOTED.matcher(text);
        return Pattern.compile(quoted.replaceAll(found -> Matcher.quoteReplacement(Pattern.quote(found.group(1)))));
    }

    /** Whether a resource is part of the binary. */
    boolean contains(String resource) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(resource).matches());
    }

    /** The resources of the program and its libraries, part of the binary or not. */
    Set<String> files() {
        return files;
    }

    /** The arguments for the builder. */
    String arguments() throws IOException {
        return Files.readString(folder.resolve("native-image.args"), UTF_8);
    }

    /** Whether the look-up would come to something else in a native binary. */
    boolean lacks(Lookup lookup) {
        // the builder runs class initializers, but for those that its feature keeps for the start
        boolean whileBuilding = !lookup.initializers().isEmpty()
                && lookup.initializers().stream().noneMatch(feature::contains);
        return !whileBuilding && !answered(lookup);
    }

    private boolean answered(Lookup lookup) {
        String subject = lookup.subject();
        return switch (lookup.what()) {
            case "class" -> !exists(component(subject)) || reflection.containsKey(component(subject));
            case "resource" -> !files.contains(subject) || contains(subject);
            case "service" -> {
                String providers = "META-INF/services/" + subject;
                yield !files.contains(providers) || contains(providers);
            }
            case "proxy" -> proxies.contains(subject);
            case "bundle" -> bundles.contains(subject);
            case "library" -> false;
            default -> subject.startsWith("[") || hasMembers(lookup.what(), reflection.getOrDefault(subject, Set.of()));
        };
    }

    private static boolean hasMembers(String what, Set<String> known) {
        if (what.contains("Field")) {
            return known.contains("allDeclaredFields") || known.contains("allPublicFields") || known.contains("fields");
        }
        if (what.contains("Constructor") || what.equals("newInstance")) {
            return known.contains("allDeclaredConstructors")
                    || known.contains("allPublicConstructors")
                    || known.contains("methods");
        }
        if (what.contains("ethod")) {
            return known.contains("allDeclaredMethods")
                    || known.contains("allPublicMethods")
                    || known.contains("queryAllDeclaredMethods")
                    || known.contains("queryAllPublicMethods")
                    || known.contains("methods");
        }
        return !known.isEmpty();
    }

    private boolean exists(String type) {
        return classesOfTheJdk.contains(type) || files.contains(type.replace('.', '/') + ".class");
    }

    /** Of an array's name, what it is of. */
    private static String component(String type) {
        return type.startsWith("[") ? type.replaceFirst("^\\[+L?", "").replace(";", "") : type;
    }

    private static String className(String file) {
        return file.substring(0, file.length() - ".class".length()).replace('/', '.');
    }
}
