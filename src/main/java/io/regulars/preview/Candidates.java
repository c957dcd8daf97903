package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.model.Necessity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom rules may put into a segment, as SQL: the database passes over whom they cannot concern, so that they are neither loaded
 * nor asked. It lets everyone through of whom it is not sure; the answer stays the rules'.
 */
final class Candidates {
    /** A local day begins and ends at most so long before or after the same day of UTC; and a day more. */
    private static final long DAYS_OF_DOUBT = 2;

    private static final int LONGEST = 100_000;

    /** Said as they are stored. */
    private static final Set<String> OF_PROFILE = Set.of(
            "firstName",
            "lastName",
            "gender",
            "language",
            "country",
            "region",
            "city",
            "postcode",
            "occupation",
            "source");

    /** Numbers of bookings, each at most as great as the number of all. */
    private static final Set<String> COUNTS = Set.of(
            "visits",
            "bookings",
            "completedBookings",
            "upcomingBookings",
            "noShows",
            "visitsTo",
            "visitsToCategory",
            "visitsBetween");

    /** Of the days whose number stands last in the brackets. */
    private static final Set<String> COUNTS_IN_LAST = Set.of(
            "visitsInLast", "bookingsInLast", "noShowsInLast", "visitsToServiceInLast", "visitsToCategoryInLast");

    private static final Set<String> DAYS_SINCE_VISIT = Set.of("daysSinceFirstVisit", "daysSinceLastVisit");

    private static final Set<String> NO_SHOWS = Set.of("noShows", "noShowsInLast");
    private static final Set<String> OF_BOOKING = Set.of("service", "staff", "location", "channel");

    /** Statuses that a booking has for no other reason than that it was told. */
    private static final Set<String> AS_TOLD = Set.of("NO_SHOW", "CANCELLED");

    private static final Set<String> OF_SERVICE = Set.of("booked", "visitsTo", "visitsToServiceInLast");

    private final Instant at;
    private final List<Object> parameters = new ArrayList<>();
    private final String sql;

    private Candidates(Necessity necessity, Instant at) {
        this.at = at;
        this.sql = sql(necessity);
    }

    /** The numbers of those who have to be asked at a moment, in order. */
    static List<Long> find(Transaction transaction, BusinessId business, Populations.Concerned concerned, Instant at)
            throws SQLException {
        var candidates = new Candidates(concerned.necessity(), at);
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(business.value());
        arguments.addAll(candidates.parameters);
        arguments.add(business.value());
        arguments.add(concerned.segment());
        return transaction.list(
                "select c.id from client c where c.business_id = ? and c.erased_at is null and " + candidates.sql
                        + " union select client_id from membership where business_id = ? and segment = ? order by 1",
                row -> row.getLong(1),
                arguments.toArray());
    }

    private String sql(Necessity necessity) {
        return switch (necessity) {
            case Necessity.All all -> joined(all.parts(), " and ", "true");
            case Necessity.Any any -> joined(any.parts(), " or ", "false");
            case Necessity.Is is -> text(is);
            case Necessity.Between between -> number(between);
            case Necessity.Holds holds ->
                OF_SERVICE.contains(holds.property()) ? booking(1, service(holds.arguments())) : "true";
            case Necessity.Booked booked -> booked(booked);
        };
    }

    private String joined(List<Necessity> parts, String by, String ofNone) {
        return parts.isEmpty() ? ofNone : parts.stream().map(this::sql).collect(Collectors.joining(by, "(", ")"));
    }

    private String text(Necessity.Is is) {
        if (is.property().equals("id")) {
            return "c.external_id = " + parameter(is.text());
        }
        if (is.property().equals("tags")) {
            return "(c.profile -> 'tags' @> to_jsonb(" + parameter(is.text()) + "::text)"
                    + " or exists (select 1 from client_tag t where t.client_id = c.id and t.removed_at is null and t.tag = "
                    + parameter(is.text()) + "))";
        }
        return OF_PROFILE.contains(is.property())
                ? "c.profile ->> '" + is.property() + "' = " + parameter(is.text())
                : "true";
    }

    private String number(Necessity.Between number) {
        String property = number.property();
        List<Object> arguments = number.arguments();
        if (DAYS_SINCE_VISIT.contains(property)) {
            return booking(1, days(number.least(), number.most()));
        }
        boolean inLast = COUNTS_IN_LAST.contains(property);
        if (number.least() <= 0 || !inLast && !COUNTS.contains(property)) {
            return "true";
        }
        return booking(
                (int) Math.min(LONGEST, Math.ceil(number.least())),
                (NO_SHOWS.contains(property) ? " and b.status = 'NO_SHOW'" : "")
                        + (OF_SERVICE.contains(property) ? service(arguments) : "")
                        + (inLast ? days(0, (int) arguments.getLast()) : ""));
    }

    /** Days before today; a window counts today as its first. */
    private String days(double least, double most) {
        return (most < LONGEST ? " and b.starts_at >= " + before(Math.floor(most) + 1 + DAYS_OF_DOUBT) : "")
                + (least > DAYS_OF_DOUBT && least < LONGEST
                        ? " and b.starts_at <= " + before(Math.ceil(least) - DAYS_OF_DOUBT)
                        : "");
    }

    private String before(double days) {
        return parameter(at.minus(Duration.ofDays((long) days)));
    }

    private String service(List<Object> arguments) {
        return " and b.service = " + parameter(arguments.getFirst());
    }

    private String booked(Necessity.Booked booked) {
        var conditions = new StringBuilder();
        booked.texts().stream()
                .filter(is -> OF_BOOKING.contains(is.property())
                        || is.property().equals("status") && AS_TOLD.contains(is.text()))
                .forEach(is -> conditions
                        .append(" and b.")
                        .append(is.property())
                        .append(" = ")
                        .append(parameter(is.text())));
        return booking(1, conditions.toString());
    }

    private static String booking(int atLeast, String conditions) {
        String from = "from booking b where b.client_id = c.id and not b.deleted" + conditions;
        return atLeast == 1
                ? "exists (select 1 " + from + ")"
                : "(select count(*) from (select 1 " + from + " limit " + atLeast + ") x) >= " + atLeast;
    }

    private String parameter(Object value) {
        parameters.add(value);
        return "?";
    }
}
