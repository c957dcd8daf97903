package io.regulars.oracle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells a business something about a client, by chance: both the service, over its REST face, and the oracle. Each telling
 * has its own seed, so that it tells the same, or something like it, when others before it are left out.
 */
final class RandomTelling {
    private static final List<String> SERVICES = List.of("massage", "cut", "color", "nails");
    private static final List<String> CATEGORIES = List.of("care", "hair", "other");
    private static final List<String> OUTCOMES = List.of("COMPLETED", "COMPLETED", "COMPLETED", "CANCELLED", "NO_SHOW");

    private static final List<String> MONEY = List.of(
            "PRODUCT", "SERVICE", "PAYMENT", "PAYMENT", "REFUND", "DEPOSIT", "FEE", "TIP", "GIFT_CARD", "MEMBERSHIP");
    private static final List<@Nullable String> CANCELLED_BY = Arrays.asList("CLIENT", "CLIENT", "BUSINESS", null);

    private static final List<String> STATUSES = List.of("BOOKED", "COMPLETED", "COMPLETED", "CANCELLED", "NO_SHOW");
    private static final List<List<String>> PATCHES = List.of(
            List.of("price", "discount"),
            List.of("price"),
            List.of("discount"),
            List.of("refunded"),
            List.of("tip", "refunded"),
            List.of("replaces"),
            List.of("service"),
            List.of("location"),
            List.of("bookedAt"),
            List.of("startsAt", "endsAt"),
            List.of("status", "cancelledBy"),
            List.of("status"),
            List.of("client"));

    private final Salon salon;
    private final NaiveBusiness naive;
    private final String client;
    private final Instant now;
    private final Random chance;
    private final Backlog backlog;
    private final Runnable told;

    /**
     * A telling.
     *
     * @param told run after each
     */
    RandomTelling(Salon salon, String client, Instant now, Backlog backlog, long seed, Runnable told) {
        this.salon = salon;
        this.naive = salon.naive;
        this.client = client;
        this.now = now;
        this.chance = new Random(seed);
        this.backlog = backlog;
        this.told = told;
    }

    /** What a business learns late, and ids given so far. */
    static final class Backlog {
        private final List<Late> late = new ArrayList<>();
        private final List<Runnable> again = new ArrayList<>();
        private final List<String> bookings = new ArrayList<>();
        private final List<String> receipts = new ArrayList<>();
        private final List<String> passes = new ArrayList<>();
        private final List<String> surveys = new ArrayList<>();
        /** Around when each pass was sold. */
        private final Map<String, LocalDate> sold = new HashMap<>();

        private int ids;
    }

    private record Late(String client, Runnable telling) {}

    void tell() {
        if (naive.isErased(client)) {
            return;
        }
        switch (chance.nextInt(36)) {
            case 0, 1, 2, 3, 4, 5 -> newBooking();
            case 6, 7, 8, 9, 10 -> changedBooking();
            case 11 -> removedBooking();
            case 12, 13 -> receipt();
            case 14, 15, 16 -> activity();
            case 17, 18 -> survey();
            case 19 -> tag();
            case 20, 21 -> profile();
            case 22 -> again();
            case 23, 24 -> whatCameLate();
            case 25, 26, 27, 28 -> patchedBooking();
            case 29 -> patchedReceipt();
            case 30 -> patchedProfile();
            case 31, 32 -> pass();
            case 33 -> patchedPass();
            case 34 -> removedPass();
            default -> {
                if (chance.nextInt(5) == 0) {
                    erase();
                } else {
                    removedReceipt();
                }
            }
        }
    }

    /** Tells what can be a line of an import. */
    void line() {
        if (naive.isErased(client)) {
            return;
        }
        switch (chance.nextInt(11)) {
            case 0, 1, 2 -> newBooking();
            case 3, 4 -> changedBooking();
            case 5, 6 -> receipt();
            case 7 -> activity();
            case 8 -> survey();
            case 9 -> pass();
            default -> profile();
        }
    }

