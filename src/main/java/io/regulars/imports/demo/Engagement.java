package io.regulars.imports.demo;

import io.regulars.imports.demo.Catalogue.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What a client does around their visits: looks at pages, gives up bookings, opens messages, answers, buys, tells others. */
final class Engagement {
    private final DemoSettings settings;
    private final int number;
    private final String client;
    private final Persona persona;
    private final Chance chance;
    private final Consumer<String> lines;
    private final boolean surfs;
    private final int contentment;
    private int events;
    private int receipts;
    private int surveys;

    Engagement(DemoSettings settings, int number, Persona persona, Consumer<String> lines) {
        this.settings = settings;
        this.number = number;
        this.client = DemoBusiness.id(number);
        this.persona = persona;
        this.chance = Chance.of(settings.seed(), Chance.Part.ENGAGEMENT, number);
        this.lines = lines;
        this.surfs = chance.in(0.3);
        // most are happy, some never are
        this.contentment = chance.in(0.85) ? 9 : 5;
    }

    /** Tells it all, given their bookings in the order of their start and when they registered. */
    void tell(List<Visit> visits, Instant registeredAt) {
        for (Visit visit : visits) {
            around(visit);
        }
        if (visits.isEmpty() || chance.in(0.08)) {
            lookWithoutBooking(registeredAt);
        }
        referrals();
        messages(registeredAt);
    }

    private void around(Visit visit) {
        if (surfs && chance.in(0.3)) {
            view(visit.service(), visit.bookedAt().minus(Duration.ofMinutes(chance.between(2, 600))));
        }
        if (!visit.isCompleted()) {
            return;
        }
        Instant after = visit.endsAt().plus(Duration.ofMinutes(chance.between(5, 20)));
        if (chance.in(0.03 + 0.02 * persona.budget())) {
            receipt(visit, after);
        }
        if (chance.in(0.08)) {
            survey(visit, chance.in(0.75) ? "CSAT" : "NPS", after.plus(Duration.ofHours(chance.between(2, 40))));
        }
        if (chance.in(0.03)) {
            int stars = contentment > 6 ? chance.between(4, 5) : chance.between(1, 4);
            activity(
                    "REVIEW_LEFT",
                    after.plus(Duration.ofHours(chance.between(1, 90))),
                    data -> data.with("stars", stars));
        }
        if (visit.discount() > 0) {
            activity("OFFER_REDEEMED", visit.bookedAt(), data -> data.with("offer", "COME-BACK"));
        }
    }

    /** Comes to the site, and some get as far as the calendar; rather lately, or there would be nobody to win. */
    private void lookWithoutBooking(Instant registeredAt) {
        long known = Duration.between(registeredAt, settings.end()).toMinutes();
        long minutesAgo = (long) Math.min((double) known, chance.lasting(20 * 24 * 60));
        Service service = Catalogue.choose(persona.budget(), chance);
        Instant first = settings.end().minus(Duration.ofMinutes(minutesAgo));
        int looks = chance.between(1, 4);
        for (int look = 0; look < looks; look++) {
            view(service, first.plus(Duration.ofHours(look * 20L)));
        }
        if (chance.in(0.5)) {
            activity(
                    "BOOKING_STARTED",
                    first.plus(Duration.ofMinutes(4)),
                    data -> data.with("service", service.code()).with("category", service.category()));
        }
    }

    private void referrals() {
        for (int other : Referrals.by(settings, number)) {
            Instant arrived = Persona.arrives(settings, other)
                    .atTime(7, 0)
                    .atZone(settings.zone())
                    .toInstant();
            activity("REFERRED", arrived, data -> data.with("client", DemoBusiness.id(other)));
        }
    }

    private void messages(Instant registeredAt) {
        long days = Duration.between(registeredAt, settings.end()).toDays();
        if (days < 1 || !chance.in(0.3)) {
            return;
        }
        Instant sent = settings.end().minus(Duration.ofHours(chance.between(2, (int) Math.min(days * 24, 60 * 24))));
        activity("MESSAGE_SENT", sent, this::newsletter);
        if (chance.in(0.4)) {
            activity("MESSAGE_OPENED", sent.plus(Duration.ofMinutes(chance.between(2, 110))), this::newsletter);
        } else if (chance.in(0.05)) {
            activity("UNSUBSCRIBED", sent.plus(Duration.ofMinutes(30)), data -> data.with("channel", "email"));
        }
    }

    private void newsletter(Line data) {
        data.with("campaign", "newsletter").with("channel", "email");
    }

    private void view(Service service, Instant at) {
        int seconds = chance.between(5, 240);
        activity(
                "PAGE_VIEWED",
                at,
                data -> data.with("url", "/services/" + service.code())
                        .with("service", service.code())
                        .with("category", service.category())
                        .with("seconds", seconds));
    }

    /** Nothing is told that is still to come. */
    private void activity(String type, Instant at, Line.Fields data) {
        if (!at.isAfter(settings.end())) {
            lines.accept(Line.of("activity", client + "-e" + ++events)
                    .with("client", client)
                    .with("type", type)
                    .with("occurredAt", at)
                    .with("data", data)
                    .end());
        }
    }

    private void receipt(Visit visit, Instant at) {
        Catalogue.Product product = Catalogue.product(chance);
        if (!at.isAfter(settings.end())) {
            lines.accept(Line.of("receipt", client + "-r" + ++receipts)
                    .with("client", client)
                    .with("date", visit.startsAt().atZone(settings.zone()).toLocalDate())
                    .with("amount", Line.amount(product.price(), settings.currency()))
                    .with("kind", product.kind())
                    .with("occurredAt", at)
                    .end());
        }
    }

    private void survey(Visit visit, String kind, Instant at) {
        int score = Math.clamp(Math.round(contentment * chance.around(0.2)), 0, 10);
        if (!at.isAfter(settings.end())) {
            lines.accept(Line.of("survey", client + "-s" + ++surveys)
                    .with("client", client)
                    .with("kind", kind)
                    .with("score", score)
                    .with("answeredAt", at)
                    .with("booking", visit.id())
                    .end());
        }
    }
}
