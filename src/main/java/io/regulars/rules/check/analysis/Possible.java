package io.regulars.rules.check.analysis;

import io.regulars.rules.tree.Printing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The values that something asked of a client may have, unknown perhaps among them. */
public sealed interface Possible {
    /** The values in both, which are of one kind. */
    Possible and(Possible other);

    /** The values that are not in another of its kind; unknown is not looked at. */
    Possible without(Possible part);

    /** Whether none is left. */
    boolean isEmpty();

    /** The same without unknown. */
    Possible known();

    /** Unknown alone, if it is possible; else nothing. */
    Possible unknownOnly();

    /** One of them as a rule writes it. */
    String example();

    /** The numbers from one to before another; days are counted from 1970-01-01. */
    record Span(double from, double before) {
        static final Span ALL = new Span(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        /** Whole numbers only, where {@code whole}: to the next that is one. */
        private Span rounded(boolean whole) {
            return whole ? new Span(Math.ceil(from), Math.ceil(before)) : this;
        }

        private boolean isEmpty() {
            return !(from < before);
        }
    }

    /**
     * Numbers and days.
     *
     * @param whole whether there are whole ones only
     * @param day whether they are days
     */
    record Numbers(List<Span> spans, boolean whole, boolean day, boolean unknown) implements Possible {
        public Numbers {
            spans = spans.stream()
                    .map(span -> span.rounded(whole))
                    .filter(span -> !span.isEmpty())
                    .toList();
        }

        /** Those of these that lie in some spans, and not unknown. */
        Numbers within(List<Span> wanted) {
            var both = new ArrayList<Span>();
            for (Span one : spans) {
                for (Span other : wanted) {
                    both.add(new Span(Math.max(one.from, other.from), Math.min(one.before, other.before)));
                }
            }
            return new Numbers(both, whole, day, false);
        }

        @Override
        public Numbers and(Possible other) {
            var numbers = (Numbers) other;
            return new Numbers(within(numbers.spans).spans, whole, day, unknown && numbers.unknown);
        }

        @Override
        public Numbers without(Possible part) {
            var rest = new ArrayList<Span>();
            double from = Double.NEGATIVE_INFINITY;
            List<Span> cut = ((Numbers) part)
                    .spans.stream()
                            .sorted(Comparator.comparingDouble(Span::from))
                            .toList();
            for (Span span : cut) {
                rest.add(new Span(from, span.from));
                from = Math.max(from, span.before);
            }
            rest.add(new Span(from, Double.POSITIVE_INFINITY));
            return within(rest);
        }

        /** Whether all lie below 0. */
        boolean isNegative() {
            return spans.stream().allMatch(span -> span.before <= 0);
        }

        @Override
        public boolean isEmpty() {
            return spans.isEmpty() && !unknown;
        }

        @Override
        public Numbers known() {
            return new Numbers(spans, whole, day, false);
        }

        @Override
        public Numbers unknownOnly() {
            return new Numbers(List.of(), whole, day, unknown);
        }

        @Override
        public String example() {
            if (spans.isEmpty()) {
                return "unknown";
            }
            Span span = spans.stream()
                    .filter(each -> day || each.before > 0)
                    .findFirst()
                    .orElse(spans.getFirst());
            double value = Double.isInfinite(span.from) ? below(span.before) : above(span);
            return day ? LocalDate.ofEpochDay((long) value).toString() : Printing.number(value);
        }

        private double below(double before) {
            return Double.isInfinite(before)
                    ? 0
                    : whole
                            ? before - 1
                            : Math.nextDown(before) == Math.rint(Math.nextDown(before))
                                    ? Math.nextDown(before)
                                    : Math.ceil(before) - 1;
        }

        /** A round number, if there is one near the beginning of the span. */
        private static double above(Span span) {
            double round = Math.ceil(span.from);
            if (round < span.before) {
                return round;
            }
            double hundredth = Math.ceil(span.from * 100) / 100;
            return hundredth < span.before ? hundredth : span.from;
        }
    }

    /**
     * Texts.
     *
     * @param only the texts it can be; null: any but {@code not}
     */
    record Texts(@Nullable Set<String> only, Set<String> not, boolean unknown) implements Possible {
        public Texts {
            only = only == null ? null : Set.copyOf(only);
            not = Set.copyOf(not);
        }

        /** Any text. */
        static final Texts ANY = new Texts(null, Set.of(), true);

        @Override
        public Texts and(Possible other) {
            var texts = (Texts) other;
            var excluded = new TreeSet<>(not);
            excluded.addAll(texts.not);
            Set<String> listed = only == null ? texts.only : only;
            if (listed == null) {
                return new Texts(null, excluded, unknown && texts.unknown);
            }
            var left = new TreeSet<>(listed);
            if (texts.only != null) {
                left.retainAll(texts.only);
            }
            left.removeAll(excluded);
            return new Texts(left, Set.of(), unknown && texts.unknown);
        }

        @Override
        public Texts without(Possible part) {
            var texts = (Texts) part;
            Texts rest =
                    texts.only == null ? new Texts(texts.not, Set.of(), false) : new Texts(null, texts.only, false);
            return known().and(rest);
        }

        @Override
        public boolean isEmpty() {
            return only != null && only.isEmpty() && !unknown;
        }

        @Override
        public Texts known() {
            return new Texts(only, not, false);
        }

        @Override
        public Texts unknownOnly() {
            return new Texts(Set.of(), Set.of(), unknown);
        }

        @Override
        public String example() {
            if (only == null) {
                return not.isEmpty() ? "some text" : "another text";
            }
            return only.isEmpty() ? "unknown" : "\"" + new TreeSet<>(only).first() + "\"";
        }
    }

    /** True, false, and whether it may be unknown. */
    record Flags(boolean yes, boolean no, boolean unknown) implements Possible {
        @Override
        public Flags and(Possible other) {
            var flags = (Flags) other;
            return new Flags(yes && flags.yes, no && flags.no, unknown && flags.unknown);
        }

        @Override
        public Flags without(Possible part) {
            var flags = (Flags) part;
            return new Flags(yes && !flags.yes, no && !flags.no, false);
        }

        @Override
        public boolean isEmpty() {
            return !yes && !no && !unknown;
        }

        @Override
        public Flags known() {
            return new Flags(yes, no, false);
        }

        @Override
        public Flags unknownOnly() {
            return new Flags(false, false, unknown);
        }

        @Override
        public String example() {
            return yes ? "true" : no ? "false" : "unknown";
        }
    }
}
