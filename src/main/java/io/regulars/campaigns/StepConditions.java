package io.regulars.campaigns;

import io.regulars.facts.Client;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What steps ask of the client when they are due. An {@code if} is what a rule asks between the brackets of {@code Client( … )},
 * so it is compiled as such a rule, and says of itself what a rule would.
 */
public final class StepConditions {
    /** Nothing is asked. */
    static final StepConditions NONE = new StepConditions(Map.of());

    private static final String FILE = "condition.drl";

    private final Map<String, RuleSet> rules;

    private StepConditions(Map<String, RuleSet> rules) {
        this.rules = Map.copyOf(rules);
    }

    /** Whether a text can stand between the brackets of a pattern: on one line, with its own brackets closed. */
    public static boolean isOneConstraint(String text) {
        int open = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0
                    || c == '\n'
                    || c == '\r'
                    || text.startsWith("/*", i)
                    || text.startsWith("//", i)) {
                return false;
            }
        }
        return open == 0 && quote == 0;
    }

    /**
     * Compiles a condition.
     *
     * @param problems is told what is wrong with it, without a place
     * @return null if anything is
     */
    public static @Nullable RuleSet compile(String condition, List<Diagnostic> problems) {
        var file = new RuleFile(
                FILE,
                "rule \"condition\" when $c: Client( " + condition + " ) then segments.assign($c, \"holds\"); end");
        return switch (CompileRules.compile(List.of(file))) {
            case Compilation.Rejected rejected -> {
                problems.addAll(rejected.diagnostics());
                yield null;
            }
            case Compilation.Compiled compiled -> compiled.rules();
        };
    }

    /** Of compiled conditions, by campaign and step. */
    public static StepConditions of(Map<String, RuleSet> compiled) {
        return compiled.isEmpty() ? NONE : new StepConditions(compiled);
    }

    /** The name that the condition of a step is kept by. */
    public static String key(String campaign, String step) {
        return campaign + "/" + step;
    }

    /** Whether what a step asks is so; what is not known is not so. A step that asks nothing holds. */
    boolean holds(String campaign, String step, Client client) {
        RuleSet condition = rules.get(key(campaign, step));
        return condition == null || !condition.segments(client).isEmpty();
    }
}
