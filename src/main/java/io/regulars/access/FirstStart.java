package io.regulars.access;

import io.quarkus.runtime.StartupEvent;
import io.regulars.platform.Administration;
import io.regulars.platform.Codes;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the default business and its admin key where there is no business yet, and says how to begin. */
@ApplicationScoped
class FirstStart {
    private static final Logger LOG = Logger.getLogger("io.regulars");
    private static final String DEFAULT_BUSINESS = "default";

    private final Administration administration;
    private final Businesses businesses;
    private final Keys keys;
    private final InstantSource clock;
    private final AccessConfig config;
    private final int port;

    FirstStart(
            Administration administration,
            Businesses businesses,
            Keys keys,
            InstantSource clock,
            AccessConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.administration = administration;
        this.businesses = businesses;
        this.keys = keys;
        this.clock = clock;
        this.config = config;
        this.port = port;
    }

    void atStart(@Observes StartupEvent event) {
        Optional<Secret> made = administration.transaction(this::prepare);
        String address = "http://localhost:" + port;
        LOG.info(made.map(secret -> Welcome.text(address, secret.text(), clock.instant()))
                .orElseGet(() -> "Regulars is at " + address + ", its API described at " + address + "/q/swagger-ui"));
    }

    /** The key that was made, if one was. */
    private Optional<Secret> prepare(Transaction tx) throws SQLException {
        businesses.lock(tx);
        Optional<Secret> given =
                config.adminKey().filter(text -> !text.isBlank()).map(text -> new Secret(Codes.key(text)));
        boolean first = !businesses.any();
        if (first) {
            businesses.add(defaults(), clock.instant());
        }
        Optional<BusinessId> business = businesses.named(DEFAULT_BUSINESS);
        if (business.isEmpty() || (given.isEmpty() && !first)) {
            return Optional.empty();
        }
        Secret secret = given.orElseGet(Secret::random);
        keys.add(business.get(), "admin", secret, Set.of(Role.PLATFORM, Role.ADMIN));
        return given.isPresent() ? Optional.empty() : Optional.of(secret);
    }

    private Business defaults() {
        return new Business(
                new BusinessId(0),
                DEFAULT_BUSINESS,
                "Default business",
                Codes.zone(config.zone()),
                Codes.currency(config.currency()),
                Codes.country(config.country()),
                24,
                null,
                false,
                Map.of());
    }
}
