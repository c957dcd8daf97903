package io.regulars.templates;

import io.regulars.templates.TemplateValues.Links;
import io.regulars.templates.TemplateValues.OfBooking;
import io.regulars.templates.TemplateValues.OfBusiness;
import io.regulars.templates.TemplateValues.OfClient;
import io.regulars.templates.TemplateValues.OfLocation;
import io.regulars.templates.TemplateValues.OfOffer;
import io.regulars.templates.TemplateValues.OfSlot;
import io.regulars.templates.TemplateValues.OfSurvey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clients who are made up, so that a template is seen before anybody gets it, and before a release with it can run. */
public final class MadeUpValues {
    private static final Instant NOON = Instant.parse("2026-06-15T09:00:00Z");
    private static final ZoneId RIGA = ZoneId.of("Europe/Riga");

    /** An element of it in a mail's HTML was a client's name before. */
    static final String FORGED = "forged-element";

    private static final String HOSTILE =
            "<" + FORGED + ">\"'{client.firstName}{#if x}&amp;\r\nBcc: all@example.org\r\n\r\n"
                    + "[x](https://evil.example) \u202E\u2066שלום\u0000 " + "x".repeat(1_000);

    private MadeUpValues() {}

    /**
     * A client of whom everything is known: Anna, who has a booking in three days and an offer of 15 %.
     *
     * @param business whose message it is
     * @param zone of the business
     */
    public static TemplateValues everything(Instant now, ZoneId zone, OfBusiness business, Links links) {
        Instant start = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
        return new TemplateValues(
                now,
                zone,
                new OfClient(
                        "Anna",
                        "Kalniņa",
                        null,
                        "Rīga",
                        LocalDate.ofInstant(now, zone).minusDays(40),
                        7,
                        "Haircut",
                        Map.of()),
                business,
                new OfLocation(business.name(), business.phone(), business.address()),
                new OfBooking(
                        "Haircut",
                        "Ieva",
                        start,
                        start.plus(Duration.ofHours(1)),
                        zone,
                        new BigDecimal("45.00"),
                        business.name()),
                new OfOffer(
                        new BigDecimal("15"),
                        null,
                        null,
                        "7K3M-9QXA",
                        now.plus(Duration.ofDays(14)),
                        List.of("Haircut", "Color")),
                new OfSlot(start, zone, "Haircut", "Ieva", start.minus(Duration.ofHours(2))),
                new OfSurvey(new BigDecimal("6")),
                links);
    }

    /** Links that lead nowhere: what is done with them touches nothing. */
    public static Links links(@Nullable String book, String base) {
        return new Links(
                book, base + "/u/example", base + "/p/example", base + "/example/confirm", base + "/example/cancel");
    }

    /** The three of a check. */
    static List<Named> forCheck() {
        return List.of(
                new Named("of whom everything is known", known(), false),
                new Named("of whom nothing is known", unknown(), false),
                new Named("who tries to break it", hostile(), true));
    }

    /**
     * One of them.
     *
     * @param who as a sentence goes on behind "for a client"
     * @param hostile whether braces in what comes out may be the client's
     */
    record Named(String who, TemplateValues values, boolean hostile) {}

    private static TemplateValues known() {
        return everything(NOON, RIGA, business("Salon", "+371 20000000", "Brīvības iela 1, Rīga"), links());
    }

    private static Links links() {
        return links("https://salon.example/book", "https://salon.example");
    }

    private static OfBusiness business(String name, @Nullable String phone, @Nullable String address) {
        return new OfBusiness(
                name,
                phone,
                address,
                phone == null ? null : "https://salon.example",
                null,
                Currency.getInstance("EUR"),
                "LV");
    }

    /** Where a group is there, what is not optional in it is known. */
    private static TemplateValues unknown() {
        Instant start = NOON.plus(Duration.ofDays(3));
        return new TemplateValues(
                NOON,
                RIGA,
                new OfClient(null, null, null, null, null, 0, null, Map.of()),
                business("Salon", null, null),
                new OfLocation("Salon", null, null),
                new OfBooking("Haircut", null, start, start.plus(Duration.ofHours(1)), RIGA, null, null),
                new OfOffer(null, null, null, null, null, List.of()),
                new OfSlot(start, RIGA, "Haircut", null, start),
                new OfSurvey(BigDecimal.ZERO),
                new Links(null, "https://salon.example/u/example", "https://salon.example/p/example", null, null));
    }

    private static TemplateValues hostile() {
        TemplateValues known = known();
        Instant start = NOON.plus(Duration.ofDays(3));
        return new TemplateValues(
                NOON,
                RIGA,
                new OfClient(
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        LocalDate.of(1, 1, 1),
                        Integer.MAX_VALUE,
                        HOSTILE,
                        Map.of()),
                business(HOSTILE, HOSTILE, HOSTILE),
                new OfLocation(HOSTILE, HOSTILE, HOSTILE),
                new OfBooking(
                        HOSTILE,
                        HOSTILE,
                        start,
                        start.plus(Duration.ofHours(1)),
                        RIGA,
                        new BigDecimal("99999999999.99"),
                        HOSTILE),
                new OfOffer(
                        new BigDecimal("12.5"),
                        new BigDecimal("0.01"),
                        HOSTILE,
                        HOSTILE,
                        start,
                        Collections.nCopies(TemplateLimits.MOST_ITEMS, HOSTILE)),
                new OfSlot(start, RIGA, HOSTILE, HOSTILE, start),
                new OfSurvey(BigDecimal.TEN),
                known.link());
    }
}
