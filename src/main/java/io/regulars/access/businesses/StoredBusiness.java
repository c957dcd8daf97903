package io.regulars.access.businesses;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The row of a business with its locations; everybody else sees it as a {@link Business}, which says what the settings mean. */
@Entity
@Table(name = "business")
public class StoredBusiness extends PanacheEntityBase {
    /** Our own number; null until the database has given it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    @Column(name = "external_id", nullable = false, updatable = false)
    private String externalId;

    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private ZoneId zone;

    /** Amounts are stored in its minor units, so it never changes. */
    @Column(nullable = false, updatable = false, length = 3)
    @JdbcTypeCode(SqlTypes.CHAR)
    private Currency currency;

    @Column(nullable = false, length = 2)
    @JdbcTypeCode(SqlTypes.CHAR)
    private String country;

    @Column(name = "cancellation_notice_hours", nullable = false)
    private int cancellationNoticeHours;

    @Column(name = "assume_completed_after_hours")
    private @Nullable Integer assumeCompletedAfterHours;

    @Enumerated(EnumType.STRING)
    @Column(name = "price_when_unsaid", nullable = false)
    private Business.PriceWhenUnsaid priceWhenUnsaid;

    @Column(name = "four_eyes", nullable = false)
    private boolean fourEyes;

    /** The contact policy as JSON, as {@link ContactPolicyBody} reads it; null: nothing was ever said of it. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "contact_policy")
    private @Nullable String contactPolicy;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** Zones of locations that have their own, by location; read with the business, in the same statement. */
    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "location", joinColumns = @JoinColumn(name = "business_id"))
    @MapKeyColumn(name = "external_id")
    @Column(name = "zone", nullable = false)
    private Map<String, ZoneId> locations = new HashMap<>();

    /** For Hibernate. */
    protected StoredBusiness() {}

    /** A business that is not stored yet; the id of the settings is ignored. */
    StoredBusiness(Business settings, Instant createdAt) {
        externalId = settings.externalId();
        currency = settings.currency();
        this.createdAt = createdAt;
        take(settings);
    }

    static Optional<StoredBusiness> named(String externalId) {
        return find("externalId", externalId).firstResultOptional();
    }

    /** Takes over all settings but those that never change. */
    void replace(Business settings) {
        take(settings);
    }

    private void take(Business settings) {
        name = settings.name();
        zone = settings.zone();
        country = settings.country();
        cancellationNoticeHours = settings.cancellationNoticeHours();
        assumeCompletedAfterHours = settings.assumeCompletedAfterHours();
        priceWhenUnsaid = settings.priceWhenUnsaid();
        fourEyes = settings.fourEyes();
        contactPolicy = ContactPolicyBody.json(settings.contactPolicy()).toString();
        locations.keySet().retainAll(settings.locations().keySet());
        locations.putAll(settings.locations());
    }

    BusinessId number() {
        return new BusinessId(Objects.requireNonNull(id, "is given when the business is stored"));
    }

    /** What the row and its locations say. */
    public Business settings() {
        return new Business(
                number(),
                externalId,
                name,
                zone,
                currency,
                country,
                cancellationNoticeHours,
                assumeCompletedAfterHours,
                priceWhenUnsaid,
                fourEyes,
                locations,
                contactPolicy());
    }

    private ContactPolicy contactPolicy() {
        return contactPolicy == null ? ContactPolicy.DEFAULT : ContactPolicyBody.stored(contactPolicy);
    }
}
