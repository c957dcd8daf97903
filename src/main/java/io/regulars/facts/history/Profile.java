package io.regulars.facts.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a booking system says of a client. Absent values are null and become unknown facts.
 *
 * @param acquisitionCostMinor in minor units of the business's currency; null if not known
 * @param attributes custom attributes; values are String, BigDecimal, Boolean or LocalDate text as sent
 * @param consents channel to consent, as last given
 */
public record Profile(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable LocalDate birthDate,
        @Nullable String gender,
        @Nullable String language,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable String postcode,
        @Nullable ZoneId timeZone,
        @Nullable String occupation,
        @Nullable String source,
        @Nullable Long acquisitionCostMinor,
        @Nullable Instant registeredAt,
        Set<String> tags,
        Map<String, Object> attributes,
        Map<String, Boolean> consents) {
    /** A client of whom nothing is known but the id: somebody's booking named it. */
    public static final Profile UNKNOWN = new Profile(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, Set.of(),
            Map.of(), Map.of());

    public Profile {
        tags = Set.copyOf(tags);
        attributes = Map.copyOf(attributes);
        consents = Map.copyOf(consents);
    }

    /** The same with tags and consents that came on other ways laid over its own. */
    public Profile with(Set<String> moreTags, Map<String, Boolean> laterConsents) {
        if (moreTags.isEmpty() && laterConsents.isEmpty()) {
            return this;
        }
        Set<String> allTags = new HashSet<>(tags);
        allTags.addAll(moreTags);
        Map<String, Boolean> lastConsents = new HashMap<>(consents);
        lastConsents.putAll(laterConsents);
        return new Profile(
                firstName,
                lastName,
                email,
                phone,
                birthDate,
                gender,
                language,
                country,
                region,
                city,
                postcode,
                timeZone,
                occupation,
                source,
                acquisitionCostMinor,
                registeredAt,
                allTags,
                attributes,
                lastConsents);
    }
}
