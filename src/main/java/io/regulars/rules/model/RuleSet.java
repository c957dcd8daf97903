package io.regulars.rules.model;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.facts.past.Past;
import io.regulars.facts.vocabulary.NextMoment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One compiled release: immutable, used by any number of threads. Phase one assigns segments from the client alone; phase
 * two sees what was entered, left and held, and what just happened, and asks for effects.
 */
public interface RuleSet {
    /** Phase one: one assignment per segment, ordered by segment; the first rule in salience and file order gives the reason. */
    List<Assignment> segments(Client client);

    /** Phase one for many clients, 100 to a session; the lists are in the clients' order. */
    List<List<Assignment>> segments(List<Client> clients);

    /**
     * Phase one for any number of clients, each asked alone: the answer of {@link #segments(List)}, sooner where the
     * facts of many clients lie ready and a rule set is small.
     */
    default List<List<Assignment>> judge(List<Client> clients) {
        return segments(clients);
    }

    /**
     * Which of some segments phase one puts each of these clients into; others may be among the answers. Sooner than
     * {@link #segments(List)} where those rules can be asked alone that decide it.
     */
    default List<Set<String>> held(List<Client> clients, Set<String> segments) {
        return segments(clients).stream().map(Assignment::segments).toList();
    }

    /** Why phase one puts the client into a segment, or why not, where their rank by spend is not counted. */
    default Explanation explain(Client client, String segment) {
        return explain(client, segment, Double.NaN);
    }

    /**
     * Why phase one puts the client into a segment, or why not.
     *
     * @param spendPercentile where they rank by spend, 0 to 100, as it is told; NaN: not known. What holds is decided by
     *     the client's cut-offs
     */
    Explanation explain(Client client, String segment, double spendPercentile);

    /** The same without what their values rest on, which takes many times as long to find. */
    default Explanation explainWithoutEvidence(Client client, String segment) {
        return explain(client, segment);
    }

    /**
     * What of an assignment is no longer true of the client: what its rule asks and they lack. Where they lack nothing, since
     * another rule goes before it, or there is no such rule any more, it is why the assignment was made.
     */
    String whyNot(Client client, Assignment made);

    /** Phase two for one client. */
    default List<Effect> effects(
            Client client, List<Trigger> triggers, List<Entered> entered, List<Left> left, List<Member> members) {
        return effects(List.of(new Given(client, triggers, entered, left, members)))
                .getFirst();
    }

    /**
     * Phase two for many clients, each given once, 100 to a session; the lists are in their order. Empty at once where no rule
     * could match what is given.
     */
    List<List<Effect>> effects(List<Given> given);

    /**
     * Whether phase two may come to something else depending on when one of these segments was entered or left; perhaps yes
     * too often, never no.
     */
    default boolean lookAtSince(Set<String> segments) {
        return true;
    }

    /** What must be true of whoever phase one puts into a segment. */
    default Necessity necessity() {
        return Necessity.NONE;
    }

    /** Whether phase one asks for the tags of clients, which rules and campaigns put on and take off. */
    boolean asksForTags();

    /** Whether any rule, of either phase, may come to something else once a message was sent; perhaps yes too often, never no. */
    boolean asksForSentMessages();

    /** The percentile cuts that the rules compare with. */
    Set<Cutoffs.Cut> cuts();

    /**
     * The moments, past and future, at which time alone may change the result of phase one or two for this client;
     * perhaps one too many, never one too few, while the history stays as it is.
     */
    void moments(Client client, List<Member> members, Consumer<Instant> moments);

    /** The first of those moments that lies after the one the client's facts are about; null if none does. */
    default @Nullable Instant nextMoment(Client client, List<Member> members) {
        var next = new NextMoment(client);
        moments(client, members, next);
        return next.next();
    }

    /**
     * Phase one for one segment over a long past, at the cost of what may have changed it instead of all that happened. Empty
     * where its rules have to be asked together with others, moment by moment.
     */
    default Optional<LookingBack> lookingBack(String segment, Past past) {
        return Optional.empty();
    }

    /**
     * When phase one may come to something else while nothing happens to a client, after one moment and until another: of a long
     * history fewer moments than {@link #moments} names. Empty where those are all there are.
     *
     * @param past what is known now, among a population that stays as it is
     */
    default Optional<LookingAhead> lookingAhead(Supplier<Past> past, Instant now, Instant until) {
        return Optional.empty();
    }

    /** Segments that the rules' text names outright ({@code assign($c, "vip")}); computed names are not among them. */
    Set<String> segmentNames();

    /** Campaigns that the rules' text starts. */
    Set<String> campaignNames();

    /** Of each campaign that the rules' text starts, what each rule that does is given of what just happened. */
    default Map<String, List<CampaignOrigin>> campaignOrigins() {
        return Map.of();
    }

    /** What a rule that assigns segments compares with numbers; empty if none of that name does. */
    Optional<RuleOutline> outline(String rule);

    /** The texts that rules compare with a business's own, or name its things by. */
    List<AskedText> askedTexts();

    /**
     * Segments by what they ask of the client alone: each with those that everybody in it is in too, as far as that is sure.
     * Those with computed names, and those that rest on bookings and findings, are not looked at.
     */
    Map<String, Set<String>> widerSegments();

    /** Who can tell of clients what is not decided; made anew, to be asked about many. */
    Undecided undecided();

    /** Tells of a client what the rules do not decide, since not all is known that they ask of them. */
    @FunctionalInterface
    interface Undecided {
        /**
         * The segments that they would perhaps be in; not those that they are in, nor those with computed names, nor what rests on
         * findings.
         *
         * @param in what phase one puts them into
         */
        Set<String> of(Client client, Set<String> in);
    }

    /** What is wrong with a rule when it is run, at the rule's place. */
    Diagnostic error(String rule, String code, String message, String hint);

    /** The same as a warning. */
    Diagnostic warning(String rule, String code, String message, String hint);

    /** Warnings of rules that have been out of effect since before a day. */
    List<Diagnostic> expired(LocalDate today);

    /** The names of the rules that assign segments. */
    Set<String> assigningRules();

    /** Of the rules that assign segments these, each of which puts whom it is true of into a segment of the rule's name. */
    RuleSet asSegments(Set<String> names);

    /** The same rules, which note what is true of those who are judged by them. */
    Coverage.Watched watched();

    /** How many rules there are. */
    int size();
}
