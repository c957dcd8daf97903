package io.regulars.rules.builder;

import io.regulars.rules.model.DescribeVocabulary;
import io.regulars.rules.model.VocabularyDescription;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operators of definitions: those of the vocabulary, by their symbols. */
final class Operators {
    /** By the name of the value's type, in the vocabulary's order; without the one of a flag that stands by itself. */
    static final Map<String, List<String>> BY_TYPE = byType();

    static final Set<String> SYMBOLS = symbols();

    private Operators() {}

    /** What stands behind an operator. */
    enum Takes {
        NOTHING,
        /** A value of the property's type, or another property. */
        VALUE,
        /** Any text, or another property. */
        PART,
        /** A text as it stands. */
        TEXT,
        REGULAR_EXPRESSION,
        LIST,
        /** A property that is a set. */
        PROPERTY
    }

    static Takes takes(String symbol) {
        return switch (symbol) {
            case "== null", "!= null" -> Takes.NOTHING;
            case "in", "not in" -> Takes.LIST;
            case "contains", "not contains" -> Takes.TEXT;
            case "matches", "not matches" -> Takes.REGULAR_EXPRESSION;
            case "memberOf", "not memberOf" -> Takes.PROPERTY;
            default -> symbol.contains("str[") ? Takes.PART : Takes.VALUE;
        };
    }

    private static Map<String, List<String>> byType() {
        var byType = new LinkedHashMap<String, List<String>>();
        for (VocabularyDescription.Type type : DescribeVocabulary.describe().types()) {
            byType.put(
                    type.name(),
                    type.operators().stream()
                            .map(VocabularyDescription.Operator::symbol)
                            .filter(symbol -> !symbol.isEmpty())
                            .toList());
        }
        return byType;
    }

    private static Set<String> symbols() {
        var symbols = new LinkedHashSet<String>();
        BY_TYPE.values().forEach(symbols::addAll);
        return symbols;
    }
}
