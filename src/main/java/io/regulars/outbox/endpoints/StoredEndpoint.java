package io.regulars.outbox.endpoints;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.regulars.access.businesses.BusinessId;
import io.regulars.outbox.Endpoint;
import io.regulars.outbox.EndpointKind;
import io.regulars.platform.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The row of an endpoint. How it fares is written by those who carry out; what is set here is written by administrators. */
@Entity
@DynamicUpdate
@Table(name = "endpoint")
class StoredEndpoint extends PanacheEntityBase {
    /** Null until the database has given it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    /** Null: the installation's. */
    @Column(name = "business_id", updatable = false)
    private @Nullable Integer business;

    @Column(nullable = false, updatable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false)
    private EndpointKind kind;

    /** The way to a client that it serves; null: it tells events. */
    @Column
    private @Nullable String channel;

    /** JSON. */
    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    private String settings;

    /** Sealed; null: it has none. */
    @Column
    private byte @Nullable [] secrets;

    @Column(nullable = false)
    private String[] events;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    /** Why it is not ON. */
    @Column(name = "state_reason")
    private @Nullable String stateReason;

    /** In a row. */
    @Column(nullable = false)
    private int failures;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    @Column(name = "last_failure")
    private @Nullable String lastFailure;

    /** How often in a row the breaker opened. */
    @Column(nullable = false)
    private short opened;

    /** Until when nothing is carried there; null: it is. */
    @Column(name = "open_until")
    private @Nullable Instant openUntil;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "changed_at", nullable = false)
    private Instant changedAt;

    /** Whether anything is carried there. */
    enum State {
        ON,
        /** Somebody stopped it; what is due waits. */
        PAUSED,
        /** It answered that it is gone, or took nothing for five days; what is due waits until its time is over. */
        DISABLED
    }

    /** For Hibernate. */
    protected StoredEndpoint() {}

    /** An endpoint that is not stored yet. */
    StoredEndpoint(BusinessId business, String name, EndpointKind kind, Instant now) {
        this.business = business.value();
        this.name = name;
        this.kind = kind;
        this.settings = "{}";
        this.events = new String[0];
        this.state = State.ON;
        this.createdAt = now;
        this.changedAt = now;
    }

    static List<StoredEndpoint> of(BusinessId business) {
        return list("business = ?1 order by name", business.value());
    }

    static boolean isNamed(BusinessId business, String name) {
        return count("business = ?1 and name = ?2", business.value(), name) > 0;
    }

    /** An endpoint of the business, locked until the transaction ends. */
    static Optional<StoredEndpoint> locked(BusinessId business, int id) {
        return find("business = ?1 and id = ?2", business.value(), id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Takes over what somebody set. One that is switched on again begins anew, whatever failed before. */
    void set(@Nullable String channel, ObjectNode settings, List<String> events, State state, Instant now) {
        this.channel = channel;
        this.settings = Json.write(settings);
        this.events = events.toArray(String[]::new);
        if (state == State.ON && this.state != State.ON) {
            failures = 0;
            failingSince = null;
            opened = 0;
            openUntil = null;
        }
        if (this.state != state) {
            stateReason = state == State.ON ? null : "somebody paused it";
        }
        this.state = state;
        changedAt = now;
    }

    void seal(byte[] sealed, Instant now) {
        secrets = sealed;
        changedAt = now;
    }

    int number() {
        return Objects.requireNonNull(id, "is given when the endpoint is stored");
    }

    String name() {
        return name;
    }

    EndpointKind kind() {
        return kind;
    }

    State state() {
        return state;
    }

    /** As those see it who carry out. */
    Endpoint endpoint() {
        return new Endpoint(number(), business, name, kind, (ObjectNode) Json.stored(settings), secrets, failures);
    }

    /** As its business sees it. */
    ShownEndpoint shown() {
        return new ShownEndpoint(
                number(),
                name,
                kind.word(),
                channel,
                Json.MAPPER.convertValue(Json.stored(settings), new TypeReference<Map<String, Object>>() {}),
                List.of(events),
                state,
                stateReason,
                secrets != null,
                failures,
                failingSince,
                lastFailure,
                openUntil,
                createdAt,
                changedAt);
    }
}