    /** What a business knows of a client when they first appear: some visits of the past, and maybe a profile. */
    void firstAppearance() {
        if (naive.isErased(client)) {
            return;
        }
        if (chance.nextInt(3) > 0) {
            profile();
        }
        int visits = chance.nextInt(6);
        for (int i = 0; i < visits; i++) {
            Instant startsAt = near(now.minus(chance.nextInt(400), ChronoUnit.DAYS));
            tellBooking(
                    booking(id(backlog.bookings, "b-"), startsAt, startsAt.isBefore(now) ? outcome() : "BOOKED"),
                    client,
                    startsAt.isBefore(now) ? startsAt : now);
        }
    }

    private void newBooking() {
        boolean ahead = chance.nextBoolean();
        Instant startsAt = near(
                ahead
                        ? now.plus(chance.nextInt(40), ChronoUnit.DAYS)
                        : now.minus(chance.nextInt(200), ChronoUnit.DAYS));
        boolean past = !startsAt.isAfter(now);
        var state = booking(id(backlog.bookings, "b-"), startsAt, past ? outcome() : "BOOKED");
        later(client, state, client, past && chance.nextBoolean() ? startsAt : now);
    }

    /** Its outcome, price, time, service or client become others: told as of now, or as of a while ago. */
    private void changedBooking() {
        String id = any(backlog.bookings);
        Told.Booking before = id == null ? null : naive.told.lastOf(id);
        if (id == null || before == null || naive.isErased(naive.told.ownerOfBooking(id))) {
            newBooking();
            return;
        }
        String owner = naive.told.ownerOfBooking(id);
        if (owner == null) {
            owner = client;
        }
        Told.Booking after = switch (chance.nextInt(8)) {
            case 0, 1, 2 -> booking(id, before.startsAt(), before.startsAt().isAfter(now) ? "CANCELLED" : outcome());
            case 3 -> refunded(before);
            case 4 -> booking(id, near(before.startsAt().plus(chance.nextInt(20) - 5, ChronoUnit.DAYS)), "BOOKED");
            case 5 -> before.as("BOOKED");
            case 6 -> booking(id, near(before.startsAt()), before.status());
            default -> {
                owner = client; // moves to them, if it is not theirs
                yield before;
            }
        };
        Instant at = switch (chance.nextInt(5)) {
            case 0 -> now.minus(chance.nextInt(60 * 24), ChronoUnit.HOURS);
            case 1 -> before.startsAt().isAfter(now) ? now : before.startsAt();
            default -> now;
        };
        later(owner, after, owner, at);
    }

    private Told.Booking refunded(Told.Booking before) {
        return new Told.Booking(
                before.id(),
                before.service(),
                before.location(),
                before.startsAt(),
                before.endsAt(),
                before.bookedAt(),
                before.status(),
                before.cancelledAt(),
                before.cancelledBy(),
                before.price(),
                before.discount(),
                chance.nextInt((int) (before.price() == null ? 5_000 : before.price() + before.tip()) + 1),
                before.tip(),
                before.replaces());
    }

    private Told.Booking booking(String id, Instant startsAt, String status) {
        boolean cancelled = status.equals("CANCELLED");
        long unit = (long) Math.pow(10, naive.settings.digits());
        Instant cancelledAt = startsAt.minus(chance.nextInt(60), ChronoUnit.HOURS);
        Instant made = startsAt.minus(chance.nextInt(30 * 24), ChronoUnit.HOURS);
        Instant bookedAt = chance.nextInt(3) > 0 && !made.isAfter(now) ? made : null;
        return new Told.Booking(
                id,
                SERVICES.get(chance.nextInt(SERVICES.size())),
                chance.nextInt(4) == 0 ? "branch" : null,
                startsAt,
                chance.nextBoolean() ? startsAt.plus(chance.nextInt(3), ChronoUnit.HOURS) : null,
                bookedAt,
                status,
                cancelled ? (cancelledAt.isAfter(now) ? now : cancelledAt) : null,
                cancelled ? CANCELLED_BY.get(chance.nextInt(CANCELLED_BY.size())) : null,
                chance.nextInt(4) == 0 ? null : Long.valueOf(unit * (10L * (1 + chance.nextInt(12)))),
                unit * chance.nextInt(3),
                0,
                unit * chance.nextInt(3),
                bookedAt == null || chance.nextInt(5) > 0 ? null : other(id));
    }

