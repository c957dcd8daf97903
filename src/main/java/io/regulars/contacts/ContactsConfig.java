package io.regulars.contacts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How clients reach the service, and where mail comes back to. */
@ConfigMapping(prefix = "regulars")
public interface ContactsConfig {
    /** {@code REGULARS_PUBLIC_URL}: where clients' browsers reach the service; links in messages begin with it. */
    @WithDefault("http://localhost:8080")
    String publicUrl();

    /**
     * {@code REGULARS_BOUNCE_ADDRESS}: a mailbox such as {@code bounces@mail.example.com}; what cannot be delivered comes back to
     * {@code bounces+…@mail.example.com}, which says which message it was. Without it mail comes back to the sender.
     */
    Optional<String> bounceAddress();
}
