package io.regulars.rules.compile;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Member;
import io.regulars.facts.past.Past;
import io.regulars.rules.check.AskedTexts;
import io.regulars.rules.check.CampaignOrigins;
import io.regulars.rules.check.Lint;
import io.regulars.rules.check.Phases;
import io.regulars.rules.engine.CompiledRule;
import io.regulars.rules.engine.Reactions;
import io.regulars.rules.engine.Segmentation;
import io.regulars.rules.engine.SessionlessSegmentation;
import io.regulars.rules.explain.Evidences;
import io.regulars.rules.explain.Explain;
import io.regulars.rules.explain.Outline;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.lookback.ComingTurns;
import io.regulars.rules.lookback.SegmentPast;
import io.regulars.rules.lookback.TimeBoundaries;
import io.regulars.rules.model.AskedText;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.CampaignOrigin;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.Given;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.LookingAhead;
import io.regulars.rules.model.LookingBack;
import io.regulars.rules.model.Necessity;
import io.regulars.rules.model.RuleOutline;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rule set whose matching is Drools': one KieBase for each phase, both built of the same tree. */
final class DroolsRuleSet implements RuleSet {
    private final List<Rule> rules;
    private final List<CompiledRule> compiled;
    private final Segmentation segmentation;
    private final Optional<SessionlessSegmentation> direct;
    private final Reactions reactions;
    private final TimeBoundaries moments;
    private final Set<Cutoffs.Cut> cuts;
    private final Set<String> segmentNames;
    private final boolean asksForSentMessages;
    private final InternalFaults faults = new InternalFaults();

    DroolsRuleSet(List<Rule> rules) {
        this.rules = rules.stream()
                .sorted(Comparator.comparingInt(Rule::salience)
                        .reversed()
                        .thenComparing(rule -> rule.position().file())
                        .thenComparingInt(rule -> rule.position().line()))
                .toList();
        this.compiled = new ArrayList<>();
        for (int i = 0; i < this.rules.size(); i++) {
            compiled.add(CompiledRule.of(this.rules.get(i), i));
        }
        List<CompiledRule> segmenting =
                compiled.stream().filter(rule -> isOfPhaseOne(rule.rule())).toList();
        this.segmentation = new Segmentation(segmenting);
        this.direct = SessionlessSegmentation.isPossible(segmenting)
                ? Optional.of(new SessionlessSegmentation(segmenting))
                : Optional.empty();
        this.reactions = new Reactions(
                compiled.stream().filter(rule -> !rule.rule().assigns()).toList());
        this.moments = new TimeBoundaries(this.rules);
        this.cuts = cuts(this.rules);
        this.segmentNames = names(action -> action instanceof Action.AssignSegment assign ? assign.segment() : null);
        this.asksForSentMessages = SentMessages.isAskedFor(this.rules);
    }

    private static boolean isOfPhaseOne(Rule rule) {
        return rule.assigns() || rule.concludes() && Phases.seesHistoryOnly(rule);
    }

    private DroolsRuleSet(DroolsRuleSet of, CoverageRecorder watcher) {
        this.rules = of.rules;
        this.compiled = of.compiled;
        this.segmentation = of.segmentation.watchedBy(watcher);
        this.direct = Optional.empty(); // nobody watches what is asked past Drools
        this.reactions = of.reactions.watchedBy(watcher);
        this.moments = of.moments;
        this.cuts = of.cuts;
        this.segmentNames = of.segmentNames;
        this.asksForSentMessages = of.asksForSentMessages;
    }

    @Override
    public Optional<RuleOutline> outline(String rule) {
        return Outline.of(rules, rule);
    }

    @Override
    public Diagnostic error(String rule, String code, String message, String hint) {
        return DiagnosticCollector.diagnostic(place(rule), code, Diagnostic.Severity.ERROR, message, hint);
    }

    @Override
    public Diagnostic warning(String rule, String code, String message, String hint) {
        return DiagnosticCollector.diagnostic(place(rule), code, Diagnostic.Severity.WARNING, message, hint);
    }

    private Position place(String rule) {
        return rules.stream()
                .filter(each -> each.name().equals(rule))
                .findFirst()
                .map(Rule::position)
                .orElseThrow(() -> new IllegalArgumentException("There is no rule '" + rule + "'."));
    }

    @Override
    public List<AskedText> askedTexts() {
        return AskedTexts.of(rules);
    }

    @Override
    public Map<String, Set<String>> widerSegments() {
        return Lint.widerSegments(rules);
    }

    @Override
    public Undecided undecided() {
        return new UnknownOf(compiled)::of;
    }

    @Override
    public List<Diagnostic> expired(LocalDate today) {
        return rules.stream()
                .filter(rule -> rule.branch() == 0)
                .flatMap(rule -> HistoryPatterns.matches(rule)
                        .flatMap(match -> match.pattern().conditions().stream())
                        .flatMap(condition -> condition instanceof Condition.Effective effective
                                        && effective.until() != null
                                        && effective.until().isBefore(today)
                                ? Stream.of(expired(rule, effective.position(), effective.until()))
                                : Stream.<Diagnostic>empty()))
                .toList();
    }

    private static Diagnostic expired(Rule rule, Position position, LocalDate until) {
        return DiagnosticCollector.diagnostic(
                position,
                "expired",
                Diagnostic.Severity.WARNING,
                "The rule '" + rule.name() + "' has not been in effect since " + until + ".",
                "Take it out, or give it another date-expires.");
    }

