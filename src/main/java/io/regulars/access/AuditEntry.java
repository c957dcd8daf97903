package io.regulars.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.regulars.access.businesses.BusinessId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of an entry of the audit log; the database refuses to change or delete one. */
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditEntry extends PanacheEntityBase {
    /** Null until the database has given it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    /** Null: it concerns all businesses, and all may read of it. */
    @Column(name = "business_id")
    private @Nullable Integer business;

    @Column(nullable = false)
    private Instant at;

    /** The name of the key that was used; {@link AuditLog#FOLDER} for the rules folder. */
    @Column(nullable = false)
    private String who;

    /** {@code release-activated}, {@code key-made} and so on. */
    @Column(nullable = false)
    private String what;

    /** What it was done to: {@code r-17}, the name of a key. */
    @Column(nullable = false)
    private String subject;

    /** In words; may be empty. */
    @Column(nullable = false)
    private String details;

    /** For Hibernate. */
    protected AuditEntry() {}

    AuditEntry(@Nullable Integer business, Instant at, String who, String what, String subject, String details) {
        this.business = business;
        this.at = at;
        this.who = who;
        this.what = what;
        this.subject = subject;
        this.details = details;
    }

    /** Entries that concern a business and that a filter lets through, the newest first, from before one. */
    static List<AuditEntry> page(BusinessId business, AuditFilter filter, long before, int limit) {
        var asked = new StringBuilder("(business is null or business = :business) and id < :before");
        Map<String, Object> values = new HashMap<>(filter.values());
        values.keySet()
                .forEach(name ->
                        asked.append(" and ").append(name).append(" = :").append(name));
        values.put("business", business.value());
        values.put("before", before);
        if (filter.to() != null) {
            asked.append(" and at < :to");
            values.put("to", filter.to());
        }
        return AuditEntry.<AuditEntry>find(asked + " order by id desc", values)
                .page(0, limit)
                .list();
    }

    AuditLog.Entry entry() {
        return new AuditLog.Entry(Objects.requireNonNull(id), at, who, what, subject, details);
    }
}