    /** A booking told before; not this one. */
    private @Nullable String other(String id) {
        String other = any(backlog.bookings);
        return id.equals(other) ? null : other;
    }

    private String outcome() {
        return OUTCOMES.get(chance.nextInt(OUTCOMES.size()));
    }

    /** Told now, or kept back and told after other things. */
    private void later(String named, Told.Booking state, String owner, Instant at) {
        if (chance.nextInt(6) == 0) {
            backlog.late.add(new Late(named, () -> tellBooking(state, owner, at)));
        } else {
            tellBooking(state, owner, at);
        }
    }

    /** Nothing is kept or missed before it begins; now and then nothing is said of what was paid. */
    private void tellBooking(Told.Booking state, String owner, Instant at) {
        boolean begun = !state.startsAt().isAfter(now);
        Told.Booking possible = begun || state.status().equals("CANCELLED") ? state : state.as("BOOKED");
        Instant then = begun && isOutcome(possible) && at.isBefore(state.startsAt()) ? state.startsAt() : at;
        boolean silent = chance.nextInt(5) == 0;
        Told.Booking told = silent ? possible.unpaid() : possible;
        if (salon.isCollectingLines() && told.status().equals("CANCELLED") && naive.told.lastOf(told.id()) == null) {
            tellCancelledSomeTime(told, owner);
            return;
        }
        Map<String, Object> body = body(told, owner, then);
        if (silent) {
            List.of("price", "discount", "refunded", "tip").forEach(body::remove);
        }
        body.values().removeIf(value -> value == null && chance.nextBoolean());
        tellBooking(told, owner, then, body);
    }

    /** An old booking of which the line says that it was cancelled, and not when. */
    private void tellCancelledSomeTime(Told.Booking state, String owner) {
        Instant end = state.endsAt();
        Instant guess =
                end != null && !end.isAfter(now) ? end : state.startsAt().isAfter(now) ? now : state.startsAt();
        Map<String, Object> body = body(state, owner, guess);
        body.remove("occurredAt");
        body.remove("cancelledAt");
        if (naive.isErased(owner) || everErased(state.id())) {
            return;
        }
        salon.put("/api/bookings/" + state.id(), body);
        learn(
                state.id(),
                () -> naive.told.booking(guess, owner, state.cancelledAt(Told.NOBODY_KNOWS_WHEN), said(body)));
    }

    private static boolean isOutcome(Told.Booking booking) {
        return booking.status().equals("COMPLETED") || booking.status().equals("NO_SHOW");
    }

    private void tellBooking(Told.Booking told, String owner, Instant at, Map<String, Object> body) {
        Told.Booking state = body.get("cancelledAt") == null ? told.cancelledAt(null) : told;
        if (naive.isErased(owner) || naive.isErased(naive.told.ownerOfBooking(state.id())) || everErased(state.id())) {
            return;
        }
        salon.put("/api/bookings/" + state.id(), body);
        learn(state.id(), () -> naive.told.booking(at, owner, state, said(body)));
        backlog.again.add(() -> tellBooking(state, owner, at, body));
    }

    private static Set<String> said(Map<String, Object> body) {
        Set<String> said = new HashSet<>(body.keySet());
        said.remove("occurredAt");
        return said;
    }

    /** Everybody who has or had it is told of. */
    private void learn(String booking, Runnable telling) {
        Set<String> concerned = new HashSet<>(naive.told.ownersOfBooking(booking));
        telling.run();
        concerned.addAll(naive.told.ownersOfBooking(booking));
        concerned.forEach(naive::learned);
        told.run();
    }

