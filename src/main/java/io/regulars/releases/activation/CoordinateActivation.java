package io.regulars.releases.activation;

import io.regulars.access.AuditLog;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.store.ActivationSignal;
import io.regulars.releases.store.Activations;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.Releases;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes a switch on all replicas at once: each loads the release first, and then one committed row says that it answers.
 * A replica that cannot load it stops the switch; one that dies is not waited for; and whatever breaks on the way, the
 * switch was made or it was not.
 */
@ApplicationScoped
class CoordinateActivation {
    private static final Logger LOG = Logger.getLogger(CoordinateActivation.class);
    private static final long LOOK_MILLIS = 200;
    private static final int LOADING_LOOKS = 300;
    private static final int MENDING_LOOKS = 100;

    private final Administration administration;
    private final Replicas replicas;
    private final PrepareActivations prepare;
    private final ActivationSignal news;
    private final AuditLog audit;
    private final InstantSource clock;

    CoordinateActivation(
            Administration administration,
            Replicas replicas,
            PrepareActivations prepare,
            ActivationSignal news,
            AuditLog audit,
            InstantSource clock) {
        this.administration = administration;
        this.replicas = replicas;
        this.prepare = prepare;
        this.news = news;
        this.audit = audit;
        this.clock = clock;
    }

    /** How it ended. */
    sealed interface SwitchResult {
        /** All of these replicas answer by it. */
        record Made(List<String> replicas) implements SwitchResult {}

        /** Nothing was changed. */
        record NotMade(String reason) implements SwitchResult {}

        /** Another switch of that line is under way, or what is to be activated was edited or activated meanwhile. */
        record Busy() implements SwitchResult {}
    }

    /**
     * Prepares and makes a switch.
     *
     * @param beside what is written in the transaction that makes it
     */
    SwitchResult make(Activations.Switch wanted, Runnable beside) {
        Optional<Integer> begun = administration.transaction(tx -> begin(tx, wanted));
        if (begun.isEmpty()) {
            return new SwitchResult.Busy();
        }
        int activation = begun.get();
        var readiness = new Readiness("", List.of(replicas.name()));
        try {
            prepare.look();
            if (wanted.release() != null) {
                readiness = await(activation);
            }
            String problem = readiness.problem;
            if (!problem.isEmpty()) {
                return result(administration.transaction(tx -> giveUp(tx, activation, problem)), readiness.replicas);
            }
            administration.transaction(tx -> make(tx, activation, wanted, beside));
            return result(administration.transaction(tx -> Activations.ending(tx, activation)), readiness.replicas);
        } catch (DatabaseFailure e) {
            LOG.warnf("The database failed while activation %d was made: %s", activation, e.getMessage());
            return result(settle(activation, wanted), readiness.replicas);
        }
    }

    /** What was checked is what is activated: an edit since then is not, and what somebody else has just activated neither. */
    private static Optional<Integer> begin(Transaction transaction, Activations.Switch wanted) throws SQLException {
        var release = wanted.release();
        if (release != null
                && Releases.locked(release.id())
                        .filter(present -> present.hash().equals(release.hash()))
                        .filter(present -> present.state() != Release.State.ACTIVE)
                        .isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> begun = Activations.begin(transaction, wanted);
        if (begun.isPresent() && !Activations.isOver(transaction, wanted)) {
            throw new ProblemException(ErrorCode.CONFLICT, overtaken(wanted));
        }
        Activations.notify(transaction);
        return begun;
    }

    private boolean make(Transaction transaction, int activation, Activations.Switch wanted, Runnable beside)
            throws SQLException {
        if (!Activations.isOver(transaction, wanted)) {
            giveUp(transaction, activation, overtaken(wanted));
            return false;
        }
        boolean made = Activations.make(
                transaction, activation, wanted, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (made) {
            beside.run();
        }
        return made;
    }

    private static String overtaken(Activations.Switch wanted) {
        return "%s does not answer any more: another release has become active meanwhile, and this would take it back. Nothing was changed; look at GET /api/rules/active and decide anew."
                .formatted(Objects.requireNonNull(wanted.over()).label());
    }

    /** Whether all live replicas have loaded the release; a problem if not. */
    private record Readiness(String problem, List<String> replicas) {}

    private Readiness await(int activation) {
        List<Replicas.Reply> replies = List.of();
        for (int look = 0; look < LOADING_LOOKS; look++) {
            long seen = news.count();
            replies = administration.transaction(tx ->
                    Activations.beat(tx, activation) ? replicas.replies(tx, activation) : List.<Replicas.Reply>of());
            for (Replicas.Reply reply : replies) {
                if (reply.problem() != null) {
                    return new Readiness(
                            "Replica " + reply.replica() + " cannot run it: " + reply.problem(),
                            List.of(reply.replica()));
                }
            }
            List<String> names = replies.stream().map(Replicas.Reply::replica).toList();
            if (replies.stream().allMatch(Replicas.Reply::replied)) {
                return new Readiness("", names);
            }
            news.await(seen, LOOK_MILLIS);
        }
        String late = String.join(
                ", ",
                replies.stream()
                        .filter(reply -> !reply.replied())
                        .map(Replicas.Reply::replica)
                        .toList());
        return new Readiness("It took more than a minute to load it on " + late + ".", List.of());
    }

    private Activations.Ending giveUp(Transaction transaction, int activation, String reason) throws SQLException {
        Optional<Activations.GivenUp> givenUp = Activations.reject(transaction, activation, reason, clock.instant());
        if (givenUp.isPresent()) {
            givenUp.get().note(audit);
        }
        return Activations.ending(transaction, activation);
    }

    /** A switch that is neither made nor given up is given up; which of the three it was is known afterwards. */
    private Activations.Ending settle(int activation, Activations.Switch wanted) {
        for (int look = 0; look < MENDING_LOOKS; look++) {
            try {
                return administration.transaction(
                        tx -> giveUp(tx, activation, "The database went away; nothing was changed. Try again."));
            } catch (DatabaseFailure e) {
                news.await(news.count(), LOOK_MILLIS);
            }
        }
        var release = wanted.release();
        throw new ProblemException(
                ErrorCode.UNAVAILABLE,
                "The database went away while the switch to %s was made, and has not come back. GET /api/rules/active will say"
                                .formatted(release == null ? "the shared release" : release.label())
                        + " whether it was made.");
    }

    private static SwitchResult result(Activations.Ending ending, List<String> replicas) {
        return ending.made()
                ? new SwitchResult.Made(replicas)
                : new SwitchResult.NotMade(
                        ending.reason() == null ? "It was not made; nothing was changed. Try again." : ending.reason());
    }
}
