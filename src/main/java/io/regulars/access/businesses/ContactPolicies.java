package io.regulars.access.businesses;

import static java.util.Objects.requireNonNull;

import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** How businesses write to their clients, for whoever does it. */
@ApplicationScoped
public class ContactPolicies {
    /**
     * A business that writes.
     *
     * @param country two letters; phone numbers without one are of it
     * @param key under which addresses are hashed; it never leaves the service
     */
    public record WritingBusiness(String name, Currency currency, String country, ContactPolicy policy, byte[] key) {}

    /** As the business has it now. */
    public WritingBusiness of(Transaction tx, BusinessId business) throws SQLException {
        return tx.first(
                        "select name, currency, country, contact_policy::text, contact_key from business where id = ?",
                        row -> new WritingBusiness(
                                row.getString("name"),
                                Currency.getInstance(row.getString("currency")),
                                row.getString("country"),
                                policy(row.getString("contact_policy")),
                                requireNonNull(row.getBytes("contact_key"))),
                        business.value())
                .orElseThrow(() -> new IllegalStateException("there is no business of that number"));
    }

    private static ContactPolicy policy(@Nullable String json) {
        return json == null ? ContactPolicy.DEFAULT : ContactPolicyBody.stored(json);
    }
}
