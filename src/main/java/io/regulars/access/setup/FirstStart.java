package io.regulars.access.setup;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.regulars.access.Role;
import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.Businesses;
import io.regulars.access.keys.Keys;
import io.regulars.access.keys.Secret;
import io.regulars.access.sessions.Sessions;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.text.Codes;
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
    private final Sessions sessions;
    private final InstantSource clock;
    private final AccessConfig config;
    private final int port;

    FirstStart(
            Administration administration,
            Businesses businesses,
            Keys keys,
            Sessions sessions,
            InstantSource clock,
            AccessConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.administration = administration;
        this.businesses = businesses;
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
        this.config = config;
        this.port = port;
    }

    void atStart(@Observes StartupEvent event) {
        String address = "http://localhost:" + port;
        LOG.info(administration.transaction(tx -> {
            Optional<Secret> made = prepare(tx);
            return made.flatMap(sessions::link)
                    .map(code -> Welcome.text(
                            address, link(address, code), made.orElseThrow().text(), clock.instant()))
                    .orElseGet(() -> again(address));
        }));
    }

    /** Who develops starts often, and signs in by a click. */
    private String again(String address) {
        String here = "Regulars is at " + address + ", its API described at " + address + "/q/swagger-ui";
        return LaunchMode.current() == LaunchMode.DEVELOPMENT
                ? businesses
                        .named(DEFAULT_BUSINESS)
                        .flatMap(sessions::link)
                        .map(code -> here + "\nSign in, once and within half an hour: " + link(address, code))
                        .orElse(here)
                : here;
    }

    /** The code stands behind the #, which browsers send to nobody. */
    private static String link(String address, Secret code) {
        return address + "/sign-in#" + code.text();
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
