package io.regulars.offers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.regulars.access.businesses.BusinessId;
import io.regulars.offers.CodeUse.Result;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.text.NearestName;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Codes as they are read; one whose time is over is told as EXPIRED, whether or not that is noted yet. */
@ApplicationScoped
class FindOffers {
    private static final String COLUMNS = """
            select o.*, c.external_id, c.erased_at,
                   case when o.state = 'ISSUED' and o.valid_until < ? then 'EXPIRED' else o.state end as standing
            from offer_code o join client c on c.id = o.client_id
            """;

    /**
     * A code.
     *
     * @param client external id; null: erased
     * @param percent off; exactly one of this, {@code amount} and {@code gift} is there
     * @param amount off, in units of the business's currency
     * @param services what it is for; with {@code categories} empty too, for all
     * @param minSpend the least that a booking has to cost; null: anything
     * @param uses how often it counts
     * @param stack whether it counts together with another offer
     * @param validUntil null: for ever
     * @param used how often it was
     * @param redeemedBy the booking or event that used it last
     * @param voidedWhy why it was taken back; null: it was not
     */
    @Schema(name = "OfferCode")
    record Listed(
            @JsonIgnore long id,
            @JsonIgnore boolean shared,
            String code,
            OfferState state,
            @Nullable String client,
            String campaign,
            @Nullable BigDecimal percent,
            @Nullable BigDecimal amount,
            @Nullable String gift,
            List<String> services,
            List<String> categories,
            @Nullable BigDecimal minSpend,
            int uses,
            boolean stack,
            Instant issuedAt,
            @Nullable Instant validUntil,
            int used,
            @Nullable String redeemedBy,
            @Nullable Instant redeemedAt,
            @Nullable String voidedWhy) {}

    /** A booking or event that names a code, and whether that counts. */
    @Schema(name = "OfferUse")
    record ListedUse(CodeUse.Kind kind, String thing, Instant at, Result result) {}

    /** The rows of a code; several only if all clients share it. */
    List<Listed> byCode(Transaction tx, BusinessId business, String code, @Nullable String client, Instant now)
            throws SQLException {
        return tx.list(COLUMNS + """
                    where o.business_id = ? and o.key = ?
                      and (o.source <> 'FIXED' or ?::text is null or c.external_id = ?)
                    order by (o.state = 'ISSUED' and (o.valid_until is null or o.valid_until >= ?)) desc, o.id desc limit 2
                    """, FindOffers::read, now, business.value(), CodeText.key(code), client, client, now);
    }

    /** Codes in the order in which they were given, after one. */
    List<Listed> page(
            Transaction tx,
            BusinessId business,
            @Nullable String client,
            @Nullable String campaign,
            @Nullable OfferState state,
            long after,
            int limit,
            Instant now)
            throws SQLException {
        String standing = state == null ? null : state.name();
        return tx.list(
                COLUMNS + """
                    where o.business_id = ? and o.id > ? and (?::text is null or c.external_id = ?)
                      and (?::text is null or o.campaign = ?)
                      and (?::text is null or ? = case when o.state = 'ISSUED' and o.valid_until < ? then 'EXPIRED' else o.state end)
                    order by o.id limit ?
                    """,
                FindOffers::read,
                now,
                business.value(),
                after,
                client,
                client,
                campaign,
                campaign,
                standing,
                standing,
                now,
                limit);
    }

    /** What names a code. */
    List<ListedUse> uses(Transaction tx, long offer) throws SQLException {
        return tx.list(
                "select kind, thing, at, verdict from offer_claim where offer = ? order by at, kind, thing",
                row -> new ListedUse(
                        CodeUse.Kind.valueOf(row.getString("kind")),
                        row.getString("thing"),
                        requireNonNull(Transaction.instant(row, "at")),
                        Result.valueOf(row.getString("verdict"))),
                offer);
    }

    /** The code that somebody probably meant: of the client, else one that differs by one character. */
    String hint(Transaction tx, BusinessId business, String code, @Nullable String client) throws SQLException {
        List<String> own = client == null
                ? List.of()
                : tx.list(
                        "select o.code from offer_code o join client c on c.id = o.client_id"
                                + " where o.business_id = ? and c.external_id = ?",
                        row -> row.getString("code"),
                        business.value(),
                        client);
        String meant = NearestName.hint(code, own);
        String key = CodeText.key(code);
        if (!meant.isEmpty() || CodeText.agrees(key)) {
            return meant;
        }
        Optional<String> near = tx.first(
                "select code from offer_code where business_id = ? and key = any(?) order by id limit 1",
                row -> row.getString("code"),
                business.value(),
                CodeText.near(key).toArray(String[]::new));
        if (near.isPresent()) {
            return "Did you mean '" + near.get() + "'?";
        }
        return CodeText.isOfOurShape(key) ? "It is mistyped: its last character does not agree with the others." : "";
    }

    private static Listed read(ResultSet row) throws SQLException {
        return new Listed(
                row.getLong("id"),
                row.getString("source").equals("FIXED"),
                row.getString("code"),
                OfferState.valueOf(row.getString("standing")),
                Transaction.instant(row, "erased_at") == null ? row.getString("external_id") : null,
                row.getString("campaign"),
                row.getBigDecimal("percent"),
                row.getBigDecimal("amount"),
                row.getString("gift"),
                List.of((String[]) row.getArray("services").getArray()),
                List.of((String[]) row.getArray("categories").getArray()),
                row.getBigDecimal("min_spend"),
                row.getInt("uses"),
                row.getBoolean("stack"),
                requireNonNull(Transaction.instant(row, "issued_at")),
                Transaction.instant(row, "valid_until"),
                row.getInt("used"),
                row.getString("redeemed_by"),
                Transaction.instant(row, "redeemed_at"),
                row.getString("voided_why"));
    }
}
