package io.regulars.timeline;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.evaluation.ranks.OwnCutoffs;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.CutoffTimeline;
import io.regulars.ranking.past.CutoffsKnown;
import io.regulars.ranking.past.PastCutoffs;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunnableReleases;
import io.regulars.running.RunningRelease;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers which segments clients of a business were in at a past moment. Nothing is written. */
@ApplicationScoped
class SegmentsAsOf {
    private final LoadClients loadClients;
    private final RunnableReleases releases;
    private final ActiveRelease active;

    SegmentsAsOf(LoadClients loadClients, RunnableReleases releases, ActiveRelease active) {
        this.loadClients = loadClients;
        this.releases = releases;
        this.active = active;
    }

    /** A question about the past: as of when, from what knowledge, and by the rules of which release. */
    record Question(Instant asOf, KnowledgeBasis knowledge, RunningRelease release) {}

    /** The segments of one client, by its number. */
    record Of(long id, List<HeldSegment> segments) {}

    /** The release that a question means if it names none: the one that ran then, or for today's knowledge the one that runs. */
    RunningRelease usualRelease(Transaction transaction, BusinessId business, Instant asOf, KnowledgeBasis knowledge)
            throws SQLException {
        return switch (knowledge) {
            case THEN -> releases.activeAt(transaction, business, asOf);
            case NOW -> active.running(transaction, business);
        };
    }

    /** The release of that number. */
    RunningRelease release(Transaction transaction, BusinessId business, int id) throws SQLException {
        return releases.byId(transaction, business, id);
    }

    /** Since when what was told a moment ago is not counted in yet, if that may change the answer; else null. */
    static @Nullable Instant cutOffsKnownUntil(Transaction transaction, BusinessId business, Question question)
            throws SQLException {
        return question.knowledge == KnowledgeBasis.THEN
                ? null
                : CutoffsKnown.of(
                                transaction, business, question.release.rules().cuts())
                        .notKnownAt(question.asOf);
    }

    /** The segments of each of these clients, in the order of their numbers. */
    List<Of> answer(Transaction transaction, BusinessId business, Collection<Long> clients, Question question)
            throws SQLException {
        boolean then = question.knowledge == KnowledgeBasis.THEN;
        Instant knownAt = then ? question.asOf : Instant.MAX;
        var loaded = loadClients.loadAsKnown(transaction, business, clients, knownAt);
        BusinessSettings settings =
                then ? KnownServices.at(transaction, business, loaded.business(), knownAt) : loaded.business();
        Set<Cutoffs.Cut> cuts = question.release.rules().cuts();
        Cutoffs present =
                OwnCutoffs.of(transaction, business, loaded.ranking(), cuts).applied();
        PastCutoffs past = then
                ? CutoffTimeline.asKnown(transaction, business, cuts, knownAt, present)
                : CutoffTimeline.of(transaction, business, cuts, present);
        Cutoffs cutoffs = cuts.isEmpty() ? Cutoffs.NONE : past.at(question.asOf);
        List<EvaluationInput> inputs = loaded.clients().stream()
                .map(client -> new EvaluationInput(
                        settings,
                        client.history(),
                        PreviousMemberships.NOTHING,
                        List.of(),
                        question.asOf,
                        null,
                        cutoffs,
                        past))
                .toList();
        var segments = new PastSegments(question.release.rules(), question.knowledge).segments(inputs);
        var answers = new ArrayList<Of>();
        for (int i = 0; i < inputs.size(); i++) {
            answers.add(new Of(loaded.clients().get(i).id(), segments.get(i)));
        }
        return answers;
    }
}
