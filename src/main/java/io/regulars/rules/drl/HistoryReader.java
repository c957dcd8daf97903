package io.regulars.rules.drl;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.TextScanner;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Reads what goes through the client's own bookings and surveys: {@code exists}, {@code not}, {@code forall} and
 * {@code accumulate}. Each becomes a condition or a value of the client.
 * <pre>
 *   not( $b : Booking( late ) and Survey( answeredOn == $b.startsOn ) )
 *   → not Booking( late, exists Survey( answeredOn == $b.startsOn ) )
 * </pre>
 */
final class HistoryReader {
    private final SourceText source;
    private final BranchReader branch;
    private final ConstraintReader constraints;

    HistoryReader(SourceText source, BranchReader branch, ConstraintReader constraints) {
        this.source = source;
        this.branch = branch;
        this.constraints = constraints;
    }

    Condition quantified(BaseDescr whole, List<? extends BaseDescr> inner, boolean exists, VariableScope scope)
            throws Unreadable {
        Condition found = all(inner, scope.closed(), source.position(whole), exists);
        return exists ? found : negated(found);
    }

    /**
     * That there is a match of all; what the first binds the next may speak of.
     *
     * @param client whether conditions of the client may be among them: not within {@code not}, since a pattern that does not
     *     match surely is no match, and its opposite would hold for what is unknown
     */
    private Condition all(List<? extends BaseDescr> inner, VariableScope scope, Position whole, boolean client)
            throws Unreadable {
        if (inner.isEmpty()) {
            throw new Unreadable(whole, "unsupported-element", "Nothing is asked here.", "Write: exists Booking( … )");
        }
        BaseDescr first = inner.getFirst();
        List<? extends BaseDescr> rest = inner.subList(1, inner.size());
        if (first instanceof PatternDescr descr && !(client && branch.type(descr) == Vocabulary.CLIENT)) {
            FactType<?> type = ownType(descr);
            int index = branch.nextPattern();
            branch.bind(descr, index, type, scope);
            var conditions = new ArrayList<>(constraints.read(descr.getDescrs(), scope.inside(index, type)));
            if (!rest.isEmpty()) {
                conditions.add(all(rest, scope, whole, client));
            }
            return new Condition.Quantified(new Pattern(index, type, conditions, source.position(descr)), true, whole);
        }
        Condition condition = grouped(first, scope, client);
        return rest.isEmpty()
                ? condition
                : new Condition.All(List.of(condition, all(rest, scope, whole, client)), whole);
    }

    private Condition grouped(BaseDescr descr, VariableScope scope, boolean client) throws Unreadable {
        Position at = source.position(descr);
        return switch (descr) {
            case PatternDescr pattern -> ofTheClient(pattern, scope);
            case AndDescr and -> all(and.getDescrs(), scope, at, client);
            case OrDescr or -> {
                var alternatives = new ArrayList<Condition>();
                for (BaseDescr part : or.getDescrs()) {
                    alternatives.add(all(List.of(part), scope.closed(), at, client));
                }
                yield new Condition.Any(alternatives, at);
            }
            case ExistsDescr exists -> all(exists.getDescrs(), scope.closed(), at, client);
            case NotDescr not -> negated(all(not.getDescrs(), scope.closed(), at, false));
            case ForallDescr forall -> forall(forall, scope);
            default -> throw branch.unsupported(descr);
        };
    }

    /** {@code exists( Client( visits >= 3 ) or Booking( late ) )}: what the client's own pattern asks, joined by {@code &&}. */
    private Condition ofTheClient(PatternDescr descr, VariableScope scope) throws Unreadable {
        Position at = source.position(descr);
        branch.bind(descr, 0, Vocabulary.CLIENT, scope);
        return constraints.read(descr.getDescrs(), scope.inside(0, Vocabulary.CLIENT)).stream()
                .reduce((left, right) -> new Condition.All(List.of(left, right), at))
                .orElseThrow(() -> new Unreadable(
                        at, "client-quantified", "The client is there always.", "Put conditions into Client( … )."));
    }

    private static Condition negated(Condition condition) {
        return condition instanceof Condition.Quantified quantified
                ? new Condition.Quantified(quantified.pattern(), !quantified.exists(), quantified.position())
                : new Condition.Not(condition, condition.position());
    }

    Condition forall(ForallDescr descr, VariableScope outer) throws Unreadable {
        List<PatternDescr> patterns = descr.getDescrs().stream()
                .filter(PatternDescr.class::isInstance)
                .map(PatternDescr.class::cast)
                .toList();
        if (patterns.isEmpty() || patterns.size() < descr.getDescrs().size()) {
            throw branch.unsupported(descr);
        }
        PatternDescr first = patterns.getFirst();
        FactType<?> type = ownType(first);
        VariableScope scope = outer.closed();
        int index = branch.nextPattern();
        branch.bind(first, index, type, scope);
        List<Condition> firstConditions = constraints.read(first.getDescrs(), scope.inside(index, type));
        Position at = source.position(descr);
        if (patterns.size() == 1) {
            var every = new Pattern(index, type, List.of(), source.position(first));
            return new Condition.ForAll(every, firstConditions, at);
        }
        var conditions = new ArrayList<Condition>();
        for (PatternDescr next : patterns.subList(1, patterns.size())) {
            Optional<BaseDescr> same = sameFact(first, next);
            if (same.isPresent()) {
                var others = next.getDescrs().stream()
                        .filter(constraint -> constraint != same.get())
                        .toList();
                conditions.addAll(constraints.read(others, scope.inside(index, type)));
            } else {
                conditions.add(all(List.of(next), scope.closed(), source.position(next), false));
            }
        }
        return new Condition.ForAll(new Pattern(index, type, firstConditions, source.position(first)), conditions, at);
    }

