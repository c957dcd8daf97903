package io.regulars.rules.drl.meant;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was probably meant by a consequence that is no call of ours, written as it should be. */
public final class MeantCall {
    private static final String CONDITIONS =
            "Conditions stand in the 'when' part: Client( visits >= 3 ); what else follows from others is a rule of its own.";
    private static final String STAYS =
            "Facts never change while rules run. What follows for other rules is insertLogical( new Finding($c, \"big\") ).";
    private static final String LEAVES =
            "A client leaves a segment by itself as soon as no rule assigns it: say in the 'when' part who is in.";
    private static final Map<String, String> CALLS = Map.ofEntries(
            Map.entry("modify", STAYS),
            Map.entry("update", STAYS),
            Map.entry("retract", STAYS),
            Map.entry("delete", STAYS),
            Map.entry("insert", "Write insertLogical( new Finding($c, \"…\") );"),
            Map.entry("assign", "Write segments.assign($c, \"…\");"),
            Map.entry("start", "Write campaigns.start($c, \"…\");"),
            Map.entry("addTag", "Write tags.add($c, \"…\");"),
            Map.entry("removeTag", "Write tags.remove($c, \"…\");"));
    private static final Map<String, String> VERBS = Map.ofEntries(
            Map.entry("segments.remove", LEAVES),
            Map.entry("segments.unassign", LEAVES),
            Map.entry("segments.delete", LEAVES),
            Map.entry("segments.leave", LEAVES),
            Map.entry("segments.add", "Write segments.assign($c, \"…\")."),
            Map.entry("segments.put", "Write segments.assign($c, \"…\")."),
            Map.entry("segments.set", "Write segments.assign($c, \"…\")."),
            Map.entry("campaigns.stop", "A campaign's own file says when it ends; rules start campaigns only."),
            Map.entry("campaigns.cancel", "A campaign's own file says when it ends; rules start campaigns only."),
            Map.entry("campaigns.run", "Write campaigns.start($c, \"…\")."),
            Map.entry("campaigns.add", "Write campaigns.start($c, \"…\")."),
            Map.entry("tags.set", "Write tags.add($c, \"…\")."),
            Map.entry("tags.put", "Write tags.add($c, \"…\")."),
            Map.entry("tags.delete", "Write tags.remove($c, \"…\")."),
            Map.entry("drools.halt", "Leave it out: every rule that holds fires once."));
    private static final Pattern WORD = Pattern.compile("(?m)(?:^|[;}\\s])(if|else|for|while|modify|update|#)");

    private MeantCall() {}

    /** Of a statement that is no call on ours. */
    public static Optional<String> instead(Statement statement) {
        return switch (statement) {
            case IfStmt branching -> Optional.of(CONDITIONS);
            case ForStmt loop -> Optional.of("A rule fires for each match by itself; leave the loop out.");
            case WhileStmt loop -> Optional.of("A rule fires for each match by itself; leave the loop out.");
            case ExpressionStmt expression -> call(expression.getExpression());
            default -> Optional.empty();
        };
    }

    private static Optional<String> call(Expression expression) {
        return expression instanceof MethodCallExpr call && call.getScope().isEmpty()
                ? Optional.ofNullable(CALLS.get(call.getNameAsString()))
                : Optional.empty();
    }

    /** Of a call on a global, or on something that is none. */
    public static Optional<String> verb(String global, String called) {
        String known = VERBS.get(global + "." + called);
        return known != null || !global.startsWith("$")
                ? Optional.ofNullable(known)
                : Optional.of("A rule does not change the client; it calls segments.assign(" + global
                        + ", \"…\") and the like.");
    }

    /** Of a text that is no Java. */
    public static Optional<String> inText(String text) {
        Matcher word = WORD.matcher(text.strip());
        return !word.find()
                ? Optional.empty()
                : Optional.of(
                        switch (word.group(1)) {
                            case "#" -> "A remark begins with //.";
                            case "if", "else" -> CONDITIONS;
                            case "for", "while" -> "A rule fires for each match by itself; leave the loop out.";
                            default -> STAYS;
                        });
    }
}
