package io.regulars.rules.drl;

import com.github.javaparser.ParseResult;
import io.regulars.facts.FactType;
import io.regulars.facts.Vocabulary;
import io.regulars.platform.NearestName;
import io.regulars.rules.check.Problems;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.mvel.parser.DrlxParser;
import org.drools.mvel.parser.MvelParser;
import org.drools.mvel.parser.Providers;
import org.drools.mvel.parser.ast.expr.DrlxExpression;

/** Reads one rule of a parsed DRL file. */
final class RuleReader {
    private static final java.util.regex.Pattern COLUMN = java.util.regex.Pattern.compile("line (\\d+), column (\\d+)");
    private static final int MOST_PATTERNS = 6;

    private final SourceText source;
    private final Problems problems;
    private final Scope scope;
    private final List<Element> elements = new ArrayList<>();
    private final List<Condition> clientConditions = new ArrayList<>();
    private int patterns = 1;

    RuleReader(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.scope = new Scope(new LinkedHashMap<>(), null, problems);
    }

    /** The rule, unless it is disabled or cannot be read; problems are reported. */
    Optional<Rule> read(RuleDescr descr) {
        Position at = source.position(
                source.offset(descr.getLine(), descr.getColumn()),
                source.offset(descr.getLine(), descr.getColumn()) + 4);
        Attributes attributes = attributes(descr);
        descr.getLhs().getDescrs().forEach(this::element);
        int thenStart = consequenceStart(descr);
        String consequence = String.valueOf(descr.getConsequence());
        List<Action> then = new ConsequenceReader(source, scope).read(thenStart, thenStart + consequence.length());
        if (!descr.getNamedConsequences().isEmpty()) {
            problems.error(at, "named-consequence", "A rule has one 'then'.", "Write a rule for each.");
        }
        if (then.isEmpty()) {
            if (consequence.isBlank()) {
                problems.error(
                        at,
                        "no-consequence",
                        "The rule '" + descr.getName() + "' does nothing.",
                        "Add a call after 'then'.");
            }
            return Optional.empty();
        }
        var when = new ArrayList<Element>();
        when.add(new Element.Match(new Pattern(0, Vocabulary.CLIENT, clientConditions, at)));
        when.addAll(elements);
        Rule rule = new Rule(descr.getName(), at, attributes.salience(), when, then);
        checkPhase(rule);
        return attributes.enabled() ? Optional.of(rule) : Optional.empty();
    }

    private record Attributes(int salience, boolean enabled) {}

    private Attributes attributes(RuleDescr descr) {
        int salience = 0;
        boolean enabled = true;
        for (AttributeDescr attribute : descr.getAttributes().values()) {
            int start = source.offset(attribute.getLine(), attribute.getColumn());
            Position at = source.position(start, start + attribute.getName().length());
            String value = attribute.getValue().strip();
            switch (attribute.getName()) {
                case "salience" -> {
                    if (value.matches("-?\\d{1,9}")) {
                        salience = Integer.parseInt(value);
                    } else {
                        problems.error(at, "salience", "A salience is a whole number.", "For example: salience 10");
                    }
                }
                case "enabled" -> {
                    if (value.equals("true") || value.equals("false")) {
                        enabled = value.equals("true");
                    } else {
                        problems.error(at, "enabled", "'enabled' is true or false.", "For example: enabled false");
                    }
                }
                default ->
                    problems.error(
                            at,
                            "unsupported-attribute",
                            "The attribute '" + attribute.getName() + "' is not supported.",
                            "A rule may have salience and enabled.");
            }
        }
        return new Attributes(salience, enabled);
    }

    private void element(BaseDescr descr) {
        switch (descr) {
            case AndDescr and -> and.getDescrs().forEach(this::element);
            case PatternDescr pattern -> pattern(pattern);
            case ExistsDescr exists -> quantified(exists, exists.getDescrs(), true);
            case NotDescr not -> quantified(not, not.getDescrs(), false);
            default ->
                problems.error(
                        place(descr),
                        "unsupported-element",
                        "'" + element(descr.getClass().getSimpleName()) + "' is not supported between patterns.",
                        "Write patterns, 'exists' and 'not', one below the other; for 'or' write two rules, or || inside a pattern.");
        }
    }

    private static String element(String descriptor) {
        return descriptor.replace("Descr", "").toLowerCase(java.util.Locale.ROOT);
    }

    private void pattern(PatternDescr descr) {
        type(descr).ifPresent(type -> {
            boolean client = type == Vocabulary.CLIENT;
            int index = client ? 0 : patterns++;
            if (index >= MOST_PATTERNS) {
                problems.error(
                        place(descr),
                        "too-many-patterns",
                        "A rule has at most five patterns beside the client.",
                        "Split the rule.");
                return;
            }
            bind(descr, index, type);
            List<Condition> conditions = conditions(descr, scope.inside(index, type));
            if (client) {
                clientConditions.addAll(conditions);
            } else {
                elements.add(new Element.Match(new Pattern(index, type, conditions, place(descr))));
            }
        });
    }

