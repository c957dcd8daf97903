package io.regulars.rules.drl.meant;

import io.regulars.rules.drl.words.SourceText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** What was probably meant by a pattern on no fact of the vocabulary, or on facts from elsewhere, written as it should be. */
public final class MeantFact {
    private static final Pattern FUNCTION =
            Pattern.compile("(count|sum|average|avg|min|max|collectSet)\\s*\\(\\s*([$\\w.]*)\\s*\\)");
    private static final Pattern LIMIT = Pattern.compile("(==|!=|[<>]=?)\\s*([$\\w.]+)\\s*\\)\\s*$");

    private MeantFact() {}

    /** Of a name that is no fact. */
    public static Optional<String> hint(String name, String written) {
        return switch (name) {
            case "accumulate", "acc" ->
                Optional.of("An accumulate has two semicolons, and a name for what it counts. Write "
                        + accumulate(written) + ".");
            case "exists", "not", "forall" ->
                Optional.of("In brackets patterns are joined by and, or by or: " + name
                        + "( Booking( … ) and Survey( … ) ).");
            case "eval" -> Optional.of("Write a condition on a property: Client( visits >= 3 ).");
            case "Customer", "Person", "User", "Guest", "Patient", "Member" -> Optional.of("Write Client( … ).");
            case "Order", "Appointment", "Visit", "Reservation", "Purchase" -> Optional.of("Write Booking( … ).");
            default -> Optional.empty();
        };
    }

    /** Of {@code from}. */
    public static String instead(PatternDescr descr, SourceText source) {
        return switch (descr.getSource()) {
            case CollectDescr collected ->
                "Write exists %1$s, or accumulate( %1$s; $n : count(); $n > 2 ) to count them."
                        .formatted(text(collected.getInputPattern(), source));
            case AccumulateDescr accumulated -> {
                String written = text(descr, source);
                int at = written.indexOf("accumulate");
                yield "Write " + accumulate(at < 0 ? written : written.substring(at)) + ".";
            }
            default ->
                "Bookings and surveys are always the client's own: write "
                        + text(descr, source).replaceFirst("(?s)\\s+from\\s.*$", "")
                        + ".";
        };
    }

    /** The form with its two semicolons, with what was written as far as it can be told. */
    private static String accumulate(String written) {
        int open = written.indexOf('(');
        String over = over(written, open + 1);
        Matcher function = FUNCTION.matcher(written);
        String called = "sum";
        String of = "$p";
        if (function.find(Math.max(0, open + 1 + over.length()))) {
            called = function.group(1).replace("avg", "average");
            of = function.group(2).matches("\\d*") ? "" : function.group(2);
        }
        if (over.isEmpty()) {
            over = "Booking( $p : price )";
        }
        Matcher limit = LIMIT.matcher(written);
        String compared = limit.find() ? limit.group(1) + " " + limit.group(2) : "> 100";
        return "accumulate( %s; $x : %s(%s); $x %s )"
                .formatted(over, called, called.equals("count") ? "" : of, compared);
    }

    private static String over(String written, int from) {
        int depth = 0;
        for (int i = from; i < written.length(); i++) {
            char c = written.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ')' && depth == 0) {
                return written.substring(from, i + 1).strip();
            }
        }
        return "";
    }

    private static String text(BaseDescr descr, SourceText source) {
        int start = Math.max(0, descr.getStartCharacter());
        return source.text()
                .substring(start, Math.max(start, descr.getEndCharacter() + 1))
                .strip()
                .replaceAll("\\s+", " ");
    }
}