    /** The constraint {@code this == $b} by which a pattern says that it is the first pattern's fact. */
    private static Optional<BaseDescr> sameFact(PatternDescr first, PatternDescr next) {
        if (first.getIdentifier() == null || !first.getObjectType().equals(next.getObjectType())) {
            return Optional.empty();
        }
        String same = "this==" + first.getIdentifier();
        return next.getDescrs().stream()
                .filter(constraint ->
                        constraint.toString().replaceAll("\\s", "").equals(same))
                .<BaseDescr>map(constraint -> constraint)
                .findFirst();
    }

    /** Binds what the functions make of the matches, and gives the conditions on it. */
    List<Condition> accumulate(PatternDescr whole, AccumulateDescr descr, VariableScope outer) throws Unreadable {
        PatternDescr input = input(descr);
        if (!descr.isExternalFunction() && !descr.isMultiFunction()
                || descr.getFunctions() == null
                || descr.getFunctions().isEmpty()) {
            throw branch.refused(
                    descr, "not-allowed", "'init', 'action' and 'result' are not allowed.", "Use " + functions() + ".");
        }
        FactType<?> type = ownType(input);
        VariableScope scope = outer.closed();
        int index = branch.nextPattern();
        branch.bind(input, index, type, scope);
        List<Condition> conditions = constraints.read(input.getDescrs(), scope.inside(index, type));
        var pattern = new Pattern(index, type, conditions, source.position(input));
        int from = input.getEndCharacter() + 1;
        for (AccumulateDescr.AccumulateFunctionCallDescr call : descr.getFunctions()) {
            from = function(call, pattern, from, scope, outer);
        }
        return constraints.read(whole.getDescrs(), outer);
    }

    private PatternDescr input(AccumulateDescr descr) throws Unreadable {
        return switch (descr.getInput()) {
            case PatternDescr pattern -> pattern;
            case AndDescr and
            when and.getDescrs().size() == 1 && and.getDescrs().getFirst() instanceof PatternDescr pattern -> pattern;
            default ->
                throw branch.refused(
                        descr,
                        "unsupported-element",
                        "'accumulate' goes over one pattern.",
                        "Write: accumulate( Booking( $p : price ); $sum : sum($p) )");
        };
    }

    /** Binds one function's result; gives the offset after the call. */
    private int function(
            AccumulateDescr.AccumulateFunctionCallDescr call,
            Pattern pattern,
            int from,
            VariableScope scope,
            VariableScope outer)
            throws Unreadable {
        int start = source.text().indexOf(call.getFunction(), from);
        int open = source.text().indexOf('(', start);
        int end = TextScanner.closing(source.text(), open);
        Position at = source.position(start, end);
        Expression.Function function = Stream.of(Expression.Function.values())
                .filter(known -> known.symbol().equals(call.getFunction()))
                .findFirst()
                .orElseThrow(() -> unknownFunction(call.getFunction(), at));
        boolean counting = function == Expression.Function.COUNT;
        boolean empty = source.text().substring(open + 1, end - 1).isBlank();
        if (empty && !counting) {
            throw new Unreadable(
                    at,
                    "wrong-arguments",
                    "'" + function.symbol() + "' takes what to take of each match.",
                    "For example: accumulate( Booking( $p : price ); $x : " + function.symbol() + "($p) )");
        }
        Expression of =
                empty ? null : constraints.expression(open + 1, end - 1, scope.inside(pattern.index(), pattern.type()));
        if (of != null) {
            requireType(function, of);
        }
        if (call.getBind() == null) {
            throw new Unreadable(
                    at, "unbound-result", "The result has no name.", "Write: $x : " + function.symbol() + "(…)");
        }
        outer.bind(
                call.getBind(),
                new VariableScope.Variable.Value(new Expression.Aggregate(function, pattern, of, at)),
                at);
        return end;
    }

    private static void requireType(Expression.Function function, Expression of) throws Unreadable {
        boolean fits = switch (function) {
            case COUNT -> true;
            case SUM, AVERAGE -> of.type() == ValueType.NUMBER;
            case MIN, MAX -> of.type() == ValueType.NUMBER || of.type() == ValueType.DAY;
            case COLLECT_SET -> of.type() == ValueType.TEXT;
        };
        if (!fits) {
            throw new Unreadable(
                    of.position(),
                    "wrong-type",
                    "'" + function.symbol() + "' cannot take " + of.type().words() + ".",
                    switch (function) {
                        case COLLECT_SET -> "It collects texts.";
                        case MIN, MAX -> "It takes numbers or dates.";
                        default -> "It takes numbers.";
                    });
        }
    }

    private static Unreadable unknownFunction(String name, Position at) {
        List<String> known = Stream.of(Expression.Function.values())
                .map(Expression.Function::symbol)
                .toList();
        String hint = NearestName.hint(name, known);
        return new Unreadable(
                at,
                "unknown-function",
                "There is no function '" + name + "'.",
                hint.isEmpty() ? "Use " + functions() + "." : hint);
    }

    private static String functions() {
        return String.join(
                ", ",
                Stream.of(Expression.Function.values())
                        .map(Expression.Function::symbol)
                        .toList());
    }

    private FactType<?> ownType(PatternDescr descr) throws Unreadable {
        FactType<?> type = branch.type(descr);
        if (!Pattern.isOwnHistory(type)) {
            throw branch.refused(
                    descr,
                    "unsupported-element",
                    "This goes over the client's bookings and surveys, not " + type.name() + ".",
                    "Use Booking or Survey; exists and not take one " + type.name() + "( … ) by itself.");
        }
        return type;
    }
}
