package io.regulars.rules.drl;

import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.drl.meant.MeantCall;
import io.regulars.rules.drl.words.Places;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.Word;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a rule's consequence: a list of calls on the vocabulary's globals, and nothing else. */
final class ConsequenceReader {
    static final Set<String> VERBS = Set.of("segments.assign", "campaigns.start", "tags.add", "tags.remove");
    /** Nothing at all, and what an address leaves out. */
    private static final Set<String> NOBODYS = Set.of("", ".", "..");

    private static final Pattern BLANK_BEFORE = Pattern.compile("^[\\s\\h]+");
    private static final Pattern BLANK_BEHIND = Pattern.compile("[\\s\\h]+$");

    private static final String ALLOWED =
            "Write segments.assign($c, \"…\"), campaigns.start($c, \"…\"), tags.add($c, \"…\"), tags.remove($c, \"…\") or insertLogical( new Finding($c, \"…\") ).";

    private final SourceText source;
    private final ExpressionTexts texts;
    private final VariableScope scope;

    ConsequenceReader(SourceText source, ExpressionTexts texts, VariableScope scope) {
        this.source = source;
        this.texts = texts;
        this.scope = scope;
    }

    /** The calls between two offsets of the file; what cannot be read is reported and left out. */
    List<Action> read(int start, int end) {
        String text = source.text().substring(start, end);
        ParseResult<BlockStmt> parsed = texts.block("{" + text + "\n}");
        Places places = Places.ofJava(source, start, end);
        if (!parsed.isSuccessful() || parsed.getResult().isEmpty()) {
            Position at = parsed.getProblems().stream()
                    .flatMap(problem -> problem.getLocation().stream())
                    .flatMap(location -> location.getBegin().getRange().stream())
                    .map(places::position)
                    .findFirst()
                    .orElseGet(() -> source.position(start, end));
            scope.problems()
                    .error(
                            at,
                            "unreadable-consequence",
                            at.cell() == null
                                    ? "What stands after 'then' cannot be read here."
                                    : "What the column does cannot be read here.",
                            MeantCall.inText(text).orElse("Each call ends with a semicolon. " + ALLOWED));
            return List.of();
        }
        BlockStmt block = parsed.getResult().get();
        var actions = new ArrayList<Action>();
        for (Statement statement : block.getStatements()) {
            if (statement instanceof EmptyStmt && block.getStatements().size() > 1) {
                continue; // one semicolon too many
            }
            try {
                actions.add(action(statement, places));
            } catch (Unreadable e) {
                e.report(scope.problems());
            }
        }
        return actions;
    }

    /** The same for calls that need no parser. */
    List<Action> read(List<PlainCall> calls) {
        var actions = new ArrayList<Action>();
        for (PlainCall call : calls) {
            try {
                requireClient(call.client().text(), position(call.client(), call.client()));
                var name = new Expression.TextLiteral(call.text(), position(call.name(), call.name()));
                actions.add(action(call.called(), name, position(call.global(), call.closing())));
            } catch (Unreadable e) {
                e.report(scope.problems());
            }
        }
        return actions;
    }

    private Position position(Word first, Word last) {
        return source.position(first.start(), last.end());
    }

    private Action action(Statement statement, Places places) throws Unreadable {
        if (statement instanceof ExpressionStmt insert
                && insert.getExpression() instanceof MethodCallExpr call
                && call.getScope().isEmpty()
                && call.getNameAsString().equals("insertLogical")) {
            return conclusion(call, places);
        }
        if (!(statement instanceof ExpressionStmt expression
                && expression.getExpression() instanceof MethodCallExpr call
                && call.getScope().orElse(null) instanceof NameExpr global)) {
            throw new Unreadable(
                    places.position(statement),
                    "java-in-consequence",
                    "A consequence holds calls on segments, campaigns and tags only, not other Java.",
                    MeantCall.instead(statement).orElse(ALLOWED));
        }
        String verb = global.getNameAsString() + "." + call.getNameAsString();
        if (!VERBS.contains(verb)) {
            String hint = MeantCall.verb(global.getNameAsString(), call.getNameAsString())
                    .orElseGet(() -> NearestName.hint(verb, VERBS));
            throw new Unreadable(
                    places.position(call),
                    "unknown-verb",
                    "There is no '" + verb + "'.",
                    hint.isEmpty() ? ALLOWED : hint);
        }
        if (call.getArguments().size() != 2) {
            throw new Unreadable(
                    places.position(call),
                    "wrong-arguments",
                    "'" + verb + "' takes a client and a name.",
                    "Write " + verb + "($c, \"…\"), one call for each name.");
        }
        return action(verb, name(call.getArguments(), places), places.position(call));
    }