    /** Some fields of a booking, as of now or of any moment before; some of it cannot have been so. */
    private void patchedBooking() {
        String id = any(backlog.bookings);
        if (id == null || naive.told.ownerOfBooking(id) == null || everErased(id)) {
            return;
        }
        Told.Booking before = requireNonNull(naive.told.lastOf(id));
        Told.Booking source = booking(
                id,
                near(before.startsAt().plus(chance.nextInt(6) - 3, ChronoUnit.DAYS)),
                STATUSES.get(chance.nextInt(STATUSES.size())));
        Instant at = pastOf(id, before);
        Map<String, Object> all = body(source, client, at);
        var body = new LinkedHashMap<String, Object>();
        for (int i = 0; i <= chance.nextInt(3); i++) {
            PATCHES.get(chance.nextInt(PATCHES.size())).forEach(field -> body.put(field, all.get(field)));
        }
        if (body.containsKey("status") && chance.nextBoolean()) {
            body.put("cancelledAt", all.get("cancelledAt"));
        }
        body.put("occurredAt", at.toString());
        var valid = new boolean[1];
        learn(id, () -> valid[0] = naive.told.bookingPatched(at, client, source, said(body)));
        salon.patch("/api/bookings/" + id, body, valid[0] ? 200 : 422);
    }

    /** Now, some time ago, or around a moment at which something was told of it. */
    private Instant pastOf(String id, Told.Booking before) {
        List<Instant> moments = naive.told.momentsOf(id);
        Instant moment = switch (chance.nextInt(6)) {
            case 0 -> now;
            case 1 -> now.minus(chance.nextInt(60 * 24), ChronoUnit.HOURS);
            case 2 -> before.startsAt();
            case 3 -> moments.get(chance.nextInt(moments.size()));
            case 4 -> moments.getLast().minus(chance.nextInt(50), ChronoUnit.HOURS);
            default -> moments.getFirst().plus(chance.nextInt(100) - 20, ChronoUnit.HOURS);
        };
        return moment.isAfter(now) ? now : moment;
    }

    private void patchedReceipt() {
        String id = any(backlog.receipts);
        if (id == null || naive.told.ownerOfReceipt(id) == null || everErased(id)) {
            return;
        }
        String owner = requireNonNull(naive.told.ownerOfReceipt(id));
        Told.Receipt source = randomReceipt(id);
        Instant at = now.minus(chance.nextInt(100), ChronoUnit.HOURS);
        Map<String, Object> body = body(source, owner, at);
        body.keySet().removeIf(field -> chance.nextInt(3) > 0);
        body.keySet().removeAll(List.of("client", "kind"));
        body.put("occurredAt", at.toString());
        salon.patch("/api/receipts/" + id, body, 200);
        naive.told.receiptPatched(at, owner, id, source, said(body));
        naive.learned(owner);
        told.run();
    }

    private void patchedProfile() {
        if (!naive.told.hasProfile(client)) {
            return;
        }
        Told.Profile source = randomProfile();
        Instant at = now.minus(chance.nextInt(300), ChronoUnit.HOURS);
        Map<String, Object> body = body(source, at);
        body.keySet().removeIf(field -> chance.nextBoolean());
        body.put("occurredAt", at.toString());
        salon.patch("/api/clients/" + client, body, 200);
        naive.told.profilePatched(at, client, source, said(body));
        naive.learned(client);
        told.run();
    }

    /** A removed thing still names who had it. */
    private boolean everErased(String id) {
        return naive.told.clients().stream().anyMatch(name -> naive.isErased(name) && naive.told.names(name, id));
    }

    private Map<String, Object> body(Told.Booking state, String owner, Instant at) {
        var body = new LinkedHashMap<String, Object>();
        body.put("client", owner);
        body.put("service", state.service());
        body.put("location", state.location());
        body.put("startsAt", state.startsAt().toString());
        body.put("endsAt", text(state.endsAt()));
        body.put("bookedAt", text(state.bookedAt()));
        body.put("status", state.status());
        body.put("cancelledAt", text(state.cancelledAt()));
        body.put("cancelledBy", state.cancelledBy());
        body.put("price", state.price() == null ? null : money(state.price()));
        body.put("discount", money(state.discount()));
        body.put("refunded", money(state.refunded()));
        body.put("tip", money(state.tip()));
        body.put("replaces", state.replaces());
        body.put("occurredAt", at.toString());
        return body;
    }

    private String money(long minor) {
        return java.math.BigDecimal.valueOf(minor, naive.settings.digits()).toPlainString();
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null || moment.equals(Told.NOBODY_KNOWS_WHEN) ? null : moment.toString();
    }

