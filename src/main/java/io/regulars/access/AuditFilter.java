package io.regulars.access;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log are asked for; null: all.
 *
 * @param who the name of a key
 * @param what was done, such as release-activated
 * @param subject what it was done to
 * @param to the moment behind the last
 */
record AuditFilter(
        @Nullable String who,
        @Nullable String what,
        @Nullable String subject,
        @Nullable Instant to) {
    /** What has to be the same, by the entry's fields. */
    Map<String, String> values() {
        record Said(String name, @Nullable String value) {}
        return Stream.of(new Said("who", who), new Said("what", what), new Said("subject", subject))
                .filter(said -> said.value != null)
                .collect(Collectors.toMap(Said::name, said -> String.valueOf(said.value)));
    }
}
