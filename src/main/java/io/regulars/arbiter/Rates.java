package io.regulars.arbiter;

import io.regulars.arbiter.Contacts.Limited;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The places that rates leave, bucket by bucket. For one thread. */
final class Rates {
    private final Policy policy;
    private final ZoneId zone;

    /** By others before; not copied, since there may be many buckets. */
    private final Map<Limited, Map<Instant, Integer>> before;

    private final Map<Limited, Map<Instant, Integer>> taken = new HashMap<>();

    Rates(Policy policy, ZoneId zone, Map<Limited, Map<Instant, Integer>> taken) {
        this.policy = policy;
        this.zone = zone;
        this.before = taken;
    }

    /** What holds it back at that moment; null: there is a place. */
    @Nullable
    Limited firstFull(Candidate candidate, String channel, Instant moment) {
        for (Map.Entry<Limited, Rate> each : limits(candidate, channel).entrySet()) {
            if (isFull(
                    candidate, each.getKey(), each.getValue(), each.getValue().bucket(moment, zone))) {
                return each.getKey();
            }
        }
        return null;
    }

    /** When there is a place in each, at that moment or later. */
    Instant firstFree(Candidate candidate, String channel, Instant moment) {
        Map<Limited, Rate> limits = limits(candidate, channel);
        Instant free = moment;
        Instant before;
        do {
            before = free;
            for (Map.Entry<Limited, Rate> each : limits.entrySet()) {
                Rate rate = each.getValue();
                Instant bucket = rate.bucket(free, zone);
                while (isFull(candidate, each.getKey(), rate, bucket)) {
                    bucket = rate.next(bucket, zone);
                }
                free = bucket.isAfter(free) ? bucket : free;
            }
        } while (!free.equals(before));
        return free;
    }

    /** The places that it takes at that moment, but those that are kept for it already. */
    Map<Limited, Instant> places(Candidate candidate, String channel, Instant moment) {
        var places = new LinkedHashMap<Limited, Instant>();
        limits(candidate, channel).forEach((limited, rate) -> {
            Instant bucket = rate.bucket(moment, zone);
            if (!isKept(candidate, rate, bucket)) {
                places.put(limited, bucket);
            }
        });
        return places;
    }

    void take(Limited limited, Instant bucket) {
        taken.computeIfAbsent(limited, none -> new HashMap<>()).merge(bucket, 1, Integer::sum);
    }

    String words(Candidate candidate, Limited limited) {
        return switch (limited) {
            case Limited.Channel it ->
                Objects.requireNonNull(policy.rates().get(it.channel())).words() + " by " + it.channel();
            case Limited.Campaign it ->
                Objects.requireNonNull(candidate.terms().limit()).words() + " of " + it.campaign();
        };
    }

    private boolean isFull(Candidate candidate, Limited limited, Rate rate, Instant bucket) {
        return !isKept(candidate, rate, bucket)
                && count(before, limited, bucket) + count(taken, limited, bucket) >= rate.perBucket();
    }

    private static int count(Map<Limited, Map<Instant, Integer>> places, Limited limited, Instant bucket) {
        return places.getOrDefault(limited, Map.of()).getOrDefault(bucket, 0);
    }

    private boolean isKept(Candidate candidate, Rate rate, Instant bucket) {
        return candidate.reserved() != null
                && rate.bucket(candidate.reserved(), zone).equals(bucket);
    }

    private Map<Limited, Rate> limits(Candidate candidate, String channel) {
        var limits = new LinkedHashMap<Limited, Rate>();
        Rate limit = candidate.terms().limit();
        if (limit != null) {
            limits.put(new Limited.Campaign(candidate.terms().campaign()), limit);
        }
        Rate rate = policy.rates().get(channel);
        if (rate != null) {
            limits.put(new Limited.Channel(channel), rate);
        }
        return limits;
    }
}
