package io.regulars.rules.tree;

import io.regulars.rules.tree.Expression.Aggregate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes a whole rule as DRL that reads back to the same tree, places aside.
 * <pre>
 *   rule "Frequent: more than three visits in the last 90 days"
 *   when
 *       $c: Client( visitsInLast(90) > 3 )
 *   then
 *       segments.assign($c, "frequent");
 *   end
 * </pre>
 */
public final class PrintRule {
    private final Rule rule;
    private final PrintConstraint constraints;

    private PrintRule(Rule rule) {
        this.rule = rule;
        this.constraints = new PrintConstraint(rule);
    }

    /** The rule as DRL; of a rule whose patterns are joined by {@code or}, this branch as if it were all of it. */
    public static String print(Rule rule) {
        var printing = new PrintRule(rule);
        List<String> then = rule.then().stream().map(printing::action).toList();
        printing.when(); // finds out which patterns need a variable
        return printing.head() + "when\n" + indented(printing.when()) + "then\n" + indented(then) + "end\n";
    }

    /** Prints parts of a rule one by one. */
    public static PrintRule of(Rule rule) {
        return new PrintRule(rule);
    }

    /** A condition as it stands in a pattern of that number, or, if it goes through bookings, as a line of its own. */
    public String text(Condition condition, int pattern) {
        return condition instanceof Condition.Effective
                ? Printing.print(condition)
                : goesThroughHistory(condition) ? element(condition) : constraints.constraint(condition, pattern);
    }

    /** A pattern that stands by itself. */
    public String text(Element element) {
        Pattern pattern = element.pattern();
        List<String> conditions = pattern.conditions().stream()
                .map(condition -> text(condition, pattern.index()))
                .toList();
        return word(element) + PrintConstraint.pattern(pattern.type().name(), conditions);
    }

