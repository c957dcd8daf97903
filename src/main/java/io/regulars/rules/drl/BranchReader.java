package io.regulars.rules.drl;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.drl.meant.MeantFact;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** Reads what stands between {@code when} and {@code then}; of a rule with {@code or}, one branch. */
final class BranchReader {
    private static final int MOST_JOINED = 2;
    private static final int MOST_PATTERNS = 6;

    private final SourceText source;
    private final DiagnosticCollector problems;
    private final VariableScope scope;
    private final ConstraintReader constraints;
    private final HistoryReader history;
    private final List<Element> elements = new ArrayList<>();
    private final List<Condition> clientConditions = new ArrayList<>();
    private int matched = 1;
    private int patterns = 1;

    /** For one branch of a rule in which some names are bound. */
    BranchReader(SourceText source, ExpressionTexts texts, Set<String> bound, DiagnosticCollector problems) {
        this.source = source;
        this.problems = problems;
        this.scope = VariableScope.of(bound, problems);
        this.constraints = new ConstraintReader(source, texts);
        this.history = new HistoryReader(source, this, constraints);
    }

    /** The variables bound so far. */
    VariableScope scope() {
        return scope;
    }

    /** The client's pattern, then the others. */
    List<Element> read(List<BaseDescr> branch, List<Condition> ofTheRule, Position rule) {
        clientConditions.addAll(ofTheRule);
        branch.forEach(this::element);
        var when = new ArrayList<Element>();
        when.add(new Element.Match(new Pattern(0, Vocabulary.CLIENT, clientConditions, rule)));
        when.addAll(elements);
        return when;
    }

    private void element(BaseDescr descr) {
        try {
            switch (descr) {
                case PatternDescr pattern
                when pattern.getSource() instanceof AccumulateDescr accumulate && standsAlone(pattern) ->
                    history.accumulate(pattern, accumulate, scope).forEach(this::attach);
                case PatternDescr pattern -> pattern(pattern);
                case ExistsDescr exists -> quantified(exists, exists.getDescrs(), true);
                case NotDescr not -> quantified(not, not.getDescrs(), false);
                case ForallDescr forall -> attach(history.forall(forall, scope));
                case EvalDescr eval ->
                    throw refused(
                            eval,
                            "not-allowed",
                            "'eval' is not allowed.",
                            "Write a condition on a property of the vocabulary.");
                default -> throw unsupported(descr);
            }
        } catch (Unreadable e) {
            lose(descr);
            e.report(problems);
        }
    }

    private void lose(BaseDescr descr) {
        if (descr instanceof PatternDescr pattern) {
            scope.lose(pattern.getIdentifier());
            if (pattern.getSource() instanceof AccumulateDescr accumulate && accumulate.getFunctions() != null) {
                accumulate.getFunctions().forEach(call -> scope.lose(call.getBind()));
            }
        }
    }

    /** Drools' parser makes {@code accumulate( … )} a pattern that nobody wrote. */
    private static boolean standsAlone(PatternDescr accumulated) {
        return accumulated.getIdentifier() == null && "Object".equals(accumulated.getObjectType());
    }

    private void pattern(PatternDescr descr) throws Unreadable {
        FactType<?> type = type(descr);
        boolean client = type == Vocabulary.CLIENT;
        if (!client && ++matched > MOST_PATTERNS) {
            throw refused(
                    descr,
                    "too-many-patterns",
                    "A rule has at most five patterns beside the client.",
                    "Split the rule.");
        }
        int index = client ? 0 : nextPattern();
        bind(descr, index, type, scope);
        List<Condition> conditions = constraints.read(descr.getDescrs(), scope.inside(index, type));
        if (client) {
            conditions.forEach(this::ofTheClient);
        } else {
            elements.add(new Element.Match(new Pattern(index, type, conditions, source.position(descr))));
        }
    }

    private void quantified(BaseDescr whole, List<? extends BaseDescr> inner, boolean exists) throws Unreadable {
        if (inner.size() == 1
                && inner.getFirst() instanceof PatternDescr descr
                && descr.getSource() == null
                && !Pattern.isOwnHistory(type(descr))) {
            quantifiedFact(whole, descr, exists);
        } else {
            attach(history.quantified(whole, inner, exists, scope));
        }
    }

