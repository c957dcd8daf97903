package io.regulars.access.setup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the first start prints: the address, a link that signs in, the key that is shown this once, and three commands that work. */
final class Welcome {
    private Welcome() {}

    static String text(String address, String link, String key, Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.HOURS);
        return """
                Regulars is at %1$s, its API described at %1$s/q/swagger-ui

                The console, signed in by this link once and within half an hour:
                    %5$s

                The admin key, shown this once and stored hashed:
                    %2$s

                Try:
                curl -X PUT %1$s/api/clients/demo-ana -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' -d '{"firstName": "Ana"}'
                curl -X PUT %1$s/api/bookings/demo-massage -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' -d '{"client": "demo-ana", "service": "massage", "startsAt": "%3$s", "endsAt": "%4$s", "status": "COMPLETED", "price": "60.00"}'
                curl %1$s/api/clients/demo-ana/segments -H 'Authorization: Bearer %2$s'
                """.formatted(address, key, end.minus(Duration.ofHours(1)), end, link);
    }
}
