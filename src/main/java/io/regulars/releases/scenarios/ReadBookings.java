package io.regulars.releases.scenarios;

import static java.util.Objects.requireNonNullElse;

import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Version;
import io.regulars.platform.json.Fields;
import io.regulars.platform.text.NearestName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a timeline tells of bookings. What stands behind {@code visit}, {@code noShow} and {@code cancelled} is the id of
 * a booking told before, or else the service of a new one. What is cancelled, the client cancelled unless it says otherwise.
 */
final class ReadBookings {
    static final Set<String> KEYS = Set.of("visit", "booked", "noShow", "cancelled", "moved", "removed");

    private final int digits;
    private final Map<String, BookingState> known = new LinkedHashMap<>();

    ReadBookings(BusinessSettings business) {
        this.digits = business.currency().getDefaultFractionDigits();
    }

    Scenario.@Nullable News read(String key, LocalFields line, ReadNews.When when) {
        String named = line.fields().id(key);
        if (named == null) {
            return null;
        }
        BookingState before = known.get(named);
        boolean ofKnown = key.equals("moved") || key.equals("removed");
        if (before == null && ofKnown) {
            line.fields()
                    .wrong(
                            key,
                            "is the id of a booking told before. "
                                    + NearestName.unknown("booking", named, known.keySet()));
            return null;
        }
        if (key.equals("removed")) {
            known.remove(named);
            return new Scenario.News(
                    told -> told.booking(new Version<>(named, when.occurred(), when.told(), null)), List.of());
        }
        BookingState after = state(status(key), before, named, line, when.occurred());
        if (after == null) {
            return null;
        }
        known.put(after.id(), after);
        return new Scenario.News(
                told -> told.booking(new Version<>(after.id(), when.occurred(), when.told(), after)),
                triggerEvent(before, after, when.occurred()));
    }

    private static Status status(String key) {
        return switch (key) {
            case "visit" -> Status.COMPLETED;
            case "noShow" -> Status.NO_SHOW;
            case "cancelled" -> Status.CANCELLED;
            default -> Status.BOOKED;
        };
    }

    private @Nullable BookingState state(
            Status status, @Nullable BookingState before, String named, LocalFields line, Instant occurred) {
        Fields fields = line.fields();
        Instant given = line.moment("startsAt");
        boolean whenItStarts = status == Status.COMPLETED || status == Status.NO_SHOW;
        Instant startsAt = given != null || before == null && !whenItStarts
                ? fields.required("startsAt", given)
                : before == null ? occurred : before.startsAt();
        Instant bookedAt = line.moment("bookedAt");
        if (bookedAt == null) {
            bookedAt = before != null ? before.bookedAt() : status == Status.BOOKED ? occurred : null;
        }
        Instant ends = line.moment("endsAt");
        Instant cancelledAt = line.moment("cancelledAt");
        var by = fields.constant("cancelledBy", BookingState.CancelledBy.class);
        String id = fields.id("id");
        if (before != null && id != null) {
            fields.wrong("id", "is '" + before.id() + "' already");
        }
        boolean cancelled = status == Status.CANCELLED;
        var state = new BookingState(
                before != null ? before.id() : id != null ? id : next(),
                before != null ? before.service() : named,
                text(fields.id("staff"), before == null ? null : before.staff()),
                text(fields.id("location"), before == null ? null : before.location()),
                text(fields.text("channel"), before == null ? null : before.channel()),
                text(fields.text("paymentMethod"), before == null ? null : before.paymentMethod()),
                startsAt == null ? occurred : startsAt,
                ends == null && before != null ? before.endsAt() : ends,
                bookedAt,
                status,
                cancelled ? requireNonNullElse(cancelledAt, occurred) : null,
                cancelled ? requireNonNullElse(by, BookingState.CancelledBy.CLIENT) : null,
                price(fields, before),
                amount("discount", fields, before == null ? 0 : before.discountMinor()),
                amount("refunded", fields, before == null ? 0 : before.refundedMinor()),
                amount("tip", fields, before == null ? 0 : before.tipMinor()),
                amount("tax", fields, before == null ? 0 : before.taxMinor()),
                text(fields.text("offerCode"), before == null ? null : before.offerCode()),
                text(fields.id("replaces"), before == null ? null : before.replaces()),
                text(fields.id("series"), before == null ? null : before.series()));
        return startsAt == null ? null : state;
    }

    private static @Nullable String text(@Nullable String given, @Nullable String before) {
        return given == null ? before : given;
    }

    private @Nullable Long price(Fields fields, @Nullable BookingState before) {
        Long said = fields.positiveMoney("price", digits);
        return said == null && before != null ? before.priceMinor() : said;
    }

    private long amount(String name, Fields fields, long before) {
        return requireNonNullElse(fields.positiveMoney(name, digits), before);
    }

    private String next() {
        int number = known.size() + 1;
        while (known.containsKey("booking-" + number)) {
            number++;
        }
        return "booking-" + number;
    }

    /** What the change means to rules, as if a booking system had told it. */
    private List<TriggerEvent> triggerEvent(@Nullable BookingState before, BookingState after, Instant at) {
        BookingState replaced = after.replaces() == null ? null : known.get(after.replaces());
        Trigger.Kind kind = Trigger.Kind.valueOf(after.status().name());
        Instant movedFrom = null;
        if (before == null && after.status() == Status.BOOKED && replaced != null) {
            kind = Trigger.Kind.RESCHEDULED;
            movedFrom = replaced.startsAt();
        } else if (before != null && after.status() == Status.BOOKED) {
            if (before.status() != Status.BOOKED || before.startsAt().equals(after.startsAt())) {
                return List.of();
            }
            kind = Trigger.Kind.RESCHEDULED;
            movedFrom = before.startsAt();
        } else if (before != null && before.status() == after.status() || isReplaced(after)) {
            return List.of();
        }
        String more = kind == Trigger.Kind.BOOKED ? "" : ":" + after.startsAt();
        String id = kind == Trigger.Kind.BOOKED && after.series() != null
                ? "series:" + after.series() + ":BOOKED"
                : "booking:" + after.id() + ":" + kind + more;
        return List.of(new TriggerEvent(kind, id, at, after.id(), null, null, movedFrom));
    }

    /** What is cancelled after another was booked in its place was moved. */
    private boolean isReplaced(BookingState booking) {
        return booking.status() == Status.CANCELLED
                && known.values().stream().anyMatch(other -> booking.id().equals(other.replaces()));
    }
}
