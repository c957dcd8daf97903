package io.regulars.contacts;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts who followed a link of a message, once it is known that it was a person: a scanner of mail follows links as the mail arrives, or all
 * of them at once. What is left is feedback, so a message counts once, however many of its links are followed how often.
 */
@ApplicationScoped
class CountClicks {
    private static final Logger LOG = Logger.getLogger(CountClicks.class);

    /** Nobody reads a mail so soon after it has arrived. */
    private static final Duration TOO_SOON = Duration.ofSeconds(2);

    /** Nobody follows all links of a mail in so short a time. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** By then whoever follows all links has done so. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final int MESSAGES = 500;

    private final Database database;
    private final TakeFeedback take;
    private final MeterRegistry meters;
    private final InstantSource clock;

    CountClicks(Database database, TakeFeedback take, MeterRegistry meters, InstantSource clock) {
        this.database = database;
        this.take = take;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * A link that was followed.
     *
     * @param links how many its message has
     * @param sentAt when that was handed over; null: it was not for certain
     */
    record Click(int links, Instant at, @Nullable Instant sentAt) {
        private boolean isTooSoon() {
            return sentAt != null && at.isBefore(sentAt.plus(TOO_SOON));
        }
    }

    /** Counts what has settled; a message that is just being handed over has not. */
    @Scheduled(identity = "count-clicks", every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        Instant until = clock.instant().minus(SETTLED);
        List<UUID> messages = database.transaction(
                tx -> tx.list("""
                select c.action_id from link_click c left join campaign_action a on a.id = c.action_id
                where a.state is distinct from 'SENDING' group by c.action_id having min(c.at) <= ? order by min(c.at) limit ?
                """, row -> requireNonNull(row.getObject("action_id", UUID.class)), until, MESSAGES));
        for (UUID message : messages) {
            try {
                count(message);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Who followed links of the message %s is not counted yet; it is tried again.", message);
            }
        }
    }

    private void count(UUID action) {
        List<Click> clicks = database.transaction(tx -> tx.list(
                """
                select c.links, c.at, a.sent_at from link_click c left join campaign_action a on a.id = c.action_id
                where c.action_id = ? order by c.at
                """,
                row -> new Click(
                        row.getInt("links"),
                        requireNonNull(Transaction.instant(row, "at")),
                        Transaction.instant(row, "sent_at")),
                action));
        Optional<Instant> first = byAPerson(clicks);
        Optional<SentMessage> message = database.transaction(tx -> SentMessage.find(tx, action));
        if (first.isPresent() && message.isPresent()) {
            take.take(message.get(), Feedback.of(FeedbackType.CLICKED, first.get()));
        }
        if (first.isEmpty()) {
            meters.counter("regulars.clicks.suspect").increment();
        }
        Instant last = clicks.getLast().at();
        database.transaction(tx -> tx.update("delete from link_click where action_id = ? and at <= ?", action, last));
    }

    /** When a person followed a link of a message first; empty if it was a scanner. */
    static Optional<Instant> byAPerson(List<Click> clicks) {
        List<Click> late = clicks.stream().filter(click -> !click.isTooSoon()).toList();
        if (late.isEmpty()) {
            return Optional.empty();
        }
        Instant first = late.getFirst().at();
        int links = late.getFirst().links();
        boolean allAtOnce =
                links > 1 && late.size() >= links && !late.getLast().at().isAfter(first.plus(AT_ONCE));
        return allAtOnce ? Optional.empty() : Optional.of(first);
    }
}
