package io.regulars.rules.explain;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.Snapshot;
import io.regulars.rules.model.Explanation.Evidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of a client's history a value rests on: that without which it would be another. Bookings of one day are also
 * tried together, since a visit is a day.
 */
public final class Evidences {
    /** Of a longer history it would take too long to try each part. */
    private static final int MOST_TRIED = 1_000;

    private final Client client;
    private final int mostTried;

    private Evidences(Client client, int mostTried) {
        this.client = client;
        this.mostTried = mostTried;
    }

    /** Those of a client. */
    public static Evidences of(Client client) {
        return new Evidences(client, MOST_TRIED);
    }

    /** None of a client, where only the sentences are read: trying each part costs many times what they do. */
    public static Evidences none(Client client) {
        return new Evidences(client, 0);
    }

    /** The evidence of a value of the client. */
    public List<Evidence> of(Function<Client, @Nullable Object> value) {
        Snapshot all = client.snapshot();
        if (all.bookings().size()
                        + all.receipts().size()
                        + all.passes().size()
                        + all.surveys().size()
                        + all.activities().size()
                > mostTried) {
            return List.of();
        }
        Object present = value.apply(client);
        var evidence = new ArrayList<Evidence>();
        bookings(all, value, present, evidence);
        all.receipts()
                .forEach(receipt -> add(
                        "receipt",
                        receipt.id(),
                        differs(value, present, all.withReceipts(less(all.receipts(), receipt))),
                        evidence));
        all.passes()
                .forEach(pass -> add(
                        "pass",
                        pass.id(),
                        differs(value, present, all.withPasses(less(all.passes(), pass))),
                        evidence));
        all.surveys()
                .forEach(survey -> add(
                        "survey",
                        survey.id(),
                        differs(value, present, all.withSurveys(less(all.surveys(), survey))),
                        evidence));
        all.activities()
                .forEach(activity -> add(
                        "activity",
                        activity.id(),
                        differs(value, present, all.withActivities(less(all.activities(), activity))),
                        evidence));
        return evidence;
    }

    private void bookings(
            Snapshot all, Function<Client, @Nullable Object> value, @Nullable Object present, List<Evidence> evidence) {
        Map<Object, List<BookingState>> byDay = new LinkedHashMap<>();
        all.bookings()
                .forEach(booking -> byDay.computeIfAbsent(
                                booking.startsAt()
                                        .atZone(client.business().zoneOf(booking.location()))
                                        .toLocalDate(),
                                day -> new ArrayList<>())
                        .add(booking));
        byDay.values().forEach(day -> {
            boolean any = false;
            for (var booking : day) {
                boolean differs = differs(value, present, without(all, List.of(booking)));
                if (differs) {
                    evidence.add(new Evidence("booking", booking.id(), assumedPrice(all, booking, value, present)));
                }
                any |= differs;
            }
            boolean together = !any && day.size() > 1 && differs(value, present, without(all, day));
            day.forEach(booking -> add("booking", booking.id(), together, evidence));
        });
    }

    /** What the booking is taken to have cost, if the value would be another for another price. */
    private @Nullable BigDecimal assumedPrice(
            Snapshot all, BookingState booking, Function<Client, @Nullable Object> value, @Nullable Object present) {
        if (booking.priceMinor() != null) {
            return null;
        }
        Snapshot given = all.withBookings(all.bookings().stream()
                .map(one -> one == booking ? booking.asGivenAway() : one)
                .toList());
        return differs(value, present, given)
                ? client.bookingFacts().stream()
                        .filter(fact -> fact.state().id().equals(booking.id()))
                        .findFirst()
                        .map(Booking::assumedPrice)
                        .orElse(null)
                : null;
    }

    private boolean differs(Function<Client, @Nullable Object> value, @Nullable Object present, Snapshot without) {
        return !Objects.equals(present, value.apply(client.with(without)));
    }

    private static void add(String kind, String id, boolean differs, List<Evidence> evidence) {
        if (differs) {
            evidence.add(new Evidence(kind, id));
        }
    }

    private static Snapshot without(Snapshot all, List<BookingState> bookings) {
        return all.withBookings(
                all.bookings().stream().filter(one -> !bookings.contains(one)).toList());
    }

    private static <T> List<T> less(List<T> all, T one) {
        return all.stream().filter(other -> other != one).toList();
    }
}
