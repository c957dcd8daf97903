package io.regulars.offers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.offers.FindOffers.Listed;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Says whether a code may be used now, and why not. */
@ApplicationScoped
class CheckOffer {
    private final FindOffers offers;

    CheckOffer(FindOffers offers) {
        this.offers = offers;
    }

    /** Why a code may not be used. */
    @Schema(name = "OfferRefusal")
    enum Why {
        UNKNOWN,
        OTHER_CLIENT,
        VOID,
        REDEEMED,
        EXPIRED,
        OTHER_SERVICE,
        MIN_SPEND
    }

    /**
     * Why not, with a sentence for people.
     *
     * @param why for programs
     */
    record No(Why why, String detail) {}

    /**
     * Whether a code may be used.
     *
     * @param why null: it may
     * @param detail a sentence for people; empty: it may
     * @param offer null: nobody knows the code
     * @param namedBy bookings and events that name it
     */
    @Schema(name = "OfferCheck")
    record Checked(
            String code,
            boolean valid,
            @Nullable Why why,
            String detail,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Listed offer,

            List<FindOffers.ListedUse> namedBy) {}

    /**
     * Checks a code.
     *
     * @param client external id of who wants to use it; null: whoever it belongs to
     * @param service external id of what it is to be used for; null: anything
     */
    Checked check(
            Transaction tx,
            Business business,
            String code,
            @Nullable String client,
            @Nullable String service,
            Instant now)
            throws SQLException {
        List<Listed> found = offers.byCode(tx, business.id(), code, client, now);
        if (found.isEmpty()) {
            No no = unknown(tx, business.id(), code, client, now);
            return new Checked(code, false, no.why, no.detail, null, List.of());
        }
        Listed offer = found.getFirst();
        // of a code that all share nobody in particular is meant unless they are named
        boolean nobody = offer.shared() && client == null;
        Optional<No> no = standing(offer, client, business);
        if (no.isEmpty() && service != null) {
            no = fits(tx, business, offer, service, null);
        }
        return new Checked(
                offer.code(),
                no.isEmpty(),
                no.map(No::why).orElse(null),
                no.map(No::detail).orElse(""),
                offer,
                nobody ? List.of() : offers.uses(tx, offer.id()));
    }

    /** Nobody was given the code, or of one that all share this client was not. */
    No unknown(Transaction tx, BusinessId business, String code, @Nullable String client, Instant now)
            throws SQLException {
        if (client != null && !offers.byCode(tx, business, code, null, now).isEmpty()) {
            return new No(Why.OTHER_CLIENT, "The client was not given this code.");
        }
        return new No(
                Why.UNKNOWN,
                ("Nobody was given the code '" + code + "'. " + offers.hint(tx, business, code, client)).strip());
    }

    private static Optional<No> standing(Listed offer, @Nullable String client, Business business) {
        if (client != null && !client.equals(offer.client())) {
            return Optional.of(new No(Why.OTHER_CLIENT, "The code belongs to another client."));
        }
        return switch (offer.state()) {
            case ISSUED -> Optional.empty();
            case VOID ->
                Optional.of(new No(
                        Why.VOID,
                        "The code was taken back"
                                + (offer.voidedWhy() == null ? "." : ": " + offer.voidedWhy() + ".")));
            case REDEEMED ->
                Optional.of(new No(
                        Why.REDEEMED,
                        "The code was used" + (offer.uses() > 1 ? " " + offer.uses() + " times" : "")
                                + (offer.redeemedBy() == null ? "." : ", by '" + offer.redeemedBy() + "'.")));
            case EXPIRED ->
                Optional.of(new No(Why.EXPIRED, "The code was valid until " + day(offer.validUntil(), business) + "."));
        };
    }

    static String day(@Nullable Instant moment, Business business) {
        return moment == null
                ? "now"
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(Locale.UK)
                        .format(moment.atZone(business.zone()));
    }

    /**
     * Whether a code is for a service, and whether that costs enough.
     *
     * @param priceMinor what the booking costs, in minor units; null: what the catalogue says of the service
     */
    Optional<No> fits(Transaction tx, Business business, Listed offer, String service, @Nullable Long priceMinor)
            throws SQLException {
        record Known(@Nullable String category, @Nullable Long priceMinor) {}
        Known known = tx.first(
                        "select category, price_minor from service where business_id = ? and external_id = ?",
                        row -> new Known(row.getString("category"), row.getObject("price_minor", Long.class)),
                        business.id().value(),
                        service)
                .orElseGet(() -> new Known(null, null));
        boolean open = offer.services().isEmpty() && offer.categories().isEmpty();
        if (!open
                && !offer.services().contains(service)
                && (known.category == null || !offer.categories().contains(known.category))) {
            return Optional.of(new No(Why.OTHER_SERVICE, "The code is not for '" + service + "'."));
        }
        Long price = priceMinor == null ? known.priceMinor : priceMinor;
        BigDecimal least = offer.minSpend();
        if (price == null || least == null) {
            return Optional.empty();
        }
        BigDecimal costs = BigDecimal.valueOf(price, business.currency().getDefaultFractionDigits());
        return costs.compareTo(least) >= 0
                ? Optional.empty()
                : Optional.of(new No(
                        Why.MIN_SPEND,
                        "The code needs a booking of " + least.toPlainString() + " or more, and this costs "
                                + costs.toPlainString() + "."));
    }
}
