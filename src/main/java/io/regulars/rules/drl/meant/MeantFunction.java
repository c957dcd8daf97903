package io.regulars.rules.drl.meant;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was probably meant by a function of SQL, of a spreadsheet or of Java, written as a condition of rules.
 * <pre>
 *   LOWER(city) == "riga"      →  city matches "(?i)riga"
 *   LEFT(postcode, 2) == "LV"  →  postcode str[startsWith] "LV"
 *   AND(visits &gt; 3, spend &gt; 9) →  visits &gt; 3 &amp;&amp; spend &gt; 9
 *   COALESCE(spend, 0) &gt; 3     →  spend &gt; 3
 * </pre>
 */
public final class MeantFunction {
    private static final Map<String, String> FLIPPED =
            Map.of("==", "==", "!=", "!=", "<", ">", "<=", ">=", ">", "<", ">=", "<=");
    private static final Map<String, String> COMPARING =
            Map.of("gt", ">", "gte", ">=", "ge", ">=", "lt", "<", "lte", "<=", "le", "<=", "ne", "!=", "neq", "!=");
    private static final Set<String> CASES = Set.of(
            "lower",
            "lcase",
            "tolower",
            "lowercase",
            "tolowercase",
            "upper",
            "ucase",
            "toupper",
            "uppercase",
            "touppercase",
            "proper",
            "initcap",
            "capitalize");
    private static final Set<String> TRIMS = Set.of("trim", "ltrim", "rtrim", "strip", "clean");
    private static final Set<String> LENGTHS =
            Set.of("len", "length", "charlength", "characterlength", "size", "strlen");
    private static final Set<String> STARTS = Set.of("startswith", "beginswith", "hasprefix");
    private static final Set<String> ENDS = Set.of("endswith", "hassuffix");
    private static final Set<String> PARTS = Set.of("substr", "substring", "mid");
    private static final Set<String> PATTERNS = Set.of(
            "regexplike", "regexmatch", "regexpmatches", "regexp", "regex", "matches", "match", "rlike", "ismatch");
    private static final Set<String> ABSENT =
            Set.of("isblank", "isnull", "isempty", "isna", "ismissing", "isundefined", "isnone");
    private static final Set<String> PRESENT = Set.of(
            "isnotnull",
            "isnotblank",
            "isnotempty",
            "exists",
            "isset",
            "hasvalue",
            "nonnull",
            "isnumber",
            "istext",
            "notnull",
            "notempty",
            "notblank",
            "has");
    private static final Set<String> OTHERWISE =
            Set.of("ifnull", "coalesce", "nvl", "isnull", "zn", "iferror", "ifna", "nullif");
    private static final Set<String> COUNTS =
            Set.of("count", "counta", "countif", "countifs", "countdistinct", "countall");
    private static final Set<String> SUMS = Set.of("sum", "sumif", "sumifs", "total", "sumproduct");
    private static final Set<String> AVERAGES = Set.of("avg", "average", "averageif", "averageifs", "mean", "median");
    private static final Set<String> ROUNDS = Set.of(
            "round",
            "rounddown",
            "roundup",
            "floor",
            "ceil",
            "ceiling",
            "int",
            "trunc",
            "truncate",
            "fix",
            "value",
            "number",
            "tonumber",
            "parseint",
            "parsedouble",
            "parsefloat",
            "cast",
            "convert",
            "text",
            "tochar",
            "tostring",
            "str",
            "todecimal");
    private static final Set<String> CHOICES = Set.of("if", "iif", "ifs", "case", "switch", "choose", "decode", "when");
    private static final Set<String> LOOKUPS =
            Set.of("vlookup", "hlookup", "xlookup", "lookup", "index", "indirect", "offset");
    private static final Set<String> RANKS = Set.of(
            "rank",
            "rankeq",
            "rankavg",
            "percentrank",
            "percentrankinc",
            "percentile",
            "ntile",
            "quartile",
            "large",
            "denserank",
            "rownumber",
            "top",
            "topn",
            "limit");

    /** What the call is compared with, where it is a whole side of a comparison. */
    private record Compared(String operator, String value) {}

    private final String name;
    private final List<String> arguments;
    private final Optional<Compared> compared;
    private final boolean denied;

    private MeantFunction(String name, List<String> arguments, Optional<Compared> compared, boolean denied) {
        this.name = name.toLowerCase(Locale.ROOT).replace("_", "");
        this.arguments = arguments;
        this.compared = compared;
        this.denied = denied;
    }

