package io.regulars.delivery;

import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.OfferTerms;
import io.regulars.facts.Client;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.offers.IssuedOffer;
import io.regulars.platform.database.Transaction;
import io.regulars.templates.TemplateValues;
import io.regulars.templates.TemplateValues.Links;
import io.regulars.templates.TemplateValues.OfBooking;
import io.regulars.templates.TemplateValues.OfBusiness;
import io.regulars.templates.TemplateValues.OfClient;
import io.regulars.templates.TemplateValues.OfLocation;
import io.regulars.templates.TemplateValues.OfOffer;
import io.regulars.templates.TemplateValues.OfSurvey;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a message may say of a client: the same for whoever gets it, for a preview, and for a test. */
@ApplicationScoped
class LoadTemplateValues {
    private static final Object[] NOTHING = {};

    /**
     * What a message is about.
     *
     * @param services their names
     * @param client the facts of now
     * @param zone by whose clock the client is written to
     * @param booking null: it is about none
     * @param survey null: it is about none
     * @param offer with the codes of services; null: nothing is offered
     */
    record About(
            ServiceNames services,
            OfBusiness business,
            Client client,
            ZoneId zone,
            @Nullable BookingState booking,
            @Nullable SurveyState survey,
            @Nullable OfOffer offer,
            Links links) {}

    /** The values; services are told by their names, where the catalogue has any. */
    TemplateValues load(Transaction tx, About about) throws SQLException {
        Profile profile = about.client.snapshot().profile();
        String favourite = text(about.client, "favouriteService");
        var codes = new LinkedHashSet<String>();
        Optional.ofNullable(favourite).ifPresent(codes::add);
        Optional.ofNullable(about.booking).map(BookingState::service).ifPresent(codes::add);
        Optional.ofNullable(about.offer).map(OfOffer::services).ifPresent(codes::addAll);
        Map<String, String> names = about.services.of(tx, codes);
        var client = new OfClient(
                profile.firstName(),
                profile.lastName(),
                profile.language(),
                profile.city(),
                day(about.client, "lastVisitOn"),
                visits(about.client),
                favourite == null ? null : names.getOrDefault(favourite, favourite),
                texts(profile));
        return new TemplateValues(
                about.client.now(),
                about.zone,
                client,
                about.business,
                location(about),
                booking(about, names),
                offer(about.offer, names),
                null,
                about.survey == null ? null : new OfSurvey(BigDecimal.valueOf(about.survey.score())),
                about.links);
    }

    /**
     * What a campaign would offer, its services by their codes.
     *
     * @param code one that nobody has
     * @param from the moment from which it would hold
     */
    static @Nullable OfOffer offer(Campaign campaign, String code, Instant from) {
        OfferTerms terms = campaign.offer();
        if (terms == null) {
            return null;
        }
        Instant until = terms.validity() == null ? null : from.plus(terms.validity());
        String shown = terms.code() instanceof OfferTerms.CodeSource.Fixed(String fixed) ? fixed : code;
        return offer(new IssuedOffer(shown, terms.worth(), terms.services(), until));
    }

    /** What a client was given, its services by their codes. */
    static OfOffer offer(IssuedOffer given) {
        String code = given.code();
        Instant until = given.validUntil();
        return switch (given.worth()) {
            case OfferTerms.Worth.Percent(BigDecimal percent) ->
                new OfOffer(percent, null, null, code, until, given.services());
            case OfferTerms.Worth.Amount(BigDecimal amount) ->
                new OfOffer(null, amount, null, code, until, given.services());
            case OfferTerms.Worth.Gift(String gift) -> new OfOffer(null, null, gift, code, until, given.services());
        };
    }

    private static @Nullable OfLocation location(About about) {
        BookingState booking = about.booking;
        return booking == null || booking.location() == null
                ? null
                : new OfLocation(booking.location(), about.business.phone(), about.business.address());
    }

    private static @Nullable OfBooking booking(About about, Map<String, String> names) {
        BookingState booking = about.booking;
        if (booking == null) {
            return null;
        }
        Long price = booking.priceMinor();
        return new OfBooking(
                names.getOrDefault(booking.service(), booking.service()),
                booking.staff(),
                booking.startsAt(),
                booking.endsAt(),
                about.client.business().zoneOf(booking.location()),
                price == null
                        ? null
                        : BigDecimal.valueOf(price, about.business.currency().getDefaultFractionDigits()),
                booking.location());
    }

    private static @Nullable OfOffer offer(@Nullable OfOffer offer, Map<String, String> names) {
        return offer == null
                ? null
                : new OfOffer(
                        offer.percent(),
                        offer.amount(),
                        offer.gift(),
                        offer.code(),
                        offer.validUntil(),
                        offer.services().stream()
                                .map(code -> names.getOrDefault(code, code))
                                .toList());
    }

    private static Map<String, String> texts(Profile profile) {
        var texts = new HashMap<String, String>();
        profile.attributes().forEach((attribute, value) -> {
            if (value instanceof String text) {
                texts.put(attribute, text);
            }
        });
        return texts;
    }

    /** As rules count them. */
    private static int visits(Client client) {
        return Vocabulary.CLIENT.property("visits").orElseThrow() instanceof Property.Numeric<Client> visits
                ? (int) visits.reader().read(client, NOTHING)
                : 0;
    }

    private static @Nullable String text(Client client, String property) {
        return Vocabulary.CLIENT.property(property).orElseThrow() instanceof Property.Text<Client> text
                ? text.reader().read(client, NOTHING)
                : null;
    }

    private static @Nullable LocalDate day(Client client, String property) {
        return Vocabulary.CLIENT.property(property).orElseThrow() instanceof Property.Day<Client> day
                ? day.reader().read(client, NOTHING)
                : null;
    }
}
