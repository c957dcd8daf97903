package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Trigger;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs rules over clients in the words of a test:
 * {@code rules("segments/recency.drl").given(client().visit("2026-01-01")).at("2026-06-30").isIn("lapsed")}.
 */
public final class RulesTester {
    private final RuleSet rules;

    private RulesTester(RuleSet rules) {
        this.rules = rules;
    }

    /** Some of the default rule files, by their paths below {@code rules/}. */
    public static RulesTester rules(String... paths) {
        return new RulesTester(compiled(Stream.of(paths)
                .map(path -> new RuleFile(path.replaceFirst("^library/", ""), read(path)))
                .toList()));
    }

    /** All default rules, as the service runs them. */
    public static RulesTester defaultRules() {
        return new RulesTester(compiled(defaultFiles()));
    }

    /** The files below {@code rules/}, in the order of their paths. */
    public static List<RuleFile> defaultFiles() {
        Path folder = Path.of("rules");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .map(path -> new RuleFile(path, read(path)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rules written in the test. */
    public static RulesTester drl(String text) {
        return new RulesTester(compiled(List.of(new RuleFile("test.drl", text))));
    }

    /** What is wrong with rules written in the test. */
    public static List<Diagnostic> problems(String text) {
        return switch (CompileRules.compile(List.of(new RuleFile("test.drl", text)))) {
            case Compilation.Rejected rejected -> rejected.diagnostics();
            case Compilation.Compiled compiled -> compiled.warnings();
        };
    }

    /** The compiled rules themselves. */
    public RuleSet ruleSet() {
        return rules;
    }

    /** A client to try them on. */
    public Given given(Clients client) {
        return new Given(rules, client);
    }

    /** A client, not yet at a moment. */
    public record Given(RuleSet rules, Clients clients) {
        /** The client at a moment, local to the business's zone. */
        public At at(String moment) {
            return new At(this, clients.at(moment));
        }
    }

    /** A client at a moment. */
    public record At(Given given, Client client) {
        /** The same client at another moment. */
        public At at(String moment) {
            return given.at(moment);
        }

        /** They are in the segment. */
        public In isIn(String segment) {
            return segments().stream()
                    .filter(assignment -> assignment.segment().equals(segment))
                    .map(assignment -> new In(this, assignment))
                    .findFirst()
                    .orElseGet(() -> fail("not in " + segment + " but in " + names()));
        }

        /** They are in the segment, or are not. */
        public void isIn(String segment, boolean held) {
            if (held) {
                isIn(segment);
            } else {
                isNotIn(segment);
            }
        }

        /** They are not in the segment. */
        public At isNotIn(String segment) {
            assertThat(names()).doesNotContain(segment);
            return this;
        }

        /** They are in these segments and no others. */
        public At isExactlyIn(String... segments) {
            assertThat(names()).containsExactlyInAnyOrder(segments);
            return this;
        }

        /** They just came into these segments. */
        public Reaction enters(String... segments) {
            return Reaction.of(given.rules(), client).enters(segments);
        }

        /** They just left this segment. */
        public Reaction leaves(String segment) {
            return Reaction.of(given.rules(), client).leaves(segment);
        }

        /** They have been in this segment since a local moment. */
        public Reaction isMember(String segment, String since) {
            return Reaction.of(given.rules(), client)
                    .isMember(segment, given.clients().moment(since));
        }

        /** Something just happened: to their latest booking, or their latest activity or survey answer. */
        public Reaction happens(Trigger.Kind kind) {
            return Reaction.of(given.rules(), client).happens(kind);
        }

        private List<Assignment> segments() {
            return given.rules().segments(client);
        }

        private List<String> names() {
            return segments().stream().map(Assignment::segment).toList();
        }
    }

    /** A client in a segment. */
    public record In(At client, Assignment assignment) {
        /** The reason given. */
        public At because(String reason) {
            assertThat(assignment.because()).isEqualTo(reason);
            return client;
        }

        /** The same client at another moment. */
        public At at(String moment) {
            return client.at(moment);
        }

        /** Also in another segment. */
        public In isIn(String segment) {
            return client.isIn(segment);
        }

        /** But not in another segment. */
        public At isNotIn(String segment) {
            return client.isNotIn(segment);
        }
    }

    private static RuleSet compiled(List<RuleFile> files) {
        return switch (CompileRules.compile(files)) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                fail(String.join(
                        "\n",
                        rejected.diagnostics().stream().map(Diagnostic::print).toList()));
        };
    }

    private static byte[] read(String path) {
        try {
            return Files.readAllBytes(Path.of("rules", path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