    /** What the rule does, as a line. */
    public String text(Action action) {
        return action(action);
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    /** Names and metadata keep what was written between their quotes, escapes too. */
    private String head() {
        var head = new StringBuilder("rule \"" + rule.name() + "\"\n");
        rule.metadata()
                .forEach((name, value) -> head.append("    @" + name)
                        .append(value.isEmpty() ? "" : "(\"" + value + "\")")
                        .append('\n'));
        if (rule.salience() != 0) {
            head.append("    salience " + rule.salience() + "\n");
        }
        if (rule.activationGroup() != null) {
            head.append("    activation-group \"" + rule.activationGroup() + "\"\n");
        }
        for (Condition condition : rule.when().getFirst().pattern().conditions()) {
            if (condition instanceof Condition.Effective effective) {
                head.append(effective.from() == null ? "" : "    date-effective \"" + effective.from() + "\"\n");
                head.append(effective.until() == null ? "" : "    date-expires \"" + effective.until() + "\"\n");
            }
        }
        return head.toString();
    }

    /**
     * A line of the {@code when} and when it comes: patterns are numbered as they are read, so they stand in that order, and
     * what speaks of a pattern comes after it.
     */
    private record Line(int after, boolean pattern, String text) {}

    private List<String> when() {
        var lines = new ArrayList<Line>();
        Map<Integer, List<String>> ofAggregates = new TreeMap<>();
        client(lines);
        rule.when().stream().skip(1).forEach(element -> other(element, lines, ofAggregates));
        constraints
                .aggregates()
                .forEach((index, functions) -> lines.add(new Line(
                        index, true, accumulate(index, functions, ofAggregates.getOrDefault(index, List.of())))));
        return lines.stream()
                .sorted(Comparator.comparingInt(Line::after).thenComparing(line -> !line.pattern()))
                .map(Line::text)
                .toList();
    }

    private void client(List<Line> lines) {
        var first = new ArrayList<String>();
        int after = 0;
        boolean leading = true;
        for (Condition condition : rule.when().getFirst().pattern().conditions()) {
            if (condition instanceof Condition.Effective) {
                continue; // among the attributes
            }
            boolean history = goesThroughHistory(condition);
            after = Math.max(after, needs(condition));
            leading &= !history && after == 0;
            if (leading) {
                first.add(constraints.constraint(condition, 0));
            } else {
                lines.add(new Line(after, false, history ? element(condition) : client(condition)));
            }
        }
        lines.add(new Line(0, true, PrintConstraint.pattern("$c: Client", first)));
    }

    private String client(Condition condition) {
        return PrintConstraint.pattern("Client", List.of(constraints.constraint(condition, 0)));
    }

    private void other(Element element, List<Line> lines, Map<Integer, List<String>> ofAggregates) {
        Pattern pattern = element.pattern();
        int index = pattern.index();
        var own = new ArrayList<String>();
        int after = index;
        for (Condition condition : pattern.conditions()) {
            after = Math.max(after, needs(condition));
            if (goesThroughHistory(condition)) {
                lines.add(new Line(after, false, element(condition)));
            } else if (after > index) {
                ofAggregates
                        .computeIfAbsent(after, any -> new ArrayList<>())
                        .add(constraints.constraint(condition, PrintConstraint.NOWHERE));
            } else {
                own.add(constraints.constraint(condition, index));
            }
        }
        String text = PrintConstraint.pattern(
                constraints.variable(pattern) + pattern.type().name(), own);
        lines.add(new Line(index, true, word(element) + text));
    }

    private static String word(Element element) {
        return switch (element) {
            case Element.Match match -> "";
            case Element.Present present -> "exists ";
            case Element.Absent absent -> "not ";
        };
    }

    /** The number of the last pattern that must have been read before. */
    private static int needs(Condition condition) {
        var needed = new TreeSet<Integer>();
        References.conditions(condition, part -> {
            switch (part) {
                case Condition.Quantified quantified ->
                    needed.add(quantified.pattern().index());
                case Condition.ForAll all -> needed.add(all.pattern().index());
                default -> {}
            }
        });
        if (!needed.isEmpty()) {
            return needed.first();
        }
        References.conditions(
                condition,
                part -> References.expressions(part)
                        .forEach(expression -> References.aggregates(
                                expression,
                                aggregate -> needed.add(aggregate.pattern().index()))));
        needed.addAll(References.patterns(condition));
        return needed.isEmpty() ? 0 : needed.last();
    }

    private static boolean goesThroughHistory(Condition condition) {
        return switch (condition) {
            case Condition.Quantified quantified -> true;
            case Condition.ForAll all -> true;
            case Condition.All all -> all.conditions().stream().anyMatch(PrintRule::goesThroughHistory);
            case Condition.Any any -> any.conditions().stream().anyMatch(PrintRule::goesThroughHistory);
            case Condition.Not not -> goesThroughHistory(not.condition());
            default -> false;
        };
    }

    private String accumulate(int index, List<Aggregate> functions, List<String> results) {
        Pattern pattern = functions.getFirst().pattern();
        String calls = functions.stream()
                .map(each -> constraints.result(each) + ": " + each.function().symbol() + "("
                        + (each.of() == null ? "" : " " + constraints.expression(each.of(), index) + " ") + ")")
                .collect(Collectors.joining(", "));
        return "accumulate( " + constraints.own(pattern, pattern.conditions()) + "; " + calls
                + (results.isEmpty() ? "" : "; " + String.join(", ", results)) + " )";
    }

    /** A line of the {@code when} that goes through the client's bookings or surveys. */
    private String element(Condition condition) {
        return switch (condition) {
            case Condition.Quantified quantified -> quantified(quantified);
            case Condition.ForAll all -> forall(all);
            case Condition.Not not -> "not" + group(not.condition());
            default -> "exists" + group(condition);
        };
    }

    private String quantified(Condition.Quantified quantified) {
        Pattern pattern = quantified.pattern();
        String word = quantified.exists() ? "exists" : "not";
        List<Condition> inner = pattern.conditions().stream()
                .filter(PrintRule::goesThroughHistory)
                .toList();
        List<Condition> plain = pattern.conditions().stream()
                .filter(condition -> !goesThroughHistory(condition))
                .toList();
        if (inner.isEmpty()) {
            return word + " " + constraints.own(pattern, plain);
        }
        String rest = inner.stream().map(this::member).collect(Collectors.joining(" and "));
        return word + "( " + constraints.own(pattern, plain) + " and " + rest + " )";
    }

    private String forall(Condition.ForAll all) {
        Pattern pattern = all.pattern();
        boolean one =
                pattern.conditions().isEmpty() && all.conditions().stream().noneMatch(PrintRule::goesThroughHistory);
        if (one) {
            return "forall( " + constraints.own(pattern, all.conditions()) + " )";
        }
        String same = "this == " + constraints.named(pattern.index());
        var patterns = new ArrayList<String>(List.of(constraints.own(pattern, pattern.conditions())));
        for (Condition condition : all.conditions()) {
            patterns.add(
                    condition instanceof Condition.Quantified other
                            ? constraints.own(other.pattern(), other.pattern().conditions())
                            : PrintConstraint.pattern(
                                    pattern.type().name(),
                                    List.of(same, constraints.constraint(condition, pattern.index()))));
        }
        return "forall( " + String.join(" ", patterns) + " )";
    }

    private String group(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(chain(all), " and ");
            case Condition.Any any -> joined(any.conditions(), " or ");
            default -> "( " + member(condition) + " )";
        };
    }

    /** {@code a and b and c} is read as a, and b and c. */
    private static List<Condition> chain(Condition.All all) {
        var chain = new ArrayList<>(all.conditions().subList(0, all.conditions().size() - 1));
        Condition last = all.conditions().getLast();
        if (last instanceof Condition.All rest && goesThroughHistory(rest)) {
            chain.addAll(chain(rest));
        } else {
            chain.add(last);
        }
        return chain;
    }

    private String joined(List<Condition> conditions, String word) {
        return conditions.stream().map(this::member).collect(Collectors.joining(word, "( ", " )"));
    }

    private String member(Condition condition) {
        return switch (condition) {
            case Condition.Quantified quantified -> quantified(quantified);
            case Condition.ForAll all -> forall(all);
            case Condition.Not not when goesThroughHistory(condition) -> "not" + group(not.condition());
            default -> goesThroughHistory(condition) ? group(condition) : client(condition);
        };
    }

    private String action(Action action) {
        String name = constraints.top(action.name(), PrintConstraint.NOWHERE);
        return switch (action) {
            case Action.AssignSegment assign -> "segments.assign($c, " + name + ");";
            case Action.StartCampaign start -> "campaigns.start($c, " + name + ");";
            case Action.AddTag add -> "tags.add($c, " + name + ");";
            case Action.RemoveTag remove -> "tags.remove($c, " + name + ");";
            case Action.Conclude conclude -> "insertLogical( new Finding($c, " + name + ") );";
        };
    }
}
