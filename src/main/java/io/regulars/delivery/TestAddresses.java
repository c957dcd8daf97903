package io.regulars.delivery;

import io.regulars.access.AuditLog;
import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Outgoing;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Addresses that get tests of messages: a business sends none to whoever has not agreed by telling a code back. */
@ApplicationScoped
class TestAddresses {
    private static final Duration CODE_HOLDS = Duration.ofHours(24);
    private static final Duration BETWEEN_CODES = Duration.ofMinutes(10);
    private static final int MOST_WRONG = 5;
    private static final int MOST_ADDRESSES = 50;

    /** Without letters that look like numbers. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int CODE_LENGTH = 8;

    private final Administration administration;
    private final Outbox outbox;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    TestAddresses(Administration administration, Outbox outbox, AuditLog audit, InstantSource clock) {
        this.administration = administration;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An address.
     *
     * @param confirmedAt null: not yet
     */
    @Schema(name = "TestAddress")
    record Listed(String address, Instant askedAt, @Nullable Instant confirmedAt) {}

    /** All of a business. */
    List<Listed> all(BusinessId business) {
        return administration.transaction(tx -> tx.list(
                "select address, asked_at, confirmed_at from test_address where business_id = ? order by address",
                row -> new Listed(
                        row.getString("address"),
                        Objects.requireNonNull(Transaction.instant(row, "asked_at")),
                        Transaction.instant(row, "confirmed_at")),
                business.value()));
    }

    /**
     * Sends a code to an address.
     *
     * @throws ProblemException CONFLICT if it is confirmed already, or got a code a moment ago, or there are too many
     */
    Listed ask(Business business, String address, String by) {
        String written = written(address);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String code = code();
        return administration.transaction(tx -> {
            tx.first("select 1 from business where id = ? for update", row -> true, number(business));
            record Known(Instant askedAt, boolean confirmed) {}
            var known = tx.first(
                    "select asked_at, confirmed_at is not null as confirmed from test_address where business_id = ? and address = ?",
                    row -> new Known(
                            Objects.requireNonNull(Transaction.instant(row, "asked_at")), row.getBoolean("confirmed")),
                    number(business),
                    written);
            if (known.isPresent() && known.get().confirmed()) {
                throw new ProblemException(ErrorCode.CONFLICT, written + " is confirmed already.");
            }
            if (known.isPresent() && known.get().askedAt().plus(BETWEEN_CODES).isAfter(now)) {
                throw new ProblemException(
                        ErrorCode.CONFLICT, "A code was sent to " + written + " less than ten minutes ago.");
            }
            int count = tx.first(
                            "select count(*) from test_address where business_id = ?",
                            row -> row.getInt(1),
                            number(business))
                    .orElse(0);
            if (known.isEmpty() && count >= MOST_ADDRESSES) {
                throw new ProblemException(
                        ErrorCode.CONFLICT, "There are " + MOST_ADDRESSES + " addresses; take one out first.");
            }
            tx.update("""
                    insert into test_address (business_id, address, code_hash, code_until, asked_at, asked_by)
                    values (?, ?, ?, ?, ?, ?)
                    on conflict (business_id, address) do update set code_hash = excluded.code_hash,
                        code_until = excluded.code_until, wrong_codes = 0, asked_at = excluded.asked_at, asked_by = excluded.asked_by
                    """, number(business), written, hash(code), now.plus(CODE_HOLDS), now, by);
            outbox.put(tx, mail(business, written, code, now));
            audit.record(number(business), by, "test-address-asked", written, "");
            return new Listed(written, now, null);
        });
    }

    private static Outgoing mail(Business business, String address, String code, Instant now) {
        String text = "Somebody at " + business.name()
                + " wants to send tests of messages to this address.\n\nIf you agree, tell them the code " + code
                + ". It is good for a day.\n\nIf you know nothing of it, do nothing.\n";
        return new Outgoing(
                UUID.randomUUID(),
                business.id(),
                "email",
                "test-address",
                null,
                new Payload.Mail(
                        address,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "Code for tests of messages",
                        "<p>"
                                + text.replace("&", "&amp;")
                                        .replace("<", "&lt;")
                                        .strip()
                                        .replace("\n\n", "</p><p>") + "</p>",
                        text,
                        Map.of(),
                        List.of()),
                now,
                now.plus(CODE_HOLDS),
                InDoubt.RESEND);
    }

    /**
     * Confirms an address by its code.
     *
     * @throws ProblemException INVALID if the code is wrong or too old, or five wrong ones were told; NOT_FOUND if no code was sent there
     */
    Listed confirm(BusinessId business, String address, String code, String by) {
        String written = written(address);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        record Asked(Instant askedAt, boolean good) {}
        Asked asked = administration.transaction(tx -> {
            record Row(Instant askedAt, byte[] hash, Instant until, int wrong) {}
            Row row = tx.first(
                            "select asked_at, code_hash, code_until, wrong_codes from test_address where business_id = ? and address = ?"
                                    + " for update",
                            found -> new Row(
                                    Objects.requireNonNull(Transaction.instant(found, "asked_at")),
                                    found.getBytes("code_hash"),
                                    Objects.requireNonNull(Transaction.instant(found, "code_until")),
                                    found.getInt("wrong_codes")),
                            business.value(),
                            written)
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.NOT_FOUND,
                            "No code was sent to " + written + "; POST /api/test-addresses sends one."));
            boolean good = row.wrong < MOST_WRONG
                    && row.until.isAfter(now)
                    && MessageDigest.isEqual(row.hash, hash(code.strip().toUpperCase(Locale.ROOT)));
            if (good) {
                tx.update(
                        "update test_address set confirmed_at = coalesce(confirmed_at, ?) where business_id = ? and address = ?",
                        now,
                        business.value(),
                        written);
                audit.record(business.value(), by, "test-address-confirmed", written, "");
            } else {
                tx.update(
                        "update test_address set wrong_codes = wrong_codes + 1 where business_id = ? and address = ?",
                        business.value(),
                        written);
            }
            return new Asked(row.askedAt, good);
        });
        if (!asked.good) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "The code is not the one that was sent to " + written + ", or is older than a day, or " + MOST_WRONG
                            + " wrong ones were told. POST /api/test-addresses sends another.");
        }
        return new Listed(written, asked.askedAt, now);
    }

    /**
     * Takes an address out.
     *
     * @throws ProblemException NOT_FOUND if there is none
     */
    void remove(BusinessId business, String address, String by) {
        String written = written(address);
        administration.transaction(tx -> {
            int gone = tx.update(
                    "delete from test_address where business_id = ? and address = ?", business.value(), written);
            if (gone == 0) {
                throw new ProblemException(ErrorCode.NOT_FOUND, "There is no address '" + written + "'.");
            }
            audit.record(business.value(), by, "test-address-removed", written, "");
            return gone;
        });
    }

    /** Whether tests may go there. */
    static boolean isConfirmed(Transaction tx, BusinessId business, String address) throws SQLException {
        return tx.first(
                        "select 1 from test_address where business_id = ? and address = ? and confirmed_at is not null",
                        row -> true,
                        business.value(),
                        written(address))
                .isPresent();
    }

    static String written(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static int number(Business business) {
        return business.id().value();
    }

    private String code() {
        var code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    private static byte[] hash(String code) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
