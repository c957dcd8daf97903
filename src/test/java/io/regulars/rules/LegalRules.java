package io.regulars.rules;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random rules of every form that the guide and the vocabulary name, as DRL: every property with arguments of its types, every
 * operator, everything that joins patterns, counts, concludes and is done. A few are refused all the same, such as one that speaks
 * of too many facts at once.
 */
public final class LegalRules {
    /** The campaigns that they start. */
    public static final List<String> CAMPAIGNS = List.of("care", "win-back");

    private static final List<String> TEXTS = List.of(
            "haircut",
            "color",
            "massage",
            "hair",
            "ANNA",
            "north",
            "web",
            "Riga",
            "student",
            "email",
            "spring",
            "PAGE_VIEWED",
            "05-17",
            "",
            "ā \\\"quoted\\\" \\\\ text",
            "$1.x");
    private static final List<String> SEGMENTS = List.of("s 0", "s 1", "s 2", "vip", "seg:hair");
    private static final List<String> FINDINGS = List.of("found a", "found b");
    private static final List<String> COMPARING = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<FactType<?>> NEWS =
            List.of(Vocabulary.TRIGGER, Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER);

    private final Random random;
    private final List<Variable> variables = new ArrayList<>();
    private int number;
    private int named;

    /** Of one seed always the same. */
    public LegalRules(Random random) {
        this.random = random;
    }

    /** What a rule may speak of: a value, or a fact where it is of that type. */
    private record Variable(String name, ValueType type, FactType<?> fact) {
        static Variable value(String name, ValueType type) {
            return new Variable(name, type, Vocabulary.CLIENT);
        }
    }

    /** The next so many, as one file. */
    public String next(int rules) {
        return IntStream.range(0, rules).mapToObj(i -> rule()).collect(Collectors.joining("\n"));
    }

