package io.regulars.imports.demo;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded luck. Each client has several of their own, so that one part of a story can change without moving the others. */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    private Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** What a part of a client's story is decided by. */
    enum Part {
        ARRIVAL,
        CHARACTER,
        PROFILE,
        VISITS,
        ENGAGEMENT,
        REFERRAL,
        PASSES
    }

    static Chance of(long seed, Part part, int client) {
        long mixed = new SplittableRandom(seed + GOLDEN * client).nextLong();
        return new Chance(mixed ^ (GOLDEN * (part.ordinal() + 1)));
    }

    /** True in this share of cases. */
    boolean in(double share) {
        return random.nextDouble() < share;
    }

    /** Evenly from the first to the last, both included. */
    int between(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    /** Evenly from 0 to 1. */
    double share() {
        return random.nextDouble();
    }

    /** Mostly short, sometimes long waits, in the mean as given. */
    double lasting(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** Around 1, spread by about this share, never far from it. */
    double around(double spread) {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        return 1 + 2 * spread * sum;
    }

    /** Many small and a few very large, from 1 up to 12: the fewer, the larger (Pareto with exponent 1.3). */
    double fortune() {
        return Math.min(12, Math.pow(1 - random.nextDouble(), -1 / 1.3));
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The number of a choice, each as often as its weight says. */
    int weighted(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = random.nextDouble() * total;
        for (int choice = 0; choice < weights.length - 1; choice++) {
            left -= weights[choice];
            if (left < 0) {
                return choice;
            }
        }
        return weights.length - 1;
    }
}