    /**
     * What to write instead of a call.
     *
     * @param node the call itself
     * @param arguments as they are written; of a method with what it is called on before them
     * @param source tells how a part is written
     */
    public static Optional<String> hint(Node node, String name, List<String> arguments, Function<Node, String> source) {
        Node part = node;
        while (part.getParentNode().orElse(null) instanceof EnclosedExpr enclosed) {
            part = enclosed;
        }
        Node around = part.getParentNode().orElse(null);
        Optional<Compared> compared = Optional.empty();
        if (around instanceof BinaryExpr binary
                && FLIPPED.containsKey(binary.getOperator().asString())) {
            boolean left = binary.getLeft() == part;
            String operator = binary.getOperator().asString();
            compared = Optional.of(
                    left
                            ? new Compared(operator, source.apply(binary.getRight()))
                            : new Compared(FLIPPED.getOrDefault(operator, operator), source.apply(binary.getLeft())));
        }
        boolean denied = around instanceof UnaryExpr
                || compared.filter(with -> with.value.equals(with.operator.equals("==") ? "false" : "true")
                                && (with.operator.equals("==") || with.operator.equals("!=")))
                        .isPresent();
        return new MeantFunction(name, arguments, compared, denied).instead();
    }

    private Optional<String> instead() {
        if (name.equals("and") || name.equals("or")) {
            String sign = name.equals("and") ? " && " : " || ";
            return arguments.size() < 2 ? Optional.empty() : written(String.join(sign, arguments));
        }
        if (name.equals("not") || name.equals("isfalse")) {
            return arguments.size() == 1 ? written("!( " + arguments.getFirst() + " )") : Optional.empty();
        }
        if (CHOICES.contains(name)) {
            return choice();
        }
        if (LOOKUPS.contains(name)) {
            return Optional.of(
                    "Values that belong to others stand in a decision table, tables/*.csv: each row is a rule.");
        }
        if (RANKS.contains(name)) {
            return Optional.of("Who ranks how by spend asks spendPercentile: the top 20 % are spendPercentile > 80.");
        }
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        return text().or(this::part).or(this::presence).or(this::number).or(this::aggregate);
    }

    // ---- texts

    private Optional<String> text() {
        String of = arguments.getFirst();
        if (CASES.contains(name)) {
            String value = compared.map(Compared::value).orElse("\"riga\"");
            return compared.isPresent() && isQuoted(value)
                    ? written(of + not(isUnequal()) + " matches \"(?i)" + inner(value) + "\"")
                    : Optional.of(
                            "Texts are compared as they are; in whatever capitals: " + of + " matches \"(?i)riga\".");
        }
        if (TRIMS.contains(name)) {
            return compared.map(with -> "Write " + of + " " + with.operator + " " + with.value + ".")
                    .or(() -> Optional.of("Texts are compared as they are: " + of + " == \"Riga\"."));
        }
        if (LENGTHS.contains(name)) {
            return compared.flatMap(with -> length(with)
                            .map(pattern ->
                                    "Write " + of + not(with.operator.equals("!=")) + " matches \"" + pattern + "\"."))
                    .or(() -> Optional.of("Write a pattern: " + of + " matches \".{3,}\"."));
        }
        if (name.equals("left") || name.equals("right") || PARTS.contains(name)) {
            boolean begins = name.equals("left")
                    || PARTS.contains(name)
                            && arguments.size() > 1
                            && Set.of("0", "1").contains(arguments.get(1));
            boolean whole = compared.map(Compared::value)
                    .filter(MeantFunction::isQuoted)
                    .isPresent();
            String value = compared.map(Compared::value).orElse("\"LV\"");
            String part = begins ? "str[startsWith] " : name.equals("right") ? "str[endsWith] " : "";
            return !whole
                    ? Optional.of("Write " + of + " str[startsWith] \"LV\", str[endsWith] or matches.")
                    : part.isEmpty()
                            ? written(of + not(isUnequal()) + " matches \".*" + inner(value) + ".*\"")
                            : written(of + not(isUnequal()) + " " + part + value);
        }
        if (name.equals("concat") || name.equals("concatenate") || name.equals("textjoin")) {
            return Optional.of(
                    "Compare each text by itself; in a segment's name they are joined by +: \"city:\" + $city.");
        }
        return Optional.empty();
    }