    private String rule() {
        variables.clear();
        named = 0;
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> rule(when(false), assigned());
            case 4 -> rule(when(chance(3)), "insertLogical( new Finding($c, " + name(FINDINGS) + ") );");
            case 5 -> rule(when(true) + origin(), "campaigns.start($c, \"" + any(CAMPAIGNS) + "\");");
            case 6 -> rule(when(true), "tags.add($c, " + name(TEXTS.subList(0, 9)) + "); tags.remove($c, \"old\");");
            default -> {
                String first = inside(this::client);
                String second = inside(this::client);
                yield rule("    ( " + first + " or " + second + " )\n", "segments.assign($c, \"s 1\");");
            }
        };
    }

    private String rule(String when, String then) {
        return "rule \"rule " + number++ + "\"\n" + attributes(then) + "when\n" + when + "then\n    " + then
                + "\nend\n";
    }

    private String assigned() {
        String first = "segments.assign($c, " + name(SEGMENTS) + ");";
        return chance(5) ? first + " segments.assign($c, \"both\");" : first;
    }

    private String name(List<String> written) {
        List<Variable> texts = of(ValueType.TEXT);
        return texts.isEmpty() || chance(2)
                ? "\"" + any(written).replaceAll("^$", "x") + "\""
                : "\"seg:\" + " + any(texts).name();
    }

    private String attributes(String then) {
        boolean grouped = chance(6) && !then.startsWith("insert");
        return (chance(6) ? "    salience " + (random.nextInt(9) - 4) + "\n" : "")
                + (grouped ? "    activation-group \"group " + random.nextInt(2) + "\"\n" : "")
                + (chance(12) ? "    enabled " + random.nextBoolean() + "\n" : "")
                + (chance(10) ? "    date-effective \"2025-0" + (1 + random.nextInt(9)) + "-01\"\n" : "")
                + (chance(10) ? "    date-expires \"2025-1" + random.nextInt(3) + "-01\"\n" : "")
                + (chance(8) ? "    @owner(\"ana\") @complete(\"bands\")\n" : "");
    }

    // Patterns

    private String when(boolean news) {
        var lines = new StringBuilder("    " + client() + "\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            lines.append("    ").append(element(news)).append('\n');
        }
        if (chance(2)) {
            lines.append("    ").append(accumulate()).append('\n');
            if (chance(2)) {
                lines.append("    ").append(element(false)).append('\n');
            }
        }
        if (chance(4)) {
            lines.append("    Client( ").append(conditions(Vocabulary.CLIENT)).append(" )\n");
        }
        return lines.toString();
    }

    private String origin() {
        return "    " + match(any(NEWS)) + "\n";
    }

    private String client() {
        String asked = chance(8) ? "" : conditions(Vocabulary.CLIENT);
        String bound = chance(3) ? bindings(Vocabulary.CLIENT) : "";
        variables.removeIf(variable -> variable.name().equals("$c"));
        variables.add(new Variable("$c", ValueType.RANK, Vocabulary.CLIENT));
        return "$c : Client( " + joined(bound, asked) + " )";
    }

    private String element(boolean news) {
        return switch (random.nextInt(news ? 13 : 11)) {
            case 0, 1 -> match(own());
            case 2 -> inside(() -> any(List.of("exists ", "not ")) + pattern(own()));
            case 3 ->
                any(List.of("exists", "not")) + inside(() -> "( " + match(own()) + " and " + pattern(own()) + " )");
            case 4 ->
                any(List.of("exists", "not")) + inside(() -> "( " + pattern(own()) + " or " + pattern(own()) + " )");
            case 5 -> inside(this::forall);
            case 6 -> inside(() -> "( " + pattern(own()) + " or " + pattern(own()) + " )");
            case 7 ->
                inside(() -> "( " + pattern(own()) + " and ( " + pattern(own()) + " or " + pattern(own()) + " ) )");
            case 8 ->
                inside(() -> "exists( Client( " + condition(Vocabulary.CLIENT, 1) + " ) " + any(List.of("and ", "or "))
                        + pattern(own()) + " )");
            case 9 -> chance(3) ? match(Vocabulary.FINDING) : any(List.of("", "exists ", "not ")) + finding();
            case 10 -> "not( not " + inside(() -> pattern(own())) + " )";
            case 11 -> match(any(NEWS));
            default -> any(List.of("exists ", "not ")) + inside(() -> pattern(any(NEWS)));
        };
    }

    private String finding() {
        return chance(3) ? inside(() -> pattern(Vocabulary.FINDING)) : "Finding( name == \"" + any(FINDINGS) + "\" )";
    }

    /** What is bound there is not known outside. */
    private String inside(Supplier<String> made) {
        List<Variable> before = List.copyOf(variables);
        String text = made.get();
        variables.clear();
        variables.addAll(before);
        return text;
    }

    private String match(FactType<?> type) {
        String asked = chance(4) ? "" : conditions(type);
        String bound = chance(2) ? bindings(type) : "";
        String fact = "$f" + named++;
        boolean isNamed = chance(2);
        if (isNamed) {
            variables.add(new Variable(fact, ValueType.RANK, type));
        }
        return (isNamed ? fact + " : " : "") + type.name() + "( " + joined(bound, asked) + " )";
    }

    private String pattern(FactType<?> type) {
        return type.name() + "(" + (chance(6) ? "" : " " + conditions(type) + " ") + ")";
    }

    private String bindings(FactType<?> type) {
        Property<?> property = property(type, ValueType.values());
        ValueType kind = ValueType.of(property);
        if (kind == ValueType.RANK) {
            return "";
        }
        String variable = "$v" + named++;
        String bound = variable + " : " + read(property, type);
        variables.add(Variable.value(variable, kind));
        return kind == ValueType.NUMBER && chance(4) ? bound + " " + any(COMPARING) + " " + number() : bound;
    }

    private String forall() {
        FactType<?> type = own();
        String fact = "$all" + named++;
        return chance(2)
                ? "forall( " + pattern(type) + " )"
                : "forall( " + fact + " : " + pattern(type) + " " + type.name() + "( this == " + fact + ", "
                        + conditions(type) + " ) )";
    }

    private String accumulate() {
        FactType<?> type = own();
        List<Variable> before = List.copyOf(variables);
        String fact = "$a" + named++;
        String value = "$p" + named++;
        String function = any(List.of("count", "sum", "average", "min", "max", "collectSet"));
        ValueType taken = switch (function) {
            case "count" -> any(List.of(ValueType.NUMBER, ValueType.TEXT, ValueType.DAY, ValueType.FLAG));
            case "sum", "average" -> ValueType.NUMBER;
            case "min", "max" -> any(List.of(ValueType.NUMBER, ValueType.DAY));
            default -> ValueType.TEXT;
        };
        Property<?> property = property(type, taken);
        if (ValueType.of(property) != taken) {
            return accumulate();
        }
        String constraints = chance(3) ? "" : conditions(type);
        String read = read(property, type);
        String source;
        String of;
        switch (random.nextInt(4)) {
            case 0 -> {
                source = fact + " : " + type.name() + "( " + constraints + " )";
                of = fact + "." + read;
            }
            case 1 -> {
                source = type.name() + "( " + constraints + " )";
                of = read;
            }
            case 2 -> {
                source = type.name() + "( " + joined(value + " : " + read, constraints) + " )";
                of = taken == ValueType.NUMBER ? value + " * 2 - 1" : value;
            }
            default -> {
                source = type.name() + "( " + joined(value + " : " + read, constraints) + " )";
                of = function.equals("count") ? "" : value;
            }
        }
        variables.clear();
        variables.addAll(before);
        String result = "$r" + named++;
        String more = "$n" + named++;
        ValueType made = switch (function) {
            case "count", "sum", "average" -> ValueType.NUMBER;
            case "collectSet" -> ValueType.TEXTS;
            default -> taken;
        };
        boolean two = chance(3);
        String asked = chance(4) ? "" : asked(result, made);
        variables.add(Variable.value(result, made));
        if (two) {
            variables.add(Variable.value(more, ValueType.NUMBER));
        }
        return "accumulate( " + source + "; " + result + " : " + function + "(" + of + ")"
                + (two ? ", " + more + " : count()" : "")
                + (asked.isEmpty() ? "" : "; " + asked) + " )";
    }

    private FactType<?> own() {
        return chance(4) ? Vocabulary.SURVEY : Vocabulary.BOOKING;
    }

    // Conditions

    private String conditions(FactType<?> type) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> condition(type, 2))
                .collect(Collectors.joining(", "));
    }

    private String condition(FactType<?> type, int depth) {
        return switch (random.nextInt(depth == 0 ? 1 : 9)) {
            case 6 -> "(" + condition(type, depth - 1) + " && " + condition(type, depth - 1) + ")";
            case 7 -> condition(type, depth - 1) + " || " + condition(type, 0) + " || " + condition(type, 0);
            case 8 -> "!( " + condition(type, depth - 1) + " )";
            case 5 -> sameFact(type);
            default -> {
                Property<?> property = property(type, ValueType.values());
                yield asked(read(property, type), property);
            }
        };
    }

    private String sameFact(FactType<?> type) {
        List<Variable> facts = variables.stream()
                .filter(variable -> variable.type() == ValueType.RANK && variable.fact() == type)
                .toList();
        if (facts.isEmpty()) {
            return condition(type, 0);
        }
        return "this " + any(List.of("==", "!=")) + " " + any(facts).name();
    }

    private String asked(String value, Property<?> property) {
        boolean closed =
                property instanceof Property.Text<?> text && !text.values().isEmpty();
        return closed ? ofList(value, (Property.Text<?>) property) : asked(value, ValueType.of(property));
    }

    private String ofList(String value, Property.Text<?> property) {
        String one = constant(property);
        return switch (random.nextInt(5)) {
            case 0 -> value + any(List.of(" in (", " not in (")) + one + ", " + constant(property) + ")";
            case 1 -> value + any(List.of(" == null", " != null"));
            case 2 -> value + any(List.of(" matches ", " not matches ")) + "\"[A-D].*\"";
            case 3 -> value + any(List.of(" ", " not ")) + "str[endsWith] \"ED\"";
            default -> value + " " + any(COMPARING) + " " + one;
        };
    }

    private String constant(Property.Text<?> property) {
        String name = any(property.values());
        return any(List.of(name, "\"" + name + "\"", "Status." + name));
    }

    private String asked(String value, ValueType type) {
        return switch (type) {
            case NUMBER -> ordered(value, type, this::number);
            case DAY -> ordered(value, type, this::day);
            case FLAG ->
                switch (random.nextInt(5)) {
                    case 0 -> value;
                    case 1 -> "!" + value;
                    case 2 -> value + any(List.of(" == ", " != ")) + random.nextBoolean();
                    case 3 -> value + any(List.of(" in (true)", " not in (true, false)"));
                    default -> value + any(List.of(" == null", " != null"));
                };
            case RANK -> value + " " + any(COMPARING.subList(2, 6)) + " " + random.nextInt(100);
            case TEXTS ->
                chance(5)
                        ? value + any(List.of(" == null", " != null"))
                        : value + any(List.of(" contains ", " not contains ")) + other(ValueType.TEXT, this::text);
            case TEXT ->
                switch (random.nextInt(4)) {
                    case 0 ->
                        value
                                + any(List.of(" ", " not "))
                                + any(List.of("str[startsWith] ", "str[endsWith] ", "contains "))
                                + text();
                    case 1 ->
                        value + any(List.of(" matches ", " not matches ")) + any(List.of("\"R.*\"", "\"[a-z]+\""));
                    case 2 -> memberOf(value);
                    default -> ordered(value, type, this::text);
                };
        };
    }

    private String memberOf(String value) {
        List<Variable> sets = of(ValueType.TEXTS);
        String set = sets.isEmpty() ? "$c.tags" : any(sets).name();
        boolean known = !sets.isEmpty()
                || variables.stream().anyMatch(variable -> variable.name().equals("$c"));
        return known ? value + any(List.of(" memberOf ", " not memberOf ")) + set : value + " != " + text();
    }

    private String ordered(String value, ValueType type, Supplier<String> literal) {
        return switch (random.nextInt(8)) {
            case 0 -> value + any(List.of(" in (", " not in (")) + literal.get() + ", " + literal.get() + ")";
            case 1 -> value + any(List.of(" == null", " != null"));
            case 2 -> literal.get() + " " + any(COMPARING) + " " + value;
            case 3 -> value + " > " + literal.get() + any(List.of(" && ", " || ")) + value + " < " + literal.get();
            case 4 -> calculated(value, type) + " " + any(COMPARING) + " " + literal.get();
            default -> value + " " + any(COMPARING) + " " + other(type, literal);
        };
    }

    private String calculated(String value, ValueType type) {
        return switch (type) {
            case NUMBER -> value + any(List.of(" + ", " - ", " * ", " / ", " % ")) + other(type, this::number);
            case TEXT -> value + " + \"-\" + " + other(type, this::text);
            default -> value;
        };
    }

    private String other(ValueType type, Supplier<String> literal) {
        List<Variable> known = of(type);
        return known.isEmpty() || chance(2) ? literal.get() : any(known).name();
    }

    private List<Variable> of(ValueType type) {
        return type == ValueType.RANK
                ? List.of()
                : variables.stream().filter(variable -> variable.type() == type).toList();
    }

    private Property<?> property(FactType<?> type, ValueType... kinds) {
        List<ValueType> wanted = List.of(kinds);
        List<? extends Property<?>> fitting = type.properties().values().stream()
                .filter(property -> wanted.contains(ValueType.of(property)))
                .toList();
        return fitting.isEmpty() ? property(type, ValueType.values()) : any(List.copyOf(fitting));
    }

    private String read(Property<?> property, FactType<?> type) {
        if (property.parameters().isEmpty()) {
            return property.name();
        }
        return property.parameters().stream()
                .map(parameter -> switch (parameter.type()) {
                    case WHOLE_NUMBER ->
                        random.nextInt(400) + (chance(6) && parameter.name().equals("days") ? "d" : "");
                    case TEXT -> argument(type);
                    case DATE -> day();
                })
                .collect(Collectors.joining(", ", property.name() + "(", ")"));
    }

    private String argument(FactType<?> type) {
        boolean own = type == Vocabulary.CLIENT && chance(6);
        return own ? "favouriteService" : other(ValueType.TEXT, this::text);
    }

    private String text() {
        return "\"" + any(TEXTS) + "\"";
    }

    private String day() {
        return "\"202%d-%02d-%02d\"".formatted(4 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private String number() {
        return chance(3)
                ? new BigDecimal(random.nextInt(chance(9) ? 100_000 : 1_000))
                        .movePointLeft(1 + random.nextInt(3))
                        .toPlainString()
                : String.valueOf(random.nextInt(14) - 2);
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private boolean chance(int one) {
        return random.nextInt(one) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