    private void quantified(BaseDescr whole, List<? extends BaseDescr> inner, boolean exists) {
        if (inner.size() != 1 || !(inner.getFirst() instanceof PatternDescr descr)) {
            problems.error(
                    place(whole),
                    "unsupported-element",
                    "'" + (exists ? "exists" : "not") + "' holds one pattern.",
                    "Write: " + (exists ? "exists" : "not") + " Booking( … )");
            return;
        }
        type(descr).ifPresent(type -> {
            int index = patterns++;
            Scope closed = scope.closed();
            List<Condition> conditions = conditions(descr, closed.inside(index, type));
            Pattern pattern = new Pattern(index, type, conditions, place(descr));
            if (type == Vocabulary.BOOKING || type == Vocabulary.SURVEY) {
                attach(new Condition.Quantified(pattern, exists, place(whole)));
            } else if (type == Vocabulary.CLIENT) {
                problems.error(
                        place(descr),
                        "client-quantified",
                        "A rule speaks of one client, who is there.",
                        "Put the conditions into Client( … ).");
            } else if (conditions.stream().anyMatch(this::speaksOfOwnHistory)) {
                problems.error(
                        place(whole),
                        "unsupported-element",
                        "'exists' and 'not' of " + type.name() + " cannot speak of a booking or survey.",
                        "Compare with the client, or match the " + type.name() + " without 'exists'.");
            } else {
                elements.add(exists ? new Element.Present(pattern) : new Element.Absent(pattern));
            }
        });
    }

    private boolean speaksOfOwnHistory(Condition condition) {
        var read = References.patterns(condition);
        return elements.stream()
                .map(Element::pattern)
                .anyMatch(pattern -> read.contains(pattern.index())
                        && (pattern.type() == Vocabulary.BOOKING || pattern.type() == Vocabulary.SURVEY));
    }

    /** A condition on the client's own history is one of the client's, unless it speaks of a fact matched later. */
    private void attach(Condition.Quantified condition) {
        int latest = References.patterns(condition).last();
        if (latest <= 0) {
            clientConditions.add(condition);
            return;
        }
        for (int i = 0; i < elements.size(); i++) {
            Pattern pattern = elements.get(i).pattern();
            if (pattern.index() == latest && elements.get(i) instanceof Element.Match) {
                var conditions = new ArrayList<>(pattern.conditions());
                conditions.add(condition);
                elements.set(i, new Element.Match(new Pattern(latest, pattern.type(), conditions, pattern.position())));
                return;
            }
        }
    }

    private Optional<FactType<?>> type(PatternDescr descr) {
        String written = descr.getObjectType();
        String name =
                written.startsWith("io.regulars.facts.") ? written.substring("io.regulars.facts.".length()) : written;
        FactType<?> type = Vocabulary.types().get(name);
        if (type == null) {
            problems.error(
                    place(descr),
                    "unknown-fact",
                    "There is no fact '" + name + "'.",
                    Optional.of(NearestName.hint(name, Vocabulary.types().keySet()))
                            .filter(hint -> !hint.isEmpty())
                            .orElse("Facts are "
                                    + String.join(", ", Vocabulary.types().keySet()) + "."));
            return Optional.empty();
        }
        if (descr.getSource() != null) {
            problems.error(
                    place(descr),
                    "not-allowed",
                    "'from' and 'accumulate' are not supported.",
                    "Facts come from the vocabulary.");
            return Optional.empty();
        }
        if (!descr.getBehaviors().isEmpty()) {
            problems.error(
                    place(descr),
                    "not-allowed",
                    "'over window' is not supported.",
                    "Use visitsInLast(days) and the like.");
            return Optional.empty();
        }
        return Optional.of(type);
    }

    private void bind(PatternDescr descr, int index, FactType<?> type) {
        if (descr.getIdentifier() != null) {
            bind(descr.getIdentifier(), new Scope.Variable.Fact(new Scope.Subject(index, type)), scope, place(descr));
        }
    }

    private void bind(String name, Scope.Variable variable, Scope into, Position at) {
        if (into.variables().putIfAbsent(name, variable) != null) {
            problems.error(at, "bound-twice", "'" + name + "' is bound twice in this rule.", "Give one another name.");
        }
    }

    private List<Condition> conditions(PatternDescr descr, Scope inside) {
        var conditions = new ArrayList<Condition>();
        for (BaseDescr constraint : descr.getDescrs()) {
            if (!(constraint instanceof ExprConstraintDescr expression)) {
                problems.error(place(constraint), "unsupported-constraint", "This constraint is not supported.", "");
                continue;
            }
            try {
                constraint(expression, inside).ifPresent(conditions::add);
            } catch (Unreadable e) {
                problems.error(e.position(), e.code(), e.message(), e.hint());
            }
        }
        return conditions;
    }

