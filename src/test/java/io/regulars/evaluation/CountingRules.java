package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Member;
import io.regulars.facts.past.Past;
import io.regulars.rules.model.AskedText;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.Given;
import io.regulars.rules.model.LookingAhead;
import io.regulars.rules.model.LookingBack;
import io.regulars.rules.model.Necessity;
import io.regulars.rules.model.RuleOutline;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A rule set that counts how many clients phase one was run for. */
public final class CountingRules implements RuleSet {
    private final RuleSet rules;
    private final Necessity necessity;
    public int evaluated;

    /** Rules that may concern anybody. */
    public CountingRules(RuleSet rules) {
        this(rules, Necessity.NONE);
    }

    public CountingRules(RuleSet rules, Necessity necessity) {
        this.rules = rules;
        this.necessity = necessity;
    }

    @Override
    public Necessity necessity() {
        return necessity;
    }

    @Override
    public List<Assignment> segments(Client client) {
        evaluated++;
        return rules.segments(client);
    }

    @Override
    public List<List<Assignment>> segments(List<Client> clients) {
        evaluated += clients.size();
        return rules.segments(clients);
    }

    @Override
    public Explanation explain(Client client, String segment, double spendPercentile) {
        return rules.explain(client, segment, spendPercentile);
    }

    @Override
    public List<List<Effect>> effects(List<Given> given) {
        return rules.effects(given);
    }

    @Override
    public String whyNot(Client client, Assignment made) {
        return rules.whyNot(client, made);
    }

    @Override
    public boolean asksForTags() {
        return rules.asksForTags();
    }

    @Override
    public boolean asksForSentMessages() {
        return rules.asksForSentMessages();
    }

    @Override
    public Set<Cutoffs.Cut> cuts() {
        return rules.cuts();
    }

    @Override
    public void moments(Client client, List<Member> members, Consumer<Instant> moments) {
        rules.moments(client, members, moments);
    }

    @Override
    public Optional<LookingBack> lookingBack(String segment, Past past) {
        return rules.lookingBack(segment, past);
    }

    @Override
    public Optional<LookingAhead> lookingAhead(Supplier<Past> past, Instant now, Instant until) {
        return rules.lookingAhead(past, now, until);
    }

    @Override
    public Set<String> segmentNames() {
        return rules.segmentNames();
    }

    @Override
    public Set<String> campaignNames() {
        return rules.campaignNames();
    }

    @Override
    public Optional<RuleOutline> outline(String rule) {
        return rules.outline(rule);
    }

    @Override
    public Diagnostic error(String rule, String code, String message, String hint) {
        return rules.error(rule, code, message, hint);
    }

    @Override
    public Diagnostic warning(String rule, String code, String message, String hint) {
        return rules.warning(rule, code, message, hint);
    }

    @Override
    public List<AskedText> askedTexts() {
        return rules.askedTexts();
    }

    @Override
    public Map<String, Set<String>> widerSegments() {
        return rules.widerSegments();
    }

    @Override
    public Undecided undecided() {
        return rules.undecided();
    }

    @Override
    public List<Diagnostic> expired(LocalDate today) {
        return rules.expired(today);
    }

    @Override
    public Set<String> assigningRules() {
        return rules.assigningRules();
    }

    @Override
    public RuleSet asSegments(Set<String> names) {
        return rules.asSegments(names);
    }

    @Override
    public Coverage.Watched watched() {
        return rules.watched();
    }

    @Override
    public int size() {
        return rules.size();
    }
}
