package io.regulars.oracle;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How states of one kind are told anew.
 *
 * @param <S> a state
 */
interface Retelling<S> {
    /** A state with one field of another. */
    S with(S state, String field, S source);

    /** A state whose unsaid fields follow from its moment, or from the state before it. */
    S completed(S state, @Nullable S before, Instant at);

    /** As it was before anything came of it. */
    S begun(S state);

    /** Whether it can have been so at that moment. */
    boolean isValid(S state, Instant at);

    /** The field that goes where another goes, unless it is said; null: none. */
    @Nullable
    String following();

    String LEADER = "status";

    /** What things of the kind are called. */
    String thing();

    Retelling<Told.Booking> BOOKING = new Retelling<>() {
        @Override
        public Told.Booking with(Told.Booking one, String field, Told.Booking other) {
            Set<String> f = Set.of(field);
            return new Told.Booking(
                    one.id(),
                    f.contains("service") ? other.service() : one.service(),
                    f.contains("location") ? other.location() : one.location(),
                    f.contains("startsAt") ? other.startsAt() : one.startsAt(),
                    f.contains("endsAt") ? other.endsAt() : one.endsAt(),
                    f.contains("bookedAt") ? other.bookedAt() : one.bookedAt(),
                    f.contains("status") ? other.status() : one.status(),
                    f.contains("cancelledAt") ? other.cancelledAt() : one.cancelledAt(),
                    f.contains("cancelledBy") ? other.cancelledBy() : one.cancelledBy(),
                    f.contains("price") ? other.price() : one.price(),
                    f.contains("discount") ? other.discount() : one.discount(),
                    f.contains("refunded") ? other.refunded() : one.refunded(),
                    f.contains("tip") ? other.tip() : one.tip(),
                    f.contains("replaces") ? other.replaces() : one.replaces());
        }

        @Override
        public Told.Booking completed(Told.Booking state, Told.@Nullable Booking before, Instant at) {
            if (!state.status().equals("CANCELLED")) {
                return cancelled(state, null, null);
            }
            Instant known = before == null ? null : before.cancelledAt();
            Instant cancelledAt = Objects.requireNonNullElse(known, at);
            return cancelled(state, Objects.requireNonNullElse(state.cancelledAt(), cancelledAt), state.cancelledBy());
        }

        private Told.Booking cancelled(Told.Booking of, @Nullable Instant at, @Nullable String by) {
            return new Told.Booking(
                    of.id(),
                    of.service(),
                    of.location(),
                    of.startsAt(),
                    of.endsAt(),
                    of.bookedAt(),
                    of.status(),
                    at,
                    by,
                    of.price(),
                    of.discount(),
                    of.refunded(),
                    of.tip(),
                    of.replaces());
        }

        @Override
        public Told.Booking begun(Told.Booking state) {
            return state.asBooked();
        }

        @Override
        public boolean isValid(Told.Booking state, Instant at) {
            boolean outcome =
                    state.status().equals("COMPLETED") || state.status().equals("NO_SHOW");
            return !(outcome && state.startsAt().isAfter(at))
                    && (state.price() == null
                            || state.discount() <= state.price() && state.refunded() <= state.price() + state.tip())
                    && (state.endsAt() == null || !state.endsAt().isBefore(state.startsAt()));
        }

        @Override
        public String following() {
            return "cancelledAt";
        }

        @Override
        public String thing() {
            return "booking ";
        }
    };

    Retelling<Told.Receipt> RECEIPT = new Plain<>("receipt ") {
        @Override
        public Told.Receipt with(Told.Receipt one, String field, Told.Receipt other) {
            return new Told.Receipt(
                    one.id(),
                    field.equals("date") ? other.date() : one.date(),
                    field.equals("kind") ? other.kind() : one.kind(),
                    field.equals("amount") ? other.amount() : one.amount(),
                    field.equals("service") ? other.service() : one.service(),
                    field.equals("booking") ? other.booking() : one.booking());
        }
    };

    Retelling<Told.Pass> PASS = new Plain<>("pass ") {
        @Override
        public Told.Pass with(Told.Pass one, String field, Told.Pass other) {
            return new Told.Pass(
                    one.id(),
                    field.equals("service") ? other.service() : one.service(),
                    field.equals("startsOn") ? other.starts() : one.starts(),
                    field.equals("endsOn") ? other.ends() : one.ends(),
                    field.equals("visitsLeft") ? other.left() : one.left(),
                    field.equals("cancelledOn") ? other.cancelled() : one.cancelled());
        }
    };

    Retelling<Told.Profile> PROFILE = new Plain<>("client ") {
        @Override
        public Told.Profile with(Told.Profile one, String field, Told.Profile other) {
            return new Told.Profile(
                    field.equals("birthDate") ? other.birth() : one.birth(),
                    field.equals("country") ? other.country() : one.country(),
                    field.equals("city") ? other.city() : one.city(),
                    field.equals("source") ? other.source() : one.source(),
                    field.equals("registeredAt") ? other.registeredAt() : one.registeredAt(),
                    field.equals("consents") ? other.mail() : one.mail());
        }
    };

    /** Where nothing follows from anything. */
    abstract class Plain<S> implements Retelling<S> {
        private final String thing;

        Plain(String thing) {
            this.thing = thing;
        }

        @Override
        public S completed(S state, @Nullable S before, Instant at) {
            return state;
        }

        @Override
        public S begun(S state) {
            return state;
        }

        @Override
        public boolean isValid(S state, Instant at) {
            return true;
        }

        @Override
        public @Nullable String following() {
            return null;
        }

        @Override
        public String thing() {
            return thing;
        }
    }
}