    private void quantifiedFact(BaseDescr whole, PatternDescr descr, boolean exists) throws Unreadable {
        FactType<?> type = type(descr);
        if (type == Vocabulary.CLIENT) {
            throw refused(
                    descr,
                    "client-quantified",
                    "A rule speaks of one client, who is there.",
                    "Put the conditions into Client( … ).");
        }
        int index = nextPattern();
        VariableScope closed = scope.closed();
        bind(descr, index, type, closed);
        List<Condition> conditions = constraints.read(descr.getDescrs(), closed.inside(index, type));
        if (conditions.stream().anyMatch(this::speaksOfOwnHistory)) {
            throw refused(
                    whole,
                    "unsupported-element",
                    "'exists' and 'not' of " + type.name() + " cannot speak of a booking or survey.",
                    "Compare with the client, or match the " + type.name() + " without 'exists'.");
        }
        for (Condition condition : conditions) {
            if (References.patterns(condition).subSet(0, false, index, false).size() > MOST_JOINED) {
                throw refused(
                        whole,
                        "unsupported-element",
                        "'exists' and 'not' of " + type.name() + " compare with at most two other facts.",
                        "Split the condition.");
            }
        }
        Pattern pattern = new Pattern(index, type, conditions, source.position(descr));
        elements.add(exists ? new Element.Present(pattern) : new Element.Absent(pattern));
    }

    private boolean speaksOfOwnHistory(Condition condition) {
        var read = References.patterns(condition);
        return elements.stream()
                .map(Element::pattern)
                .anyMatch(pattern -> read.contains(pattern.index()) && pattern.ofOwnHistory());
    }

    /** A condition of the client that speaks of what just happened, say, waits until that is matched. */
    private void ofTheClient(Condition condition) {
        var read = References.patterns(condition);
        boolean waits = elements.stream()
                .map(Element::pattern)
                .anyMatch(pattern -> !pattern.ofOwnHistory() && read.contains(pattern.index()));
        if (waits) {
            attach(condition);
        } else {
            clientConditions.add(condition);
        }
    }

    /** A condition on own history goes to the latest pattern that it speaks of, since all it needs is matched then. */
    private void attach(Condition condition) {
        int latest = References.patterns(condition).stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        for (int i = 0; i < elements.size(); i++) {
            Pattern pattern = elements.get(i).pattern();
            if (pattern.index() == latest && elements.get(i) instanceof Element.Match) {
                var conditions = new ArrayList<>(pattern.conditions());
                conditions.add(condition);
                elements.set(i, new Element.Match(new Pattern(latest, pattern.type(), conditions, pattern.position())));
                return;
            }
        }
        clientConditions.add(condition);
    }

    int nextPattern() {
        return patterns++;
    }

    void bind(PatternDescr descr, int index, FactType<?> type, VariableScope into) throws Unreadable {
        if (descr.getIdentifier() != null) {
            into.bind(
                    descr.getIdentifier(),
                    new VariableScope.Variable.Fact(new VariableScope.Subject(index, type)),
                    source.position(descr));
        }
    }

    /** The kind of fact that a pattern names. */
    FactType<?> type(PatternDescr descr) throws Unreadable {
        String qualified = Optional.ofNullable(descr.getObjectType()).orElse("");
        String name = qualified.startsWith(DrlReader.FACTS) ? qualified.substring(DrlReader.FACTS.length()) : qualified;
        FactType<?> type = Vocabulary.types().get(name);
        if (descr.getSource() != null) {
            throw refused(descr, "not-allowed", "'from' is not allowed.", MeantFact.instead(descr, source));
        }
        if (type == null) {
            String written = source.text()
                    .substring(Math.max(0, descr.getStartCharacter()), Math.max(0, descr.getEndCharacter() + 1));
            String hint = MeantFact.hint(name, written)
                    .orElseGet(() -> NearestName.hint(name, Vocabulary.types().keySet()));
            throw refused(
                    descr,
                    "unknown-fact",
                    "There is no fact '" + name + "'.",
                    hint.isEmpty()
                            ? "Facts are "
                                    + String.join(", ", Vocabulary.types().keySet()) + "."
                            : hint);
        }
        if (!descr.getBehaviors().isEmpty()) {
            throw refused(
                    descr, "not-allowed", "'over window' is not allowed.", "Use visitsInLast(days) and the like.");
        }
        if (!descr.getAnnotations().isEmpty()) {
            throw refused(
                    descr,
                    "not-allowed",
                    "'@" + descr.getAnnotations().iterator().next().getName() + "' is not allowed at a pattern.",
                    "Metadata stands between the rule's name and 'when'.");
        }
        return type;
    }

    Unreadable unsupported(BaseDescr descr) {
        return refused(
                descr,
                "unsupported-element",
                "'" + descr.getClass().getSimpleName().replace("Descr", "").toLowerCase(Locale.ROOT)
                        + "' is not supported here.",
                "Write patterns, and, or, not, exists, forall and accumulate.");
    }

    Unreadable refused(BaseDescr descr, String code, String message, String hint) {
        return new Unreadable(source.position(descr), code, message, hint);
    }
}