    private Optional<Condition> constraint(ExprConstraintDescr constraint, Scope inside) throws Unreadable {
        int start = constraint.getStartCharacter();
        int end = constraint.getEndCharacter() + 1;
        String text = source.text().substring(start, end);
        ParseResult<DrlxExpression> parsed =
                new MvelParser().parse(DrlxParser.buildDrlxParserWithArguments(List.of()), Providers.provider(text));
        DrlxExpression drlx = parsed.getResult().orElse(null);
        if (!parsed.isSuccessful() || drlx == null) {
            String message = parsed.getProblems().isEmpty()
                    ? ""
                    : parsed.getProblems().getFirst().getMessage();
            throw new Unreadable(
                    unexpected(start, end, message),
                    "syntax",
                    "The condition '" + text.strip() + "' cannot be read.",
                    "A condition is a comparison such as visits >= 3.");
        }
        Places places = Places.of(source, start, end, drlx.getExpr());
        var expressions = new ExpressionReader(inside, places);
        if (drlx.getBind() != null) {
            Expression value = expressions.read(ConditionReader.bound(drlx.getExpr()));
            bind(drlx.getBind().getIdentifier(), new Scope.Variable.Value(value), inside, source.position(start, end));
            if (ConditionReader.bound(drlx.getExpr()) == drlx.getExpr()) {
                return Optional.empty();
            }
        }
        return Optional.of(new ConditionReader(expressions).read(drlx.getExpr()));
    }

    private Position unexpected(int start, int end, String message) {
        Matcher matcher = COLUMN.matcher(message);
        if (!matcher.find()) {
            return source.position(start, end);
        }
        Position base = source.position(start, end);
        int line = Integer.parseInt(matcher.group(1));
        int column = Integer.parseInt(matcher.group(2));
        int offset = line == 1 ? start + column - 1 : source.offset(base.line() + line - 1, column - 1);
        return source.position(Math.min(offset, end - 1), Math.min(offset + 1, end));
    }

    private int consequenceStart(RuleDescr descr) {
        int after = Math.max(0, descr.getLhs().getEndCharacter());
        int then = source.text().indexOf("then", Math.max(after, source.offset(descr.getLine(), descr.getColumn())));
        int found = source.text().indexOf(String.valueOf(descr.getConsequence()), Math.max(0, then + 4));
        return Math.max(0, found);
    }

    private void checkPhase(Rule rule) {
        boolean assigns = rule.then().stream().anyMatch(Action.AssignSegment.class::isInstance);
        if (!assigns) {
            requireOrigin(rule);
            return;
        }
        if (!rule.then().stream().allMatch(Action.AssignSegment.class::isInstance)) {
            problems.error(
                    rule.position(),
                    "both-phases",
                    "The rule '" + rule.name() + "' assigns a segment and does something else.",
                    "Write two rules; the second may match Entered( segment == \"…\" ).");
        }
        for (Element element : rule.when()) {
            Map<String, FactType<?>> own =
                    Map.of("Client", Vocabulary.CLIENT, "Booking", Vocabulary.BOOKING, "Survey", Vocabulary.SURVEY);
            if (!own.containsKey(element.pattern().type().name())) {
                problems.error(
                        element.pattern().position(),
                        "phase",
                        "A rule that assigns a segment cannot see "
                                + element.pattern().type().name() + ".",
                        "Segments follow from the client's history; use Client, Booking and Survey.");
            }
        }
    }

    /** A start has a key: what it started from. */
    private void requireOrigin(Rule rule) {
        boolean starts = rule.then().stream().anyMatch(Action.StartCampaign.class::isInstance);
        boolean origin = rule.when().stream()
                .filter(Element.Match.class::isInstance)
                .map(element -> element.pattern().type())
                .anyMatch(type -> type == Vocabulary.ENTERED
                        || type == Vocabulary.LEFT
                        || type == Vocabulary.MEMBER
                        || type == Vocabulary.TRIGGER);
        if (starts && !origin) {
            problems.error(
                    rule.position(),
                    "no-origin",
                    "The rule '" + rule.name() + "' starts a campaign from nothing that happened.",
                    "Match Entered, Left, Member or Trigger; for a condition of its own write a segment first.");
        }
    }

    private Position place(BaseDescr descr) {
        int start = descr.getStartCharacter() >= 0
                ? descr.getStartCharacter()
                : source.offset(descr.getLine(), descr.getColumn());
        return source.position(start, Math.max(start, descr.getEndCharacter()) + 1);
    }
}