    /** Of some nothing was told yet. */
    private void removedBooking() {
        String id = chance.nextInt(4) == 0 ? bookingToCome() : any(backlog.bookings);
        if (id == null || everErased(id)) {
            return;
        }
        String owner = naive.told.ownerOfBooking(id);
        Instant at = chance.nextInt(3) == 0 ? now.minus(chance.nextInt(100), ChronoUnit.HOURS) : now;
        salon.delete("/api/bookings/" + id + "?occurredAt=" + at);
        naive.told.bookingRemoved(at, id);
        naive.learned(owner);
        told.run();
    }

    /** One that is told late, as of some time around now. */
    private String bookingToCome() {
        String id = id(backlog.bookings, "b-");
        Instant at = now.minus(chance.nextInt(200) - 50, ChronoUnit.HOURS);
        var state = booking(id, near(at.minus(chance.nextInt(100), ChronoUnit.HOURS)), outcome());
        backlog.late.add(new Late(client, () -> tellBooking(state, client, at.isAfter(now) ? now : at)));
        return id;
    }

    /** Something is spent, or that is corrected, a moment before or after others spend something. */
    void spend() {
        if (naive.isErased(client)) {
            return;
        }
        Instant at = chance.nextInt(3) == 0 ? now.minusMillis(chance.nextInt(900)) : now;
        switch (chance.nextInt(6)) {
            case 0, 1, 2 -> receipt(at);
            case 3 -> changedBooking();
            case 4 -> tellBooking(booking(id(backlog.bookings, "b-"), at, "COMPLETED"), client, at);
            default -> removedReceipt();
        }
    }

    private void receipt() {
        receipt(chance.nextInt(3) == 0 ? now.minus(chance.nextInt(100), ChronoUnit.HOURS) : now);
    }

    private void receipt(Instant at) {
        String known = any(backlog.receipts);
        String id = known != null && chance.nextInt(3) == 0 ? known : id(backlog.receipts, "r-");
        String before = naive.told.ownerOfReceipt(id);
        if (naive.isErased(before) || everErased(id)) {
            return;
        }
        Told.Receipt state = randomReceipt(id);
        Map<String, Object> body = body(state, client, at);
        body.values().removeIf(value -> value == null && chance.nextBoolean());
        salon.put("/api/receipts/" + id, body);
        naive.told.receipt(at, client, id, state, said(body));
        naive.learned(client);
        naive.learned(before);
        told.run();
    }

    private Told.Receipt randomReceipt(String id) {
        long unit = (long) Math.pow(10, naive.settings.digits());
        return new Told.Receipt(
                id,
                LocalDate.ofEpochDay(naive.settings.day(now) - chance.nextInt(60)),
                MONEY.get(chance.nextInt(MONEY.size())),
                unit * (chance.nextInt(120) - 10),
                chance.nextBoolean() ? "massage" : null,
                chance.nextInt(3) == 0 ? any(backlog.bookings) : null);
    }

    private Map<String, Object> body(Told.Receipt state, String owner, Instant at) {
        var body = new LinkedHashMap<String, Object>();
        body.put("client", owner);
        body.put("date", state.date().toString());
        body.put("amount", money(state.amount()));
        body.put("kind", state.kind());
        body.put("service", state.service());
        body.put("booking", state.booking());
        body.put("occurredAt", at.toString());
        return body;
    }

    private void removedReceipt() {
        String id = chance.nextInt(4) == 0 ? id(backlog.receipts, "r-") : any(backlog.receipts);
        if (id == null || everErased(id)) {
            return;
        }
        String owner = naive.told.ownerOfReceipt(id);
        Instant at = now.minus(chance.nextInt(3) == 0 ? chance.nextInt(100) : 0, ChronoUnit.HOURS);
        salon.delete("/api/receipts/" + id + "?occurredAt=" + at);
        naive.told.receiptRemoved(at, id);
        naive.learned(owner);
        told.run();
    }