    @Override
    public Set<String> assigningRules() {
        return rules.stream().filter(Rule::assigns).map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public RuleSet asSegments(Set<String> names) {
        return new DroolsRuleSet(rules.stream()
                .filter(rule -> rule.concludes() || rule.assigns() && names.contains(rule.name()))
                .map(rule -> rule.concludes() ? rule : named(rule))
                .toList());
    }

    private static Rule named(Rule rule) {
        var name = new Expression.TextLiteral(rule.name(), rule.position());
        return new Rule(
                rule.name(),
                rule.branch(),
                rule.position(),
                rule.salience(),
                null,
                rule.metadata(),
                rule.when(),
                List.of(new Action.AssignSegment(name, rule.position())));
    }

    @Override
    public Coverage.Watched watched() {
        var touched = new CoverageRecorder(compiled);
        var watched = new DroolsRuleSet(this, touched);
        return new Coverage.Watched() {
            @Override
            public RuleSet rules() {
                return watched;
            }

            @Override
            public Coverage coverage() {
                return touched.coverage();
            }
        };
    }

    @Override
    public List<Assignment> segments(Client client) {
        return direct.filter(rules -> rules.isSoonerFor(client))
                .map(rules -> rules.of(client))
                .orElseGet(() -> segmentation.of(client));
    }

    @Override
    public List<List<Assignment>> segments(List<Client> clients) {
        return direct.isPresent() && clients.stream().anyMatch(direct.get()::isSoonerFor)
                ? clients.stream().map(this::segments).toList()
                : segmentation.of(clients);
    }

    @Override
    public List<List<Assignment>> judge(List<Client> clients) {
        return direct.map(rules -> clients.stream().map(rules::of).toList()).orElseGet(() -> segments(clients));
    }

    @Override
    public List<Set<String>> held(List<Client> clients, Set<String> segments) {
        return direct.map(rules -> rules.held(clients, segments))
                .orElseGet(() -> RuleSet.super.held(clients, segments));
    }

    @Override
    public Explanation explain(Client client, String segment, double spendPercentile) {
        return new Explain(client, () -> segmentation.findings(client), Evidences.of(client), spendPercentile, faults)
                .of(segment, rules);
    }

    @Override
    public Explanation explainWithoutEvidence(Client client, String segment) {
        return new Explain(client, () -> segmentation.findings(client), Evidences.none(client), Double.NaN, faults)
                .of(segment, rules);
    }

    @Override
    public String whyNot(Client client, Assignment made) {
        List<Rule> named =
                rules.stream().filter(rule -> rule.name().equals(made.rule())).toList();
        Explanation now = new Explain(
                        client, () -> segmentation.findings(client), Evidences.none(client), Double.NaN, faults)
                .of(made.segment(), named);
        return now.rules().isEmpty() || now.holds() ? made.because() : now.sentence();
    }

    @Override
    public List<List<Effect>> effects(List<Given> given) {
        return reactions.of(given);
    }

    @Override
    public boolean lookAtSince(Set<String> segments) {
        return reactions.lookAtSince(segments);
    }

    @Override
    public Necessity necessity() {
        return Necessities.of(rules);
    }

    @Override
    public boolean asksForTags() {
        boolean[] asks = {false};
        rules.stream()
                .filter(DroolsRuleSet::isOfPhaseOne)
                .flatMap(rule -> rule.when().stream())
                .flatMap(element -> element.pattern().conditions().stream())
                .forEach(condition -> References.reads(
                        condition, read -> asks[0] |= read.property().name().equals("tags")));
        return asks[0];
    }

    @Override
    public boolean asksForSentMessages() {
        return asksForSentMessages;
    }

    @Override
    public Set<Cutoffs.Cut> cuts() {
        return cuts;
    }

    @Override
    public void moments(Client client, List<Member> members, Consumer<Instant> found) {
        moments.of(client, members, found);
    }

    @Override
    public Optional<LookingBack> lookingBack(String segment, Past past) {
        return SegmentPast.of(segment, compiled, past);
    }

    @Override
    public Optional<LookingAhead> lookingAhead(Supplier<Past> past, Instant now, Instant until) {
        List<Rule> segmenting =
                rules.stream().filter(DroolsRuleSet::isOfPhaseOne).toList();
        return ComingTurns.isAnyUse(segmenting)
                ? Optional.of(new ComingTurns(segmenting, past.get(), now, until))
                : Optional.empty();
    }

    @Override
    public Set<String> segmentNames() {
        return segmentNames;
    }

    @Override
    public Set<String> campaignNames() {
        return names(action -> action instanceof Action.StartCampaign start ? start.campaign() : null);
    }

    @Override
    public Map<String, List<CampaignOrigin>> campaignOrigins() {
        return CampaignOrigins.of(rules);
    }

    @Override
    public int size() {
        return (int) rules.stream().filter(rule -> rule.branch() == 0).count();
    }

    private Set<String> names(
            java.util.function.Function<Action, @org.jspecify.annotations.Nullable Expression> named) {
        return rules.stream()
                .flatMap(rule -> rule.then().stream())
                .map(named)
                .filter(Expression.TextLiteral.class::isInstance)
                .map(name -> ((Expression.TextLiteral) name).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Cutoffs.Cut> cuts(List<Rule> rules) {
        var cuts = new java.util.HashSet<Cutoffs.Cut>();
        rules.stream()
                .flatMap(rule -> rule.when().stream())
                .flatMap(element -> element.pattern().conditions().stream())
                .forEach(condition -> References.conditions(condition, part -> {
                    if (part instanceof Condition.Ranked ranked) {
                        cuts.add(ranked.cut());
                    }
                }));
        return Collections.unmodifiableSet(cuts);
    }
}
