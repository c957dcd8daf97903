package io.regulars.rules.tables.literal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ranges in words, and as other people write them, of which a cell could say the same as one of its own.
 * <pre>
 *   at least 100   100 or more   min. 100     →  &gt;= 100
 *   under 100      less than 100              →  &lt; 100
 *   between 100 and 200                       →  100..200
 *   [100;200)                                 →  [100..200)
 * </pre>
 */
final class SpokenRange {
    private static final String VALUE = "(\\S*\\d\\S*(?: ?(?:€|[A-Z]{3}|%))?)";

    private record Form(Pattern pattern, String written) {}

    private static final List<Form> FORMS = List.of(
            form(
                    "(?:between|from|von|zwischen|entre|no|от|между)\\s+" + VALUE
                            + "\\s+(?:and|to|und|bis|et|y|līdz|un|до|и)\\s+" + VALUE,
                    "$1..$2"),
            form(
                    "([\\[(\\]])\\s*" + VALUE.replace("\\S*", "[^\\s,;()\\[\\]]*") + "\\s*[;,|]\\s*"
                            + VALUE.replace("\\S*", "[^\\s,;()\\[\\]]*") + "\\s*([\\])\\[])",
                    "$1$2..$3$4"),
            form(
                    "(?:at least|atleast|minimum|min\\.?|from|since|starting|ab|mindestens|vismaz|sākot ar|no|от|не менее|au moins)\\s+"
                            + VALUE,
                    ">= $1"),
            form(VALUE + "\\s+(?:or|and|und|oder|un|vai)\\s+(?:more|above|over|up|mehr|later|after|vairāk)", ">= $1"),
            form(VALUE + "\\s+(?:up|upwards|plus)", ">= $1"),
            form(
                    "(?:at most|atmost|maximum|max\\.?|up to|upto|no more than|bis|höchstens|līdz|ne vairāk kā|до|не более)\\s+"
                            + VALUE,
                    "<= $1"),
            form(
                    VALUE
                            + "\\s+(?:or|and|und|oder|un|vai)\\s+(?:less|fewer|below|under|down|weniger|earlier|before|mazāk)",
                    "<= $1"),
            form(
                    "(?:under|below|less than|fewer than|lower than|before|unter|weniger als|vor|zem|mazāk par|mazāk nekā|pirms|меньше|менее)\\s+"
                            + VALUE,
                    "< $1"),
            form(
                    "(?:over|above|more than|greater than|higher than|after|über|mehr als|nach|virs|vairāk par|vairāk nekā|pēc|больше|более)\\s+"
                            + VALUE,
                    "> $1"),
            form("(?:not|except|other than|nicht|nav|не)\\s+" + VALUE, "!= $1"));

    private SpokenRange() {}

    private static Form form(String pattern, String written) {
        return new Form(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), written);
    }

    /** As it should be written; empty if it is none. */
    static Optional<String> rewritten(String text) {
        if (text.length() > 60) {
            return Optional.empty();
        }
        for (Form form : FORMS) {
            Matcher found = form.pattern.matcher(text.strip());
            if (found.matches()) {
                return Optional.of(found.replaceAll(form.written));
            }
        }
        return Optional.empty();
    }
}