    private static Optional<String> length(Compared with) {
        if (!with.value.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(with.value);
        return Optional.of(
                switch (with.operator) {
                    case ">" -> ".{" + (length + 1) + ",}";
                    case ">=" -> ".{" + length + ",}";
                    case "<" -> ".{0," + Math.max(0, length - 1) + "}";
                    case "<=" -> ".{0," + length + "}";
                    default -> ".{" + length + "}";
                });
    }

    private Optional<String> part() {
        String of = arguments.getFirst();
        String not = not(denied);
        boolean two = arguments.size() == 2 && isQuoted(arguments.get(1));
        if (Set.of(
                        "contains",
                        "search",
                        "find",
                        "instr",
                        "indexof",
                        "charindex",
                        "strpos",
                        "locate",
                        "includes",
                        "position")
                .contains(name)) {
            int text = isQuoted(of) && arguments.size() == 2 ? 1 : 0;
            String in = arguments.get(text);
            String what = arguments.size() < 2 ? "\"Ri\"" : arguments.get(1 - text);
            boolean missing = denied
                    || compared.filter(with -> with.operator.equals("<")
                                    || with.operator.equals("==") && with.value.matches("-1|0"))
                            .isPresent();
            return isQuoted(what)
                    ? written(
                            in.equals("tags")
                                    ? in + not(missing) + " contains " + what
                                    : in + not(missing) + " matches \".*" + inner(what) + ".*\"")
                    : Optional.empty();
        }
        if (STARTS.contains(name) && two) {
            return written(of + not + " str[startsWith] " + arguments.get(1));
        }
        if (ENDS.contains(name) && two) {
            return written(of + not + " str[endsWith] " + arguments.get(1));
        }
        if ((name.equals("like") || name.equals("ilike")) && two) {
            return written(Meant.like(of, denied, arguments.get(1)));
        }
        if (PATTERNS.contains(name) && two) {
            return written(of + not + " matches " + arguments.get(1));
        }
        if (Set.of("equals", "exact", "eq", "equal", "equalsignorecase", "strcmp")
                        .contains(name)
                && arguments.size() == 2) {
            return written(
                    name.equals("equalsignorecase") && two
                            ? of + not + " matches \"(?i)" + inner(arguments.get(1)) + "\""
                            : of + (denied ? " != " : " == ") + arguments.get(1));
        }
        if (Set.of("in", "oneof", "anyof", "isin", "notin", "nin", "inlist", "contained")
                        .contains(name)
                && arguments.size() > 1) {
            boolean negated = denied != (name.equals("notin") || name.equals("nin"));
            return written(
                    of + not(negated) + " in (" + String.join(", ", arguments.subList(1, arguments.size())) + ")");
        }
        if ((name.equals("between") || name.equals("inrange")) && arguments.size() == 3) {
            return written(of + " >= " + arguments.get(1) + " && " + of + " <= " + arguments.get(2));
        }
        return arguments.size() == 2
                ? Optional.ofNullable(COMPARING.get(name))
                        .map(sign -> "Write " + of + " " + sign + " " + arguments.get(1) + ".")
                : Optional.empty();
    }

    // ---- what is known, numbers

    private Optional<String> presence() {
        String of = arguments.getFirst();
        if (ABSENT.contains(name) && arguments.size() == 1) {
            return written(of + (denied ? " != null" : " == null"));
        }
        if (PRESENT.contains(name) && arguments.size() == 1) {
            return written(of + (denied ? " == null" : " != null"));
        }
        if (OTHERWISE.contains(name)) {
            return Optional.of("What is not known matches nothing: "
                    + compared.map(with -> "write " + of + " " + with.operator + " " + with.value)
                            .orElse("write " + of)
                    + ", with || " + of + " == null if those are meant too of whom it is not known.");
        }
        return Optional.empty();
    }

    private Optional<String> number() {
        String of = arguments.getFirst();
        if (name.equals("abs")) {
            return compared.filter(with -> with.value.matches("[\\d.]+"))
                    .map(with -> with.operator.startsWith(">")
                            ? "Write %1$s %2$s %3$s || %1$s %4$s -%3$s."
                                    .formatted(
                                            of,
                                            with.operator,
                                            with.value,
                                            FLIPPED.getOrDefault(with.operator, with.operator))
                            : "Write %1$s %2$s %3$s && %1$s %4$s -%3$s."
                                    .formatted(
                                            of,
                                            with.operator,
                                            with.value,
                                            FLIPPED.getOrDefault(with.operator, with.operator)))
                    .or(() -> Optional.of("Compare it with both ends: " + of + " > 3 || " + of + " < -3."));
        }
        if (ROUNDS.contains(name)) {
            return compared.map(with -> "Write " + of + " " + with.operator + " " + with.value
                            + ": numbers and texts are compared as they are.")
                    .or(() -> Optional.of("Leave it out: numbers and texts are compared as they are."));
        }
        if (Set.of("mod", "remainder").contains(name) && arguments.size() == 2) {
            return Optional.of("Write " + of + " % " + arguments.get(1)
                    + compared.map(with -> " " + with.operator + " " + with.value)
                            .orElse("") + ".");
        }
        boolean most = Set.of("max", "greatest").contains(name);
        boolean least = Set.of("min", "least").contains(name);
        if ((most || least) && arguments.size() > 1) {
            return compared.map(with -> {
                boolean any = most == with.operator.startsWith(">");
                return "Write "
                        + arguments.stream()
                                .filter(argument -> !argument.matches("[\\d.]+"))
                                .map(argument -> argument + " " + with.operator + " " + with.value)
                                .collect(Collectors.joining(any ? " || " : " && "))
                        + ".";
            });
        }
        return Optional.empty();
    }

    private Optional<String> aggregate() {
        String of = arguments.getFirst();
        boolean counts = COUNTS.contains(name);
        String function = counts
                ? "count"
                : SUMS.contains(name)
                        ? "sum"
                        : AVERAGES.contains(name)
                                ? "average"
                                : Set.of("min", "minif", "minifs").contains(name)
                                        ? "min"
                                        : Set.of("max", "maxif", "maxifs").contains(name) ? "max" : "";
        if (function.isEmpty()) {
            return Optional.empty();
        }
        if (arguments.size() == 2 && arguments.get(1).matches("\"\\s*(==?|!=|<>|[<>]=?)?\\s*[\\d.]+\\s*\"")) {
            String limit = inner(arguments.get(1)).strip().replaceFirst("^(<>|=)(?!=)", "");
            String operator =
                    inner(arguments.get(1)).strip().startsWith("<>") ? "!= " : limit.matches("[\\d.].*") ? "== " : "";
            return Optional.of("Write " + of + " " + operator + limit.replaceFirst("^([<>=!]+)\\s*", "$1 ") + ".");
        }
        String limit = compared.map(with -> with.operator + " " + with.value).orElse("> 3");
        if (of.matches("[a-z]\\w*(\\([^()]*\\))?")) {
            return Optional.of("A client has one '" + of + "': write " + of + " " + limit
                    + "; over bookings, below the client: accumulate( Booking( status == COMPLETED, $x : price ); $n : "
                    + function + (counts ? "()" : "($x)") + "; $n " + limit + " ).");
        }
        return Optional.of("Below the client write accumulate( Booking( status == COMPLETED"
                + (counts ? "" : ", $x : price") + " ); $n : " + function + (counts ? "()" : "($x)") + "; $n " + limit
                + " ).");
    }

    /** {@code IF(visits > 3, true, false)}. */
    private Optional<String> choice() {
        String cases = "A rule holds or it does not: write a rule for each case.";
        if (arguments.size() != 3 || name.equals("case") || name.equals("switch")) {
            return Optional.of(cases);
        }
        String condition = arguments.getFirst();
        String then = arguments.get(1);
        String otherwise = arguments.get(2);
        if (Set.of("true", "1").contains(then.toLowerCase(Locale.ROOT))
                && Set.of("false", "0").contains(otherwise.toLowerCase(Locale.ROOT))) {
            return written(condition);
        }
        if (then.equalsIgnoreCase("false") && otherwise.equalsIgnoreCase("true")) {
            return written("!( " + condition + " )");
        }
        boolean conditions = then.matches(".*[=<>].*") && otherwise.matches(".*[=<>].*");
        return conditions
                ? written("(" + condition + " && " + then + ") || (!(" + condition + ") && " + otherwise + ")")
                : Optional.of(cases);
    }

    private boolean isUnequal() {
        return compared.filter(with -> with.operator.equals("!=")).isPresent();
    }

    private static Optional<String> written(String condition) {
        return Optional.of("Write " + condition + ".");
    }

    private static String not(boolean negated) {
        return negated ? " not" : "";
    }

    private static boolean isQuoted(String written) {
        return written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
    }

    private static String inner(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Of what is asked of a text in small letters or large: {@code city.toLowerCase().startsWith("ri")}. */
    public static Optional<String> anyCase(String of, String method, List<String> arguments) {
        if (arguments.size() != 1 || !isQuoted(arguments.getFirst())) {
            return Optional.empty();
        }
        String text = inner(arguments.getFirst());
        return switch (method) {
            case "equals", "equalsIgnoreCase", "matches" -> written(of + " matches \"(?i)" + text + "\"");
            case "contains" -> written(of + " matches \"(?i).*" + text + ".*\"");
            case "startsWith" -> written(of + " matches \"(?i)" + text + ".*\"");
            case "endsWith" -> written(of + " matches \"(?i).*" + text + "\"");
            default -> Optional.empty();
        };
    }

    /** The arguments of a method, with what it is called on before them. */
    public static List<String> with(String on, List<String> arguments) {
        var all = new ArrayList<String>();
        all.add(on);
        all.addAll(arguments);
        return all;
    }
}
