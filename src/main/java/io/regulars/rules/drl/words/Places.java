package io.regulars.rules.drl.words;

import com.github.javaparser.Range;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.regulars.rules.tree.Position;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.drools.mvel.parser.ast.expr.HalfPointFreeExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;

/**
 * Where the nodes of a parsed expression stand. Drools' expression parser keeps no places, so its leaves (names and
 * literals), which come in the order of the text, are laid against the text's own words.
 * <pre>
 *   visits  >=  3 &amp;&amp; city == "Riga"
 *   ^6          ^1    ^4      ^6        → a node spans its first leaf to its last
 * </pre>
 */
public final class Places {
    private final SourceText source;
    private final int start;
    private final int end;
    private final Map<Node, int[]> leaves = new IdentityHashMap<>();

    private boolean complete;
    private boolean java;

    private Places(SourceText source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    /** Lays the tree below {@code root} against the text between two offsets. */
    public static Places of(SourceText source, int start, int end, Node root) {
        var places = new Places(source, start, end);
        List<int[]> words = words(source.text(), start, end);
        var nodes = new ArrayList<Node>();
        collectLeaves(root, nodes);
        int next = 0;
        places.complete = words.isEmpty();
        for (Node leaf : nodes) {
            String written = written(leaf);
            for (int i = next; i < words.size(); i++) {
                int[] word = words.get(i);
                if (matches(source.text().substring(word[0], word[1]), written)) {
                    places.leaves.put(leaf, word);
                    next = i + 1;
                    places.complete = next == words.size();
                    break;
                }
            }
        }
        return places;
    }

    /** Whether the tree reaches to the last word; Drools' expression parser drops what it does not understand at the end. */
    public boolean complete() {
        return complete;
    }

    /** Those of plain Java, whose parser keeps its places; it was read from behind an opening brace. */
    public static Places ofJava(SourceText source, int start, int end) {
        var places = new Places(source, start, end);
        places.complete = true;
        places.java = true;
        return places;
    }

    /** The place of a range of plain Java. */
    public Position position(Range range) {
        return position(span(range));
    }

    private int[] span(Range range) {
        return new int[] {Math.min(offset(range.begin), end), Math.min(offset(range.end) + 1, Math.max(end, start + 1))
        };
    }

    private Position position(int[] span) {
        return source.position(span[0], span[1]);
    }

    private int offset(com.github.javaparser.Position at) {
        return at.line == 1 ? start + at.column - 2 : source.offset(source.line(start) + at.line, at.column - 1);
    }

    /** The place of a node: from its first leaf to its last; the whole text if it has none. */
    public Position position(Node node) {
        return position(span(node));
    }

    private int[] span(Node node) {
        if (java && node.getRange().isPresent()) {
            return span(node.getRange().get());
        }
        var nodes = new ArrayList<Node>();
        collectLeaves(node, nodes);
        int from = Integer.MAX_VALUE;
        int to = -1;
        for (Node leaf : nodes) {
            int[] word = leaves.get(leaf);
            if (word != null) {
                from = Math.min(from, word[0]);
                to = Math.max(to, word[1]);
            }
        }
        if (to < 0) {
            return new int[] {start, end};
        }
        if (node instanceof UnaryExpr unary) {
            String sign = unary.getOperator().asString();
            int before = source.text().lastIndexOf(sign, from - 1);
            from = before >= start ? before : from;
        }
        return new int[] {from, closed(from, to)};
    }

    /** To behind the bracket that closes the first one left open between two offsets: a call's last leaf is an argument. */
    private int closed(int from, int to) {
        String text = source.text();
        int i = from;
        while (i < to) {
            int next = TextScanner.skip(text, i);
            if (next == i && text.charAt(i) == '(') {
                int closing = TextScanner.closing(text, i);
                if (closing < 0 || closing > end) {
                    return to;
                }
                next = closing;
            }
            i = Math.max(next, i + 1);
        }
        return i;
    }

    /** What stands there, shortened for a message. */
    public String written(Node node, int most) {
        int[] span = span(node);
        String text =
                source.text().substring(span[0], Math.min(span[1], source.text().length()));
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private static void collectLeaves(Node node, List<Node> leaves) {
        switch (node) {
            case SimpleName name -> leaves.add(name);
            case LiteralExpr literal -> leaves.add(literal);
            case ThisExpr self -> leaves.add(self);
            case MethodCallExpr call -> {
                call.getScope().ifPresent(scope -> collectLeaves(scope, leaves));
                leaves.add(call.getName());
                call.getArguments().forEach(argument -> collectLeaves(argument, leaves));
            }
            case FieldAccessExpr access -> {
                collectLeaves(access.getScope(), leaves);
                leaves.add(access.getName());
            }
            case PointFreeExpr test -> {
                collectLeaves(test.getLeft(), leaves);
                test.getRight().forEach(right -> collectLeaves(right, leaves));
            }
            case HalfPointFreeExpr test -> test.getRight().forEach(right -> collectLeaves((Expression) right, leaves));
            default -> node.getChildNodes().forEach(child -> collectLeaves(child, leaves));
        }
    }

    private static String written(Node leaf) {
        return switch (leaf) {
            case SimpleName name -> name.getIdentifier();
            case StringLiteralExpr text -> "\"";
            case CharLiteralExpr text -> "'";
            case LiteralStringValueExpr literal -> literal.getValue();
            case ThisExpr self -> "this";
            default -> leaf.toString();
        };
    }

    /** A quoted word is any text; a number may carry its type's letter. */
    private static boolean matches(String word, String written) {
        if (word.equals(written)) {
            return true;
        }
        boolean quoted = written.equals("\"") || written.equals("'");
        boolean suffixed = word.length() == written.length() + 1 && Character.isDigit(word.charAt(0));
        return (quoted || suffixed) && word.startsWith(written);
    }

    /** Names, numbers and quoted texts between two offsets; comments are passed over. */
    private static List<int[]> words(String text, int start, int end) {
        var words = new ArrayList<int[]>();
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            int from = i;
            int past = Math.min(end, TextScanner.skip(text, i));
            if (past > i) {
                if (c != '/') {
                    words.add(new int[] {from, past});
                }
                i = past;
            } else if (Character.isJavaIdentifierStart(c) || Character.isDigit(c)) {
                while (i < end
                        && (Character.isJavaIdentifierPart(text.charAt(i))
                                || text.charAt(i) == '.' && Character.isDigit(c))) {
                    i++;
                }
                words.add(new int[] {from, i});
            } else {
                i++;
            }
        }
        return words;
    }
}
