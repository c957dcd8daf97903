package io.regulars.offers;

import io.regulars.access.AuditLog;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a code back from whoever was given it. */
@ApplicationScoped
class VoidOffer {
    private final Administration administration;
    private final FindOffers offers;
    private final AuditLog audit;
    private final InstantSource clock;

    VoidOffer(Administration administration, FindOffers offers, AuditLog audit, InstantSource clock) {
        this.administration = administration;
        this.offers = offers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes it back; of a code that all clients share only from one of them if one is named. Done twice it is done.
     *
     * @throws ProblemException NOT_FOUND if nobody has it; CONFLICT if it is used up
     */
    List<FindOffers.Listed> take(BusinessId business, String code, @Nullable String client, String why, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return administration.transaction(tx -> {
            List<FindOffers.Listed> found = offers.byCode(tx, business, code, client, now);
            if (found.isEmpty()) {
                throw new ProblemException(
                        ErrorCode.NOT_FOUND,
                        ("Nobody was given the code '" + code + "'. " + offers.hint(tx, business, code, client))
                                .strip());
            }
            int taken = taken(tx, business, code, client, why, now);
            FindOffers.Listed offer = found.getFirst();
            if (taken == 0 && offer.state() == OfferState.REDEEMED) {
                throw new ProblemException(
                        ErrorCode.CONFLICT,
                        "The code was used by '" + offer.redeemedBy() + "'; cancel that booking to take it back.");
            }
            if (taken > 0) {
                audit.record(business.value(), by, "offer-voided", offer.code(), why);
            }
            return offers.byCode(tx, business, code, client, now);
        });
    }

    private static int taken(
            Transaction tx, BusinessId business, String code, @Nullable String client, String why, Instant now)
            throws SQLException {
        return tx.update("""
                update offer_code o set voided_at = ?, voided_why = ?, state = 'VOID' from client c
                where c.id = o.client_id and o.business_id = ? and o.key = ? and o.voided_at is null and o.state <> 'REDEEMED'
                  and (?::text is null or c.external_id = ?)
                """, now, why, business.value(), CodeText.key(code), client, client);
    }
}
