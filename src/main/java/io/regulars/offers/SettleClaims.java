package io.regulars.offers;

import io.regulars.offers.Claim.Kind;
import io.regulars.offers.Claim.Verdict;
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
final class SettleClaims {
    private SettleClaims() {}

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
        private Verdict verdict(Claim claim, int used) {
            if (claim.client() != client) {
                return Verdict.OTHER_CLIENT;
            }
            if (voidedAt != null && !claim.at().isBefore(voidedAt)) {
                return Verdict.VOID;
            }
            if (validUntil != null && claim.at().isAfter(validUntil)) {
                return Verdict.EXPIRED;
            }
            return used < uses ? Verdict.COUNTS : Verdict.SECOND;
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
     * @param verdicts on each claim that stands, the earliest first
     * @param used how many count
     * @param last the one that used it last; null: none
     */
    record Settled(
            OfferState state,
            Map<Claim, Verdict> verdicts,
            int used,
            @Nullable Claim last) {}

    /**
     * Settles the rows of one code, by their ids.
     *
     * @param rows one, or of a code that all clients share one for each time that somebody was given it, the earliest first
     * @param claims everything that names the code
     */
    static Map<Long, Settled> of(List<Issued> rows, Collection<Claim> claims, Instant now) {
        var verdicts = new TreeMap<Long, Map<Claim, Verdict>>();
        var used = new HashMap<Long, Integer>();
        var last = new HashMap<Long, Claim>();
        for (Claim claim : standing(claims)) {
            Issued taker = null;
            Verdict verdict = Verdict.OTHER_CLIENT;
            for (Issued row : rows) {
                Verdict here = row.verdict(claim, used.getOrDefault(row.id, 0));
                if (taker == null || here != Verdict.OTHER_CLIENT) {
                    taker = row;
                    verdict = here;
                }
                if (here == Verdict.COUNTS) {
                    used.merge(row.id, 1, Integer::sum);
                    last.put(row.id, claim);
                    break;
                }
            }
            boolean shared = rows.size() > 1;
            if (taker != null && !(shared && verdict == Verdict.OTHER_CLIENT)) {
                verdicts.computeIfAbsent(taker.id, id -> new LinkedHashMap<>()).put(claim, verdict);
            }
        }
        var settled = new TreeMap<Long, Settled>();
        for (Issued row : rows) {
            int count = used.getOrDefault(row.id, 0);
            settled.put(
                    row.id,
                    new Settled(
                            row.state(count, now), verdicts.getOrDefault(row.id, Map.of()), count, last.get(row.id)));
        }
        return settled;
    }

    /** Those that stand, the earliest first. A booking that was moved has become another, which named the code when it did. */
    private static List<Claim> standing(Collection<Claim> claims) {
        Map<String, Claim> bookings = claims.stream()
                .filter(claim -> claim.kind() == Kind.BOOKING)
                .collect(Collectors.toMap(Claim::thing, Function.identity()));
        Set<String> moved = bookings.values().stream()
                .filter(Claim::stands)
                .map(Claim::about)
                .filter(bookings::containsKey)
                .collect(Collectors.toSet());
        Set<Long> booked = bookings.values().stream()
                .filter(Claim::stands)
                .map(Claim::client)
                .collect(Collectors.toSet());
        return claims.stream()
                .filter(Claim::stands)
                .filter(claim -> switch (claim.kind()) {
                    case BOOKING -> !moved.contains(claim.thing());
                    // what happens at the till of a booking that names the code is the same redemption
                    case EVENT ->
                        claim.about() == null ? !booked.contains(claim.client()) : !bookings.containsKey(claim.about());
                })
                .map(claim -> claim.kind() == Kind.BOOKING ? claim.asOf(first(claim, bookings)) : claim)
                .sorted(Claim.ORDER)
                .toList();
    }

    private static Instant first(Claim booking, Map<String, Claim> bookings) {
        Instant first = booking.at();
        var seen = new HashSet<String>();
        Claim one = booking;
        while (one != null && seen.add(one.thing())) {
            first = one.at().isBefore(first) ? one.at() : first;
            one = one.about() == null ? null : bookings.get(one.about());
        }
        return first;
    }
}