    private void pass() {
        boolean again = !backlog.passes.isEmpty() && chance.nextInt(3) > 0;
        String id = again ? requireNonNull(any(backlog.passes)) : id(backlog.passes, "p-");
        Told.Pass state = randomPass(id);
        Instant at = momentOfPass();
        Map<String, Object> body = body(state, client, at);
        body.values().removeIf(value -> value == null && chance.nextBoolean());
        tellPass(state, at, body);
    }

    private void tellPass(Told.Pass state, Instant at, Map<String, Object> body) {
        if (naive.isErased(client) || naive.isErased(naive.told.ownerOfPass(state.id())) || everErased(state.id())) {
            return;
        }
        salon.put("/api/passes/" + state.id(), body);
        learnOfPass(state.id(), () -> naive.told.pass(at, client, state, said(body)));
        backlog.again.add(() -> tellPass(state, at, body));
    }

    private void patchedPass() {
        String id = any(backlog.passes);
        if (id == null || naive.told.ownerOfPass(id) == null || everErased(id)) {
            return;
        }
        Told.Pass source = randomPass(id);
        Instant at = momentOfPass();
        Map<String, Object> body = body(source, client, at);
        body.keySet().removeIf(field -> chance.nextInt(3) > 0);
        body.keySet().remove("name");
        if (chance.nextInt(4) > 0) {
            body.remove("client");
        }
        body.put("occurredAt", at.toString());
        salon.patch("/api/passes/" + id, body, 200);
        learnOfPass(id, () -> naive.told.passPatched(at, client, source, said(body)));
    }

    private void removedPass() {
        String id = chance.nextInt(4) == 0 ? id(backlog.passes, "p-") : any(backlog.passes);
        if (id == null || everErased(id)) {
            return;
        }
        Instant at = momentOfPass();
        salon.delete("/api/passes/" + id + "?occurredAt=" + at);
        learnOfPass(id, () -> naive.told.passRemoved(at, id));
    }

    private Instant momentOfPass() {
        return chance.nextInt(3) == 0 ? now.minus(chance.nextInt(20 * 24), ChronoUnit.HOURS) : now;
    }

    private void learnOfPass(String id, Runnable telling) {
        Set<String> concerned = new HashSet<>(naive.told.ownersOfPass(id));
        telling.run();
        concerned.addAll(naive.told.ownersOfPass(id));
        concerned.forEach(naive::learned);
        told.run();
    }

    /** Whatever of it is told when, it does not end before it begins. */
    private Told.Pass randomPass(String id) {
        LocalDate sold = backlog.sold.computeIfAbsent(
                id, one -> LocalDate.ofEpochDay(naive.settings.day(now) + chance.nextInt(40) - 30));
        return new Told.Pass(
                id,
                chance.nextBoolean() ? SERVICES.get(chance.nextInt(SERVICES.size())) : null,
                sold.plusDays(chance.nextInt(4) == 0 ? chance.nextInt(5) : 0),
                chance.nextInt(3) == 0 ? null : sold.plusDays(5 + chance.nextInt(60)),
                chance.nextInt(3) == 0 ? null : Integer.valueOf(chance.nextInt(4)),
                chance.nextInt(6) == 0 ? sold.plusDays(chance.nextInt(60)) : null);
    }

    private static Map<String, Object> body(Told.Pass state, String owner, Instant at) {
        var body = new LinkedHashMap<String, Object>();
        body.put("client", owner);
        body.put("name", "Pass");
        body.put("service", state.service());
        body.put("startsOn", state.starts().toString());
        body.put("endsOn", state.ends() == null ? null : state.ends().toString());
        body.put("visitsLeft", state.left());
        body.put(
                "cancelledOn",
                state.cancelled() == null ? null : state.cancelled().toString());
        body.put("occurredAt", at.toString());
        return body;
    }

