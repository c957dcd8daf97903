package io.regulars.rules.drl.meant;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An operator in words, as other languages and people say it: {@code is not}, {@code isGreaterThan}, {@code like}. */
sealed interface SpokenOperator {
    /** One of ours by another name. */
    record Compared(String symbol) implements SpokenOperator {}

    /** Two ends. */
    record Between() implements SpokenOperator {}

    /** A text with wild cards. */
    record Like(boolean negated) implements SpokenOperator {}

    /** Whether there is a value, or none. */
    record Known(boolean known) implements SpokenOperator {}

    /** Words that say nothing of their own. */
    Set<String> FILLING =
            Set.of("is", "are", "be", "was", "to", "than", "at", "with", "the", "of", "or", "a", "one", "any");

    Set<String> NOT = Set.of("not", "isnt", "isn't", "arent", "wasnt", "doesnt", "hasnt", "does", "no");

    Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("equal", "=="),
            Map.entry("equals", "=="),
            Map.entry("eq", "=="),
            Map.entry("same", "=="),
            Map.entry("ne", "!="),
            Map.entry("neq", "!="),
            Map.entry("gt", ">"),
            Map.entry("greater", ">"),
            Map.entry("more", ">"),
            Map.entry("above", ">"),
            Map.entry("over", ">"),
            Map.entry("after", ">"),
            Map.entry("bigger", ">"),
            Map.entry("higher", ">"),
            Map.entry("exceeds", ">"),
            Map.entry("lt", "<"),
            Map.entry("less", "<"),
            Map.entry("fewer", "<"),
            Map.entry("below", "<"),
            Map.entry("under", "<"),
            Map.entry("before", "<"),
            Map.entry("smaller", "<"),
            Map.entry("lower", "<"),
            Map.entry("ge", ">="),
            Map.entry("gte", ">="),
            Map.entry("least", ">="),
            Map.entry("from", ">="),
            Map.entry("since", ">="),
            Map.entry("le", "<="),
            Map.entry("lte", "<="),
            Map.entry("most", "<="),
            Map.entry("until", "<="),
            Map.entry("startswith", "str[startsWith]"),
            Map.entry("starts", "str[startsWith]"),
            Map.entry("beginswith", "str[startsWith]"),
            Map.entry("begins", "str[startsWith]"),
            Map.entry("endswith", "str[endsWith]"),
            Map.entry("ends", "str[endsWith]"),
            Map.entry("contain", "contains"),
            Map.entry("includes", "contains"),
            Map.entry("include", "contains"),
            Map.entry("has", "contains"),
            Map.entry("regexp", "matches"),
            Map.entry("regex", "matches"),
            Map.entry("rlike", "matches"),
            Map.entry("oneof", "in"),
            Map.entry("in", "in"),
            Map.entry("notin", "not in"),
            Map.entry("nin", "not in"),
            Map.entry("memberof", "memberOf"));

    /** What people call it that there is no value. */
    Set<String> ABSENT = Set.of("empty", "blank", "missing", "unknown", "undefined", "unset", "absent", "none", "nil");

    Set<String> KNOWN = Set.of("exists", "exist", "known");

    /** What turns around where it is denied. */
    Map<String, String> OPPOSITE = Map.of("==", "!=", ">", "<=", "<", ">=", ">=", "<", "<=", ">", "!=", "==");

    /** Whether a word may go on with an operator that has begun. */
    static boolean part(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        return FILLING.contains(small)
                || NOT.contains(small)
                || SYMBOLS.containsKey(small)
                || ABSENT.contains(small)
                || KNOWN.contains(small);
    }

    /** What the words say; empty if they are no operator. */
    static Optional<SpokenOperator> of(List<String> phrase) {
        var said = new TreeSet<String>();
        for (String word : phrase) {
            said.add(word.toLowerCase(Locale.ROOT));
            for (String part : word.split("(?<=[a-z])(?=[A-Z])|_", 0)) {
                said.add(part.toLowerCase(Locale.ROOT));
            }
        }
        boolean negated = said.stream().anyMatch(NOT::contains);
        if (said.contains("between")) {
            return Optional.of(new Between());
        }
        if (said.contains("like") || said.contains("ilike")) {
            return Optional.of(new Like(negated));
        }
        if (said.stream().anyMatch(KNOWN::contains)) {
            return Optional.of(new Known(!negated));
        }
        if (said.contains("null") || said.stream().anyMatch(ABSENT::contains)) {
            return Optional.of(new Known(negated));
        }
        if (said.contains("of") && (said.contains("one") || said.contains("any"))) {
            return Optional.of(new Compared(negated ? "not in" : "in"));
        }
        Optional<String> symbol =
                said.stream().filter(SYMBOLS::containsKey).map(SYMBOLS::get).reduce(SpokenOperator::both);
        boolean bare = Stream.of("is", "isnt", "arent", "wasnt").anyMatch(said::contains);
        return symbol.or(() -> bare ? Optional.of("==") : Optional.empty())
                .map(found -> new Compared(!negated ? found : OPPOSITE.getOrDefault(found, "not " + found)));
    }

    /** {@code greater or equal} is {@code >=}. */
    private static String both(String one, String other) {
        return one.equals("==") ? orEqual(other) : other.equals("==") ? orEqual(one) : one;
    }

    private static String orEqual(String symbol) {
        return symbol.equals(">") || symbol.equals("<") ? symbol + "=" : symbol;
    }
}
