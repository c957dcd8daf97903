package io.regulars.offers;

import io.regulars.offers.CodeUse.Kind;
import io.regulars.offers.CodeUse.Result;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says how a code stands, from what names it. It looks at what is so now and not at what was told when, so tellings that come twice, late
 * or in another order lead to the same.
 */
final class SettleUses {
    private SettleUses() {}

    /**
     * A code of a client as it was given out.
     *
     * @param validUntil null: for ever
     * @param uses how often it counts
     * @param voidedAt null: it was not taken back
     */
    record Issued(
            long id,
            long client,
            @Nullable Instant validUntil,
            int uses,
            @Nullable Instant voidedAt) {
        private Result result(CodeUse use, int used) {
            if (use.client() != client) {
                return Result.OTHER_CLIENT;
            }
            if (voidedAt != null && !use.at().isBefore(voidedAt)) {
                return Result.VOID;
            }
            if (validUntil != null && use.at().isAfter(validUntil)) {
                return Result.EXPIRED;
            }
            return used < uses ? Result.COUNTS : Result.SECOND;
        }

        private OfferState state(int used, Instant now) {
            if (used >= uses) {
                return OfferState.REDEEMED;
            }
            if (voidedAt != null) {
                return OfferState.VOID;
            }
            return validUntil != null && now.isAfter(validUntil) ? OfferState.EXPIRED : OfferState.ISSUED;
        }
    }

    /**
     * How a code stands.
     *
     * @param results on each use that stands, the earliest first
     * @param used how many count
     * @param last the one that used it last; null: none
     */
    record Settled(
            OfferState state,
            Map<CodeUse, Result> results,
            int used,
            @Nullable CodeUse last) {}

    /**
     * Settles the rows of one code, by their ids.
     *
     * @param rows one, or of a code that all clients share one for each time that somebody was given it, the earliest first
     * @param uses everything that names the code
     */
    static Map<Long, Settled> of(List<Issued> rows, Collection<CodeUse> uses, Instant now) {
        var results = new TreeMap<Long, Map<CodeUse, Result>>();
        var used = new HashMap<Long, Integer>();
        var last = new HashMap<Long, CodeUse>();
        for (CodeUse use : standing(uses)) {
            Issued taker = null;
            Result result = Result.OTHER_CLIENT;
            for (Issued row : rows) {
                Result here = row.result(use, used.getOrDefault(row.id, 0));
                if (taker == null || here != Result.OTHER_CLIENT) {
                    taker = row;
                    result = here;
                }
                if (here == Result.COUNTS) {
                    used.merge(row.id, 1, Integer::sum);
                    last.put(row.id, use);
                    break;
                }
            }
            if (taker != null) {
                results.computeIfAbsent(taker.id, id -> new LinkedHashMap<>()).put(use, result);
            }
        }
        var settled = new TreeMap<Long, Settled>();
        for (Issued row : rows) {
            int count = used.getOrDefault(row.id, 0);
            settled.put(
                    row.id,
                    new Settled(
                            row.state(count, now), results.getOrDefault(row.id, Map.of()), count, last.get(row.id)));
        }
        return settled;
    }

    /** Those that stand, the earliest first. A booking that was moved has become another, which named the code when it did. */
    private static List<CodeUse> standing(Collection<CodeUse> uses) {
        Map<String, CodeUse> bookings = uses.stream()
                .filter(use -> use.kind() == Kind.BOOKING)
                .collect(Collectors.toMap(CodeUse::thing, Function.identity()));
        Set<String> moved = bookings.values().stream()
                .filter(CodeUse::stands)
                .map(CodeUse::about)
                .filter(bookings::containsKey)
                .collect(Collectors.toSet());
        Set<Long> booked = bookings.values().stream()
                .filter(CodeUse::stands)
                .map(CodeUse::client)
                .collect(Collectors.toSet());
        return uses.stream()
                .filter(CodeUse::stands)
                .filter(use -> switch (use.kind()) {
                    case BOOKING -> !moved.contains(use.thing());
                    // what happens at the till of a booking that names the code is the same redemption
                    case EVENT ->
                        use.about() == null ? !booked.contains(use.client()) : !bookings.containsKey(use.about());
                })
                .map(use -> use.kind() == Kind.BOOKING ? use.asOf(first(use, bookings)) : use)
                .sorted(CodeUse.ORDER)
                .toList();
    }

    private static Instant first(CodeUse booking, Map<String, CodeUse> bookings) {
        Instant first = booking.at();
        var seen = new HashSet<String>();
        CodeUse one = booking;
        while (one != null && seen.add(one.thing())) {
            first = one.at().isBefore(first) ? one.at() : first;
            one = one.about() == null ? null : bookings.get(one.about());
        }
        return first;
    }
}
