package io.regulars.campaigns.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a campaign changes: how many of those who got it reached the goal, beside those who were held out.
 *
 * @param clients who got it, and whose time to reach the goal is over
 * @param reached how many of them did
 * @param heldOut who got nothing, so that the effect can be told, and whose time is over
 * @param heldOutReached how many of them did
 * @param difference of the two shares, from -1 to 1
 * @param low the difference is hardly less than this: the lower end of its 95 % interval (Newcombe's hybrid score)
 * @param high and hardly more than this
 */
record Uplift(
        long clients,
        long reached,
        long heldOut,
        long heldOutReached,
        BigDecimal difference,
        BigDecimal low,
        BigDecimal high) {
    /** Of a share: more would say more than is known. */
    private static final int DECIMALS = 4;

    /** Of a normal distribution, within which 95 % lie. */
    private static final double Z = 1.959964;

    /** Of those counts; both groups have somebody in them. */
    static Uplift of(long clients, long reached, long heldOut, long heldOutReached) {
        Share treated = Share.of(reached, clients);
        Share control = Share.of(heldOutReached, heldOut);
        double difference = treated.share - control.share;
        return new Uplift(
                clients,
                reached,
                heldOut,
                heldOutReached,
                rounded(difference),
                rounded(difference - Math.hypot(treated.share - treated.low, control.high - control.share)),
                rounded(difference + Math.hypot(treated.high - treated.share, control.share - control.low)));
    }

    private static BigDecimal rounded(double share) {
        return BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** A share with Wilson's interval. */
    private record Share(double share, double low, double high) {
        static Share of(long reached, long all) {
            double share = (double) reached / all;
            double middle = share + Z * Z / (2 * all);
            double half = Z * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
            double whole = 1 + Z * Z / all;
            return new Share(share, (middle - half) / whole, (middle + half) / whole);
        }
    }
}
