package io.regulars.broadcasts;

import io.regulars.access.AuditLog;
import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.ContactPolicies;
import io.regulars.campaigns.Campaign;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import io.regulars.preview.PreviewBroadcast;
import io.regulars.running.ActiveRelease;
import io.regulars.running.ReleaseRef;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Previews, begins, shows and stops broadcasts; {@link RunBroadcasts} does their work. What is confirmed is what was seen: the same
 * campaign and segment, by the same release, to about as many clients, within half an hour.
 */
@ApplicationScoped
class BroadcastJobs {
    private static final Duration VALID = Duration.ofMinutes(30);

    /** So many may have come or gone since the preview, or one in so many of them. */
    private static final int FEW = 3;

    private static final int ONE_IN = 20;

    private final Administration administration;
    private final Database database;
    private final BroadcastRows rows;
    private final PreviewBroadcast previewBroadcast;
    private final ActiveRelease active;
    private final ContactPolicies policies;
    private final AuditLog audit;
    private final InstantSource clock;

    BroadcastJobs(
            Administration administration,
            Database database,
            BroadcastRows rows,
            PreviewBroadcast previewBroadcast,
            ActiveRelease active,
            ContactPolicies policies,
            AuditLog audit,
            InstantSource clock) {
        this.administration = administration;
        this.database = database;
        this.rows = rows;
        this.previewBroadcast = previewBroadcast;
        this.active = active;
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A preview, and what confirms it.
     *
     * @param clients how many are in the segment
     */
    record Previewed(
            RunningRelease release,
            Campaign campaign,
            int clients,
            PreviewBroadcast.Foretold foretold,
            String confirmation,
            Instant validUntil) {}

    /**
     * Says what would follow.
     *
     * @throws ProblemException NOT_FOUND if the release has no such campaign; INVALID if it has no such segment
     */
    Previewed preview(BusinessId business, BroadcastWish wish, int sample) {
        RunningRelease release = database.transaction(tx -> active.running(tx, business));
        Campaign campaign = campaign(release, wish.campaign());
        List<Long> members = database.transaction(tx -> rows.members(tx, business, wish.segment()));
        if (members.isEmpty()) {
            refuseUnknown(release, wish.segment());
        }
        var foretold = previewBroadcast.preview(new PreviewBroadcast.Question(
                business, release.campaigns(), campaign.name(), wish.segment(), members, wish.perDay(), sample));
        Instant until = clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS);
        var confirmation = new Confirmation(UUID.randomUUID(), release.id(), members.size(), until);
        return new Previewed(
                release, campaign, members.size(), foretold, confirmation.written(wish, key(business)), until);
    }

    /**
     * Begins what a preview has shown. The same confirmation once more tells of the same broadcast, and begins nothing.
     *
     * @param by the name of the key
     * @throws ProblemException INVALID if it is no confirmation of this; CONFLICT if it is too old, or something else would follow now
     */
    Broadcast start(BusinessId business, BroadcastWish wish, String text, String by) {
        Confirmation confirmed = Confirmation.read(text, wish, key(business))
                .orElseThrow(
                        () -> new ProblemException(
                                ErrorCode.INVALID,
                                "'confirmation' is not one of a preview of this campaign, segment and 'perDay'. Leave it out to get one."));
        return administration.transaction(tx -> {
            // who confirms the same meanwhile waits here, and then finds the broadcast
            tx.first("select id from business where id = ? for update", row -> row.getInt(1), business.value());
            Optional<Broadcast> known = rows.find(tx, business, confirmed.id());
            return known.isPresent() ? known.get() : begin(tx, business, wish, confirmed, by);
        });
    }

    private Broadcast begin(Transaction tx, BusinessId business, BroadcastWish wish, Confirmation confirmed, String by)
            throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int clients = rows.countMembers(tx, business, wish.segment());
        refuseWhatIsNotAsSeen(active.current(tx, business), clients, confirmed, wish, now);
        var made = new Broadcast(
                confirmed.id(),
                business,
                wish.campaign(),
                wish.segment(),
                "r-" + confirmed.release(),
                wish.perDay(),
                Broadcast.State.RUNNING,
                clients,
                0,
                0,
                0,
                0,
                by,
                now,
                null,
                null);
        rows.add(tx, made, confirmed.release());
        audit.record(
                business.value(),
                by,
                "campaign-started",
                wish.campaign(),
                "for the " + clients + " clients in '" + wish.segment() + "'; job " + made.job());
        return made;
    }

    private static void refuseWhatIsNotAsSeen(
            Optional<ReleaseRef> answering, int clients, Confirmation confirmed, BroadcastWish wish, Instant now) {
        String again = " Nothing was started; ask for a new preview by leaving 'confirmation' out.";
        if (now.isAfter(confirmed.until())) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "The confirmation was valid until " + confirmed.until() + "." + again);
        }
        if (answering.isEmpty() || answering.get().id() != confirmed.release()) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "The preview was made by r-" + confirmed.release() + ", which does not answer any more." + again);
        }
        if (Math.abs(clients - confirmed.clients()) > Math.max(FEW, confirmed.clients() / ONE_IN)) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    "'" + wish.segment() + "' has " + clients + " clients now, and had " + confirmed.clients()
                            + " in the preview." + again);
        }
    }

    /** One of the business, if it has one of that id for that campaign. */
    Optional<Broadcast> find(BusinessId business, String campaign, UUID id) {
        return database.transaction(tx -> rows.find(tx, business, id))
                .filter(found -> found.campaign().equals(campaign));
    }

    /** Those of a campaign, the latest first. */
    List<Broadcast> of(BusinessId business, String campaign, int most) {
        return database.transaction(tx -> rows.of(tx, business, campaign, most));
    }

    /** Starts no more, and has cancelled what waits; one that was stopped stays so. */
    void stop(Broadcast broadcast, String by) {
        administration.transaction(tx -> {
            if (rows.stop(tx, broadcast.job(), by)) {
                audit.record(
                        broadcast.business().value(),
                        by,
                        "campaign-stopped",
                        broadcast.campaign(),
                        "that was started for '" + broadcast.segment() + "'; job " + broadcast.job());
            }
            return broadcast;
        });
    }

    private byte[] key(BusinessId business) {
        return database.transaction(tx -> policies.of(tx, business)).key();
    }

    private static Campaign campaign(RunningRelease release, String name) {
        return release.campaigns()
                .campaign(name)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND,
                        NearestName.unknown(
                                "campaign", name, release.campaigns().names())));
    }

    /** A name that the rules do not know; names that are computed end in a star, and anything may come of them. */
    private static void refuseUnknown(RunningRelease release, String segment) {
        var names = release.rules().segmentNames();
        boolean known = names.contains(segment)
                || names.stream()
                        .anyMatch(
                                name -> name.endsWith("*") && segment.startsWith(name.substring(0, name.length() - 1)));
        if (!known) {
            throw new ProblemException(ErrorCode.INVALID, NearestName.unknown("segment", segment, names));
        }
    }
}
