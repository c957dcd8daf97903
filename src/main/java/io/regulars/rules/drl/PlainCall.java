package io.regulars.rules.drl;

import io.regulars.rules.drl.words.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of a consequence that is plain to see from its words. Most consequences are nothing but such calls; these need no
 * parser, and whatever else stands there is left to one.
 * <pre>
 *   segments.assign($c, "vip");
 *   ^global  ^verb ^client ^name
 * </pre>
 */
record PlainCall(Word global, Word verb, Word client, Word name, Word closing) {
    private static final int WORDS = 9;
    private static final List<String> SIGNS = List.of("", ".", "", "(", "", ",", "", ")", ";");

    /** The calls between two words of a rule; none if anything else stands there. */
    static List<PlainCall> of(List<Word> words, int from, int to) {
        var calls = new ArrayList<PlainCall>();
        for (int i = from; i < to; i += WORDS) {
            if (to - i < WORDS || !plain(words.subList(i, i + WORDS))) {
                return List.of();
            }
            calls.add(new PlainCall(
                    words.get(i), words.get(i + 2), words.get(i + 4), words.get(i + 6), words.get(i + 7)));
        }
        return calls;
    }

    private static boolean plain(List<Word> words) {
        for (int i = 0; i < WORDS; i++) {
            boolean sign = !SIGNS.get(i).isEmpty();
            if (sign && !words.get(i).is(SIGNS.get(i))) {
                return false;
            }
        }
        String text = words.get(6).text();
        return ConsequenceReader.VERBS.contains(
                        words.get(0).text() + "." + words.get(2).text())
                && words.get(4).text().startsWith("$")
                && text.startsWith("\"")
                && text.indexOf('\\') < 0;
    }

    /** As it is named: {@code segments.assign}. */
    String called() {
        return global.text() + "." + verb.text();
    }

    /** The text it is called with. */
    String text() {
        return name.text().substring(1, name.text().length() - 1);
    }
}