    private void activity() {
        String id = "a-" + ++backlog.ids;
        Instant at = near(now.minus(chance.nextInt(chance.nextBoolean() ? 40 * 24 : 20), ChronoUnit.HOURS));
        at = at.isAfter(now) ? now : at;
        String category = chance.nextBoolean() ? CATEGORIES.get(chance.nextInt(3)) : null;
        String service = category == null ? SERVICES.get(chance.nextInt(4)) : null;
        Told.Activity activity = switch (chance.nextInt(10)) {
            case 0, 1, 2, 3 -> new Told.Activity(id, "PAGE_VIEWED", at, category, service, 0, null);
            case 4, 5 -> new Told.Activity(id, "BOOKING_STARTED", at, null, null, 0, null);
            case 6 ->
                new Told.Activity(
                        id,
                        "REVIEW_LEFT",
                        at.plusNanos(1_000L * (backlog.ids % 997)),
                        null,
                        null,
                        1 + chance.nextInt(5),
                        null);
            case 7 -> new Told.Activity(id, "UNSUBSCRIBED", at, null, null, 0, channel());
            case 8 -> new Told.Activity(id, "SUBSCRIBED", at, null, null, 0, channel());
            default -> new Told.Activity(id, "REFERRED", at, null, null, 0, null);
        };
        if (activity.at().isAfter(now)) {
            return;
        }
        Runnable telling = () -> tellActivity(activity);
        if (chance.nextInt(6) == 0) {
            backlog.late.add(new Late(client, telling));
        } else {
            telling.run();
        }
    }

    /** Null: all. */
    private @Nullable String channel() {
        return chance.nextInt(3) == 0 ? null : Told.CHANNELS.get(chance.nextInt(Told.CHANNELS.size()));
    }

    private void tellActivity(Told.Activity activity) {
        if (naive.isErased(client)) {
            return;
        }
        var data = new LinkedHashMap<String, Object>();
        if (activity.category() != null) {
            data.put("category", activity.category());
        }
        if (activity.service() != null) {
            data.put("service", activity.service());
        }
        if (activity.channel() != null) {
            data.put("channel", activity.channel());
        }
        if (activity.stars() > 0) {
            data.put("stars", activity.stars());
        }
        salon.post(
                "/api/activity",
                Map.of(
                        "id",
                        activity.id(),
                        "client",
                        client,
                        "type",
                        activity.type(),
                        "occurredAt",
                        activity.at().toString(),
                        "data",
                        data));
        naive.told.activity(client, activity);
        naive.learned(client);
        told.run();
        backlog.again.add(() -> tellActivity(activity));
    }

    private void survey() {
        String known = any(backlog.surveys);
        String id = known != null && chance.nextInt(3) == 0 ? known : id(backlog.surveys, "s-");
        String before = naive.told.ownerOfSurvey(id);
        if (naive.isErased(before) || everErased(id)) {
            return;
        }
        String kind = naive.told.kindOfSurvey(id, chance.nextInt(3) == 0 ? "NPS" : "CSAT");
        Instant at = near(now.minus(chance.nextInt(30), ChronoUnit.DAYS));
        var answer = new Told.Answer(id, kind, chance.nextInt(11), at.isAfter(now) ? now : at);
        salon.post(
                "/api/surveys",
                Map.of(
                        "id",
                        id,
                        "client",
                        client,
                        "kind",
                        kind,
                        "score",
                        answer.score(),
                        "answeredAt",
                        answer.answeredAt().toString()));
        naive.told.answer(client, answer);
        naive.learned(client);
        naive.learned(before);
        told.run();
    }

    private void tag() {
        boolean add = chance.nextInt(3) > 0;
        salon.post("/api/tags", Map.of("client", client, add ? "add" : "remove", List.of("student")));
        if (add) {
            naive.told.tagged(now, client, "student");
        } else {
            naive.told.untagged(now, client, "student");
        }
        naive.learned(client);
        told.run();
    }

    private void profile() {
        Told.Profile profile = randomProfile();
        Instant at = chance.nextInt(4) == 0 ? now.minus(chance.nextInt(300), ChronoUnit.HOURS) : now;
        Map<String, Object> body = body(profile, at);
        body.values().removeIf(value -> value == null && chance.nextBoolean());
        tellProfile(profile, at, body);
    }

    private void tellProfile(Told.Profile profile, Instant at, Map<String, Object> body) {
        if (naive.isErased(client)) {
            return;
        }
        salon.put("/api/clients/" + client, body);
        naive.told.profile(at, client, profile, said(body));
        naive.learned(client);
        told.run();
        backlog.again.add(() -> tellProfile(profile, at, body));
    }

