package io.regulars.rules.model;

import io.regulars.rules.model.VocabularyDescription.Attribute;
import io.regulars.rules.model.VocabularyDescription.Operator;
import io.regulars.rules.model.VocabularyDescription.Verb;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The words of the rule language itself, beside those of the facts, each with its meaning. */
final class Language {
    static final List<Verb> VERBS = List.of(
            new Verb(
                    "segments.assign",
                    "Puts the client into a segment, for as long as the rule holds.",
                    "segments.assign($c, \"weekend-client\");"),
            new Verb(
                    "campaigns.start",
                    "Starts a campaign for the client, once for what the rule started from.",
                    "campaigns.start($c, \"win-back\");"),
            new Verb("tags.add", "Puts a tag on the client, which stays.", "tags.add($c, \"call\");"),
            new Verb("tags.remove", "Takes a tag off the client.", "tags.remove($c, \"call\");"),
            new Verb(
                    "insertLogical",
                    "Concludes something of the client that other rules match as Finding( name == \"…\" ).",
                    "insertLogical( new Finding($c, \"high-season\") );"));

    static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute(
                    "salience",
                    "Of several rules for one segment the one with the highest number gives the reason; 0 if not said.",
                    "salience 10"),
            new Attribute("enabled", "Whether the rule runs; true if not said.", "enabled false"),
            new Attribute(
                    "activation-group",
                    "Of the rules of a group that fire for a client only the first counts, by salience, file and line.",
                    "activation-group \"offer\""),
            new Attribute(
                    "date-effective",
                    "The rule holds from the start of that day, in the business's zone.",
                    "date-effective \"2026-06-01\""),
            new Attribute(
                    "date-expires",
                    "The rule holds until the start of that day, in the business's zone.",
                    "date-expires \"2026-09-01\""));

    private static final List<Operator> KNOWN =
            List.of(new Operator("== null", "it is not known"), new Operator("!= null", "it is known"));
    private static final List<Operator> EQUAL =
            List.of(new Operator("==", "is the same as"), new Operator("!=", "is known and another than"));
    private static final List<Operator> ORDER = List.of(
            new Operator("<", "less than, before"),
            new Operator("<=", "at most, not after"),
            new Operator(">", "more than, after"),
            new Operator(">=", "at least, not before"));
    private static final List<Operator> LIST =
            List.of(new Operator("in", "is one of several"), new Operator("not in", "is known and none of several"));
    private static final List<Operator> PARTS = List.of(
            new Operator("str[startsWith]", "begins with"),
            new Operator("not str[startsWith]", "is known and does not begin with"),
            new Operator("str[endsWith]", "ends with"),
            new Operator("not str[endsWith]", "is known and does not end with"),
            new Operator("contains", "has that part"),
            new Operator("not contains", "is known and does not have that part"),
            new Operator("matches", "is, as a whole, of a regular expression"),
            new Operator("not matches", "is known and not of a regular expression"),
            new Operator("memberOf", "is in a set, such as tags"),
            new Operator("not memberOf", "is known and not in a set"));
    private static final List<Operator> ELEMENTS =
            List.of(new Operator("contains", "has"), new Operator("not contains", "does not have"));
    private static final List<Operator> ITSELF = List.of(new Operator("", "by itself: it is true"));

    private Language() {}

    /** What a value of that type can be asked. */
    static List<Operator> operators(ValueType type) {
        return switch (type) {
            case NUMBER, DAY -> joined(EQUAL, ORDER, LIST, KNOWN);
            case TEXT -> joined(EQUAL, ORDER, LIST, PARTS, KNOWN);
            case FLAG -> joined(ITSELF, EQUAL, LIST, KNOWN);
            case TEXTS -> joined(ELEMENTS, KNOWN);
            case RANK -> ORDER;
        };
    }

    @SafeVarargs
    private static List<Operator> joined(List<Operator>... groups) {
        var all = new ArrayList<Operator>();
        for (List<Operator> group : groups) {
            all.addAll(group);
        }
        return List.copyOf(all);
    }
}