    private static Action action(String verb, Expression name, Position at) throws Unreadable {
        requireFit(name);
        return switch (verb) {
            case "segments.assign" -> new Action.AssignSegment(name, at);
            case "campaigns.start" -> new Action.StartCampaign(name, at);
            case "tags.add" -> new Action.AddTag(name, at);
            case "tags.remove" -> new Action.RemoveTag(name, at);
            default -> throw new IllegalStateException(verb);
        };
    }

    private Action conclusion(MethodCallExpr call, Places places) throws Unreadable {
        if (call.getArguments().size() == 1
                && call.getArgument(0) instanceof ObjectCreationExpr finding
                && finding.getScope().isEmpty()
                && finding.getAnonymousClassBody().isEmpty()
                && finding.getType().getNameAsString().equals(Vocabulary.FINDING.name())
                && finding.getArguments().size() == 2) {
            Expression name = name(finding.getArguments(), places);
            requireFit(name);
            return new Action.Conclude(name, places.position(call));
        }
        throw new Unreadable(
                places.position(call),
                "wrong-conclusion",
                "Only a Finding of the client can be concluded.",
                "Write: insertLogical( new Finding($c, \"…\") );");
    }

    /** What is called with the rule's client and a name. */
    private Expression name(List<? extends Node> arguments, Places places) throws Unreadable {
        Node client = arguments.getFirst();
        requireClient(client instanceof NameExpr name ? name.getNameAsString() : "", places.position(client));
        var expressions = new ExpressionReader(scope, places);
        if (arguments.get(1) instanceof NameExpr bare
                && !bare.getNameAsString().startsWith("$")
                && scope.variable(bare.getNameAsString()).isEmpty()) {
            throw new Unreadable(
                    places.position(bare),
                    "unknown-name",
                    "'" + bare.getNameAsString() + "' means nothing here.",
                    "A name stands in double quotes: \"" + bare.getNameAsString() + "\".");
        }
        Expression name = expressions.read(arguments.get(1));
        expressions.requireType(name, ValueType.TEXT);
        return name;
    }

    private static void requireFit(Expression name) throws Unreadable {
        if (name instanceof Expression.TextLiteral(String text, Position at) && NOBODYS.contains(text.strip())) {
            throw new Unreadable(
                    at,
                    "unfit-name",
                    "'" + text + "' is no name that anybody could ask for.",
                    "Write one with letters: \"at-risk\".");
        }
        refuseBlank(first(name), BLANK_BEFORE);
        refuseBlank(last(name), BLANK_BEHIND);
    }

    /** Nobody sees it, and whoever asks for the name leaves it out. */
    private static void refuseBlank(Expression part, Pattern blank) throws Unreadable {
        if (part instanceof Expression.TextLiteral(String text, Position at)
                && blank.matcher(text).find()) {
            String without = BLANK_BEHIND
                    .matcher(BLANK_BEFORE.matcher(text).replaceAll(""))
                    .replaceAll("");
            throw new Unreadable(
                    at,
                    "blank-at-the-end",
                    "A name has no blanks at its ends; '" + text + "' has.",
                    without.isEmpty() ? "Leave it out." : "Write '" + without + "'.");
        }
    }

    private static Expression first(Expression name) {
        return name instanceof Expression.Concatenation both ? first(both.left()) : name;
    }

    private static Expression last(Expression name) {
        return name instanceof Expression.Concatenation both ? last(both.right()) : name;
    }

    private void requireClient(String name, Position at) throws Unreadable {
        VariableScope.Variable variable = scope.variable(name).orElse(null);
        if (variable instanceof VariableScope.Variable.Lost) {
            throw Unreadable.because(at);
        }
        if (!(variable instanceof VariableScope.Variable.Fact fact)
                || fact.subject().pattern() != 0) {
            throw new Unreadable(
                    at,
                    "not-the-client",
                    "The first argument is the rule's client.",
                    scope.variables().entrySet().stream()
                            .filter(bound -> bound.getValue() instanceof VariableScope.Variable.Fact fact
                                    && fact.subject().pattern() == 0)
                            .map(bound -> "It is bound as " + bound.getKey() + ": write " + bound.getKey() + ".")
                            .findFirst()
                            .orElse(
                                    at.cell() == null
                                            ? "Bind it in the 'when' part: $c: Client()."
                                            : "Write $c : Client above what is asked of them."));
        }
    }
}