    private Told.Profile randomProfile() {
        LocalDate today = LocalDate.ofEpochDay(naive.settings.day(now));
        LocalDate birth = chance.nextInt(4) == 0
                ? LocalDate.of(1980 + 4 * chance.nextInt(5), 2, 29)
                : today.minusYears(20 + 10 * chance.nextInt(3)).plusDays(chance.nextInt(400) - 200);
        Instant registered = near(now.minus(chance.nextInt(60), ChronoUnit.DAYS));
        return new Told.Profile(
                chance.nextInt(4) > 0 ? birth : null,
                chance.nextInt(4) == 0 ? null : chance.nextBoolean() ? "LV" : "BR",
                chance.nextBoolean() ? "Riga" : null,
                chance.nextBoolean() ? "web" : null,
                chance.nextInt(3) > 0 && !registered.isAfter(now) ? registered : null,
                chance.nextInt(3) == 0 ? Boolean.valueOf(chance.nextBoolean()) : null);
    }

    private static Map<String, Object> body(Told.Profile profile, Instant at) {
        var body = new LinkedHashMap<String, Object>();
        body.put("birthDate", profile.birth() == null ? null : profile.birth().toString());
        body.put("country", profile.country());
        body.put("city", profile.city());
        body.put("source", profile.source());
        body.put("registeredAt", text(profile.registeredAt()));
        if (profile.mail() != null) {
            body.put("consents", Map.of("email", profile.mail()));
        }
        body.put("occurredAt", at.toString());
        return body;
    }

    private void erase() {
        if (naive.clients().contains(client) && chance.nextInt(4) == 0) {
            salon.erase(client);
            naive.erased(client, now);
            told.run();
        }
    }

    private void again() {
        if (!backlog.again.isEmpty()) {
            backlog.again.get(chance.nextInt(backlog.again.size())).run();
        }
    }

    private void whatCameLate() {
        if (!backlog.late.isEmpty()) {
            Late late = backlog.late.remove(chance.nextInt(backlog.late.size()));
            if (!naive.isErased(late.client)) {
                late.telling.run();
            }
        }
    }

    /** A service of the catalogue becomes another. */
    void catalogue(String service) {
        Settings.Service before = naive.settings.catalogue().get(service);
        var prices = new TreeMap<Long, Optional<Long>>(before == null ? Map.of() : before.prices());
        long unit = (long) Math.pow(10, naive.settings.digits());
        Long price = chance.nextInt(4) == 0 ? null : Long.valueOf(unit * (20 + chance.nextInt(60)));
        prices.put(naive.settings.day(now), Optional.ofNullable(price));
        var state = new Settings.Service(
                chance.nextInt(4) == 0 ? null : CATEGORIES.get(chance.nextInt(2)),
                chance.nextBoolean() ? null : Duration.ofHours(chance.nextInt(50)),
                prices);
        var body = new LinkedHashMap<String, Object>();
        body.put("name", service);
        body.put("price", price == null ? null : money(price));
        body.put("category", state.category());
        body.put(
                "lateCancellationHours",
                state.notice() == null ? null : state.notice().toHours());
        salon.put("/api/services/" + service, body);
        naive.settings.catalogue().put(service, state);
        naive.catalogueChanged();
    }

    static List<String> services() {
        return SERVICES;
    }

    /** The same day: at an odd minute, on the hour, or beside a midnight. */
    private Instant near(Instant moment) {
        long day = naive.settings.day(moment);
        return switch (chance.nextInt(6)) {
            case 0 -> naive.settings.midnight(day);
            case 1 -> naive.settings.midnight(day + 1).minusMillis(1);
            case 2 -> naive.settings.midnight(day).plus(12, ChronoUnit.HOURS);
            default -> naive.settings.midnight(day).plus(chance.nextInt(23 * 60), ChronoUnit.MINUTES);
        };
    }

    private String id(List<String> ids, String prefix) {
        String id = prefix + ++backlog.ids;
        ids.add(id);
        return id;
    }

    private @Nullable String any(List<String> ids) {
        return ids.isEmpty() ? null : requireNonNull(ids.get(chance.nextInt(ids.size())));
    }
}
