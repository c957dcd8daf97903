package io.regulars.offers;

import io.regulars.access.businesses.Business;
import io.regulars.offers.FindOffers.Listed;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what the sender of a code may not have meant. The booking system is the master: what it tells is taken as it is, and it hears that the
 * code does not count.
 */
@ApplicationScoped
public class OfferNotes {
    private final FindOffers offers;
    private final CheckOffer check;

    OfferNotes(FindOffers offers, CheckOffer check) {
        this.offers = offers;
        this.check = check;
    }

    /**
     * A booking or event that names a code.
     *
     * @param client external id of whose it is
     * @param thing its external id
     * @param service null: nothing is said of one
     * @param priceMinor what it costs, in minor units; null: nobody said it
     */
    public record Naming(
            String client,
            String thing,
            boolean isBooking,
            String code,
            @Nullable String service,
            @Nullable Long priceMinor) {}

    /** The notes on it, after the code was settled; empty if it counts. */
    public List<String> of(Transaction tx, Business business, Naming naming, Instant now) throws SQLException {
        List<Listed> found = offers.byCode(tx, business.id(), naming.code, naming.client, now);
        if (found.isEmpty()) {
            return List.of(check.unknown(tx, business.id(), naming.code, naming.client, now)
                    .detail());
        }
        CodeUse.Kind kind = naming.isBooking ? CodeUse.Kind.BOOKING : CodeUse.Kind.EVENT;
        for (Listed offer : found) {
            Optional<CodeUse.Result> result = offers.uses(tx, offer.id()).stream()
                    .filter(use -> use.kind() == kind && use.thing().equals(naming.thing))
                    .map(FindOffers.ListedUse::result)
                    .findFirst();
            if (result.isPresent()) {
                return note(tx, business, offer, result.get(), naming);
            }
        }
        return List.of();
    }

    private List<String> note(Transaction tx, Business business, Listed offer, CodeUse.Result result, Naming naming)
            throws SQLException {
        String code = "The offer code '" + offer.code() + "' ";
        return switch (result) {
            case COUNTS ->
                naming.service == null
                        ? List.of()
                        : check.fits(tx, business, offer, naming.service, naming.priceMinor).stream()
                                .map(no -> no.detail() + " It counts as used all the same.")
                                .toList();
            case SECOND ->
                List.of(code + "was used already, by '" + offer.redeemedBy() + "', and does not count here.");
            case EXPIRED ->
                List.of(code + "was valid until " + CheckOffer.day(offer.validUntil(), business)
                        + " and does not count here.");
            case VOID -> List.of(code + "was taken back and does not count here.");
            case OTHER_CLIENT -> List.of(code + "belongs to another client and does not count here.");
        };
    }
}
