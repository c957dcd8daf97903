package io.regulars.rules;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.RandomClients;
import io.regulars.facts.Trigger;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that loads the rules of a folder, changes them and loads them again, and fires each release in every way for
 * clients; then it prints how often something came of it, and the classes that were defined meanwhile.
 */
public final class LoadsRules {
    private static final int CHANGES = 4;
    private static final Pattern THRESHOLD = Pattern.compile("visits >= (\\d)");
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private LoadsRules() {}

    /** With the folder; and, to try the agent, whether to define a class. */
    public static void main(String... arguments) throws IOException, IllegalAccessException {
        List<RuleFile> files = files(Path.of(arguments[0]));
        int fired = 0;
        for (int change = 0; change < CHANGES; change++) {
            fired += fire(load(changed(files, change)));
        }
        if (arguments.length > 1) {
            MethodHandles.lookup()
                    .defineClass(ClassFile.of().build(ClassDesc.of("io.regulars.rules.Made"), made -> {}));
        }
        System.out.println("fired " + fired);
        DefinedClasses.soFar().forEach(name -> System.out.println("defined " + name));
    }

    private static List<RuleFile> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            var files = new ArrayList<RuleFile>();
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                files.add(new RuleFile(folder.relativize(path).toString(), Files.readAllBytes(path)));
            }
            return files;
        }
    }

    private static List<RuleFile> changed(List<RuleFile> files, int change) {
        return files.stream()
                .map(file -> file.path().endsWith(".drl")
                        ? new RuleFile(
                                file.path(),
                                THRESHOLD
                                        .matcher(file.content())
                                        .replaceAll(
                                                found -> "visits >= " + (change + Integer.parseInt(found.group(1)))))
                        : file)
                .toList();
    }

    private static RuleSet load(List<RuleFile> files) {
        return switch (CompileRules.compile(files)) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(rejected.diagnostics().toString());
        };
    }

    private static int fire(RuleSet rules) {
        var clients = new ArrayList<Client>();
        for (int seed = 0; seed < 120; seed++) {
            clients.add(new RandomClients(new Random(seed)).next().at(NOW));
        }
        int fired = 0;
        List<List<Assignment>> batch = rules.segments(clients);
        for (int i = 0; i < clients.size(); i++) {
            Client client = clients.get(i);
            List<Assignment> segments = rules.segments(client);
            if (segments.size() != batch.get(i).size()) {
                throw new IllegalStateException("alone " + segments + ", in a batch " + batch.get(i));
            }
            for (Assignment assignment : segments) {
                fired += assignment.because().isEmpty() ? 0 : 1;
                rules.explain(client, assignment.segment()).sentence();
            }
            fired += react(rules, client);
        }
        return fired;
    }

    private static int react(RuleSet rules, Client client) {
        int fired = 0;
        List<Trigger> triggers = client.bookingFacts().stream()
                .limit(1)
                .map(booking -> new Trigger(client, Trigger.Kind.CANCELLED, "event", NOW, booking, null, null))
                .toList();
        for (String segment : rules.segmentNames()) {
            var member = List.of(new Member(client, segment, NOW.minusSeconds(1_000_000)));
            fired += rules.effects(
                            client,
                            triggers,
                            List.of(new Entered(client, segment, NOW)),
                            List.of(new Left(client, segment, NOW.minusSeconds(60), NOW)),
                            member)
                    .size();
            rules.nextMoment(client, member);
        }
        return fired;
    }
}
