package io.regulars.rules.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Random rules that go through every construct of the accepted DRL in turn. The same text for both sides, but for what
 * Drools' own compiler must be told:
 * <ul>
 *   <li>imports and globals, and whose a booking, survey or event is: {@code clientId == $id};
 *   <li>days as it reads them: {@code "22-Nov-2026"};
 *   <li>that a rule which concludes fires before those that ask what was concluded: by salience;
 *   <li>{@code forall} over one pattern as two, since it speaks of everybody's bookings; and that one over nothing holds, which
 *       Drools denies where both patterns are of one type (DROOLS-5915);
 *   <li>{@code count(1)} for {@code count()}.
 * </ul>
 */
final class RandomRules {
    static final List<String> SERVICES = List.of("massage", "haircut", "color", "nails");
    static final List<String> TAGS = List.of("student", "vegan", "early", "staff");
    static final List<String> LANGUAGES = List.of("lv", "lt", "en", "ru");
    static final List<String> CITIES = List.of("Riga", "Vilnius", "Ventspils", "Rezekne");
    static final List<String> SOURCES = List.of("instagram", "google", "friend");
    static final List<String> HAIR = List.of("curly", "straight", "short");
    static final List<String> SEGMENTS = List.of("new", "lapsed", "vip");

    /** How many rules show each construct once. */
    static final int CONSTRUCTS = new RandomRules(0, false).constructs.size();

    private static final String PLAIN_HEAD = """
            package io.regulars.generated;
            import io.regulars.drools.*;
            import io.regulars.facts.BookingState.Status;
            import io.regulars.facts.Trigger.Kind;
            global io.regulars.drools.Consequences segments;
            global io.regulars.drools.Consequences campaigns;
            global io.regulars.drools.Consequences tags;
            """;

    private final Random random;
    private final boolean plain;
    private final List<Supplier<String>> constructs = List.of(
            () -> assigning(client(condition(), condition())),
            () -> assigning(client(condition(), condition(), condition())),
            () -> assigning(client(nested(2))),
            () -> assigning(client(nested(3), condition())),
            () -> assigning(client(between())),
            () -> assigning(client(binding("$x : " + number()), compared("$x"))),
            () -> naming("$t", client(condition()), booking("$t : staff", ofBooking())),
            () -> naming("$s", client(condition()), booking("$s : service", ofBooking())),
            () -> naming("$t + $u", client(condition()), bound("$b", "$t : staff"), second("this != $b, $u : staff")),
            () -> naming(
                    "$u", client(condition()), bound("$b", ofBooking()), second("daysAgo < $b.daysAgo, $u : staff")),
            () -> naming("$u", client(condition()), bound("$b", "$p : price"), second("price >= $p, $u : staff")),
            () -> naming("$t", client(condition()), booking("$t : staff", "daysAgo <= $c.daysSinceLastVisit")),
            () -> assigning(client(condition()), "exists " + booking(ofBooking(), ofBooking())),
            () -> assigning(client(condition()), "not " + booking(ofBooking(), ofBooking())),
            () -> assigning(client(condition()), "exists( " + pair() + " )"),
            () -> assigning(client(condition()), "not( " + pair() + " )"),
            () -> assigning(client(condition()), "exists( " + survey() + " or " + booking(ofBooking()) + " )"),
            () -> assigning(client(condition()), "not( " + survey() + " or " + booking(ofBooking()) + " )"),
            () -> assigning(client(condition()), "not( not " + booking(ofBooking()) + " )"),
            () -> assigning(client(condition()), forallOne()),
            () -> assigning(client(condition()), forallTwo()),
            () -> assigning(client(condition()), "( " + survey() + " or " + booking(ofBooking()) + " )"),
            () -> assigning(
                    client(condition()),
                    "( " + booking(ofBooking()) + " and ( " + survey() + " or " + booking(ofBooking()) + " ) )"),
            () -> assigning("( " + client(condition()) + " or " + client(condition(), condition()) + " )"),
            () -> assigning(client(condition()), count()),
            () -> assigning(client(condition()), sum()),
            () -> assigning(client(condition()), average()),
            () -> assigning(client(condition()), minAndMax()),
            () -> assigning(client(condition()), collectSet(), again("$all", true)),
            () -> assigning(client(condition()), collectSet(), again("$all", false)),
            () -> naming("$t", client(condition()), average("$a"), booking("price > $a, $t : staff")),
            () -> attributed(salience(), "shared", client(condition())),
            () -> attributed(salience(), "shared", client(condition())),
            () -> attributed(grouped(), "group", client(condition())),
            () -> attributed(grouped(), "group", client(condition())),
            () -> attributed(grouped(), "group", client(condition())),
            () -> attributed("date-effective \"" + attributeDay() + "\" ", own(), client(condition())),
            () -> attributed("date-expires \"" + attributeDay() + "\" ", own(), client(condition())),
            () -> attributed("enabled false ", own(), client(condition())),
            () -> attributed("@owner(\"ana\") @cost(3) ", own(), client(condition())),
            () -> concluding(client(condition(), condition())),
            () -> concluding(client(condition()), finding("found 0", "")),
            () -> assigning(client(condition()), finding(any(List.of("found 0", "found 1")), "")),
            () -> assigning(client(condition()), "not " + finding(any(List.of("found 0", "found 1")), "")),
            () -> starting(client(condition()), event("Entered", segment())),
            () -> starting(client(condition()), event("Member", segment() + ", days >= " + days())),
            () -> starting(client(), event("Entered", "$s : segment"), event("Member", "segment == $s")),
            () -> starting(client(condition()), event("Trigger", "kind == Kind.CANCELLED, startHour < 12")),
            () -> tagging(client(condition()), event("Entered", segment()), "exists " + booking(ofBooking())));

    private int number;
    private int concluded;

    private RandomRules(long seed, boolean plain) {
        this.random = new Random(seed);
        this.plain = plain;
    }

    /** As the service takes them. */
    static String ours(long seed, int rules) {
        return new RandomRules(seed, false).text(rules);
    }

    /** As Drools' own compiler takes them. */
    static String plain(long seed, int rules) {
        return PLAIN_HEAD + new RandomRules(seed, true).text(rules);
    }

    private String text(int rules) {
        var text = new StringBuilder();
        for (number = 0; number < rules; number++) {
            text.append(constructs.get(number % constructs.size()).get());
        }
        return text.toString();
    }

    // Rules

    private String assigning(String... elements) {
        return attributed("", own(), elements);
    }

    private String attributed(String attributes, String segment, String... elements) {
        return rule(attributes, "segments.assign($c, \"" + segment + "\");", elements);
    }

    private String naming(String value, String... elements) {
        return rule("", "segments.assign($c, \"" + own() + " \" + " + value + ");", elements);
    }

    private String concluding(String... elements) {
        int stratum = concluded++ % 2;
        String attributes = plain ? "salience " + (1_000 - stratum) + " " : "";
        return rule(attributes, "insertLogical( new Finding($c, \"found " + stratum + "\") );", elements);
    }

    private String starting(String... elements) {
        return rule("", "campaigns.start($c, \"" + own() + "\");", elements);
    }

    private String tagging(String... elements) {
        return rule("", "tags.add($c, \"" + own() + "\"); tags.remove($c, \"not " + own() + "\");", elements);
    }

    private String rule(String attributes, String consequence, String... elements) {
        return "rule \"%s\" %swhen%n    %s%nthen%n    %s%nend%n"
                .formatted(own(), attributes, String.join("\n    ", elements), consequence);
    }

    private String own() {
        return "rule " + number;
    }

    private String salience() {
        return "salience " + random.nextInt(100) + " ";
    }

    private int days() {
        return random.nextInt(20);
    }

    private String grouped() {
        return "activation-group \"offer " + random.nextInt(2) + "\" salience " + (number * 7 % 1_000) + " ";
    }

    private String attributeDay() {
        return any(List.of("1-Jan-2026", "1-Nov-2026", "1-Dec-2026", "1-Jan-2027"));
    }

    // Patterns

    private String client(String... constraints) {
        return "$c : Client( " + joined(plain ? "$id : id" : "", constraints) + " )";
    }

    private String again(String set, boolean is) {
        String of = "\"" + any(SERVICES) + "\"" + (is ? " memberOf " : " not memberOf ") + set;
        return "Client( " + joined(plain ? "id == $id" : "", of) + " )";
    }

    private String booking(String... constraints) {
        return owned("Booking", constraints);
    }

    private String bound(String variable, String... constraints) {
        return variable + " : " + booking(constraints);
    }

    private String second(String constraints) {
        return booking(constraints);
    }

    private String pair() {
        return bound("$b", ofBooking()) + " and "
                + booking(
                        any(List.of("price < $b.price", "daysAgo >= $b.daysAgo", "this != $b, service == $b.service")));
    }

    private String survey() {
        return owned("Survey", "kind == " + quoted(List.of("CSAT", "NPS")) + ", score >= " + random.nextInt(11));
    }

    private String event(String type, String constraints) {
        return owned(type, constraints);
    }

    private String finding(String name, String more) {
        return owned("Finding", "name == \"" + name + "\"" + more);
    }

    private String segment() {
        return "segment == \"" + any(SEGMENTS) + "\"";
    }

    private String owned(String type, String... constraints) {
        return type + "( " + joined(plain ? "clientId == $id" : "", constraints) + " )";
    }

    private static String joined(String first, String... constraints) {
        List<String> all = new ArrayList<>(List.of(constraints));
        all.addFirst(first);
        return all.stream().filter(one -> !one.isEmpty()).collect(Collectors.joining(", "));
    }

    private String forallOne() {
        String condition = ofBooking();
        return plain
                ? "forall( $f : Booking( clientId == $id ) Booking( this == $f, " + condition + " ) )"
                : "forall( Booking( " + condition + " ) )";
    }

    private String forallTwo() {
        String which = ofBooking();
        String all = "forall( " + bound("$f", which) + " Booking( this == $f, " + ofBooking() + " ) )";
        return plain ? "( " + all + " or not " + booking(which) + " )" : all;
    }

    // Accumulate

    private String count() {
        return accumulate(
                booking(ofBooking()),
                "$n : count(" + (plain ? "1" : "") + ")",
                "$n " + operator() + " " + random.nextInt(4));
    }

    private String sum() {
        return accumulate(
                booking(ofBooking(), "$p : price"), "$n : sum($p)", "$n > " + 20 * random.nextInt(10) + " && $n < 250");
    }

    private String average() {
        return accumulate(booking(ofBooking(), "$p : price"), "$n : average($p)", "$n >= " + 10 * random.nextInt(10));
    }

    private String average(String variable) {
        return accumulate(booking("$q : price"), variable + " : average($q)", "");
    }

    private String minAndMax() {
        return accumulate(
                booking(ofBooking(), "$p : price"),
                "$l : min($p), $h : max($p)",
                "$l < " + 10 * random.nextInt(10) + ", $h > " + 10 * random.nextInt(10));
    }

    private String collectSet() {
        return accumulate(booking(ofBooking(), "$s : service"), "$all : collectSet($s)", "");
    }

    private static String accumulate(String source, String functions, String results) {
        return "accumulate( " + source + "; " + functions + (results.isEmpty() ? "" : "; " + results) + " )";
    }

    // Conditions

    private String nested(int depth) {
        if (depth == 0) {
            return simple();
        }
        return switch (random.nextInt(4)) {
            case 0 -> "!( " + nested(depth - 1) + " )";
            case 1 -> "( " + nested(depth - 1) + " && " + nested(depth - 1) + " )";
            case 2 -> "( " + nested(depth - 1) + " || " + nested(depth - 1) + " )";
            default -> simple();
        };
    }

    private String condition() {
        return switch (random.nextInt(12)) {
            case 0 -> "city " + any(List.of("in", "not in")) + " (" + quoted(CITIES) + ", " + quoted(CITIES) + ")";
            case 1 -> "tags " + any(List.of("contains", "not contains")) + " " + quoted(TAGS);
            case 2 -> quoted(TAGS) + any(List.of(" memberOf", " not memberOf")) + " tags";
            case 3 ->
                "city " + any(List.of("matches", "not matches")) + " \"" + any(List.of("R.*", "[RV]e.*", "Ri", ".*s"))
                        + "\"";
            case 4 ->
                "city " + any(List.of("", "not ")) + "str["
                        + any(List.of("startsWith] \"Ri\"", "startsWith] \"V\"", "endsWith] \"s\"", "endsWith] \"a\""));
            case 5 -> "gender " + any(List.of("== null", "!= null"));
            case 6 -> any(List.of("lastVisitOn", "firstVisitOn", "registeredOn")) + " " + operator() + " " + day();
            case 7 -> "city " + operator() + " " + quoted(CITIES);
            case 8 ->
                any(List.of(
                        "hasEmail",
                        "!hasEmail",
                        "local == true",
                        "local != true",
                        "booked(\"massage\")",
                        "!booked(\"color\")"));
            default -> simple();
        };
    }

    /** What may also stand between {@code &&} and {@code ||}. */
    private String simple() {
        return switch (random.nextInt(8)) {
            case 0 ->
                any(List.of("city", "language", "source", "favouriteService", "text(\"hair\")")) + " "
                        + any(List.of("==", "!=")) + " "
                        + any(List.of(quoted(CITIES), quoted(SOURCES), quoted(SERVICES)));
            case 1 ->
                "stage " + any(List.of("==", "!=")) + " \"" + any(List.of("NEW", "AT_RISK", "LAPSED", "ACTIVE")) + "\"";
            case 2 -> calculated() + " " + operator() + " " + number();
            case 3 -> number() + " " + operator() + " " + number();
            case 4 -> random.nextInt(5) + " " + operator() + " visits";
            case 5 -> "daysSinceLastVisit " + operator() + " " + 10 * random.nextInt(30) + "d";
            default -> compared(number());
        };
    }

    private String compared(String number) {
        return number + " " + operator() + " "
                + (number.startsWith("spend") || number.startsWith("average")
                        ? 12.5 * random.nextInt(20)
                        : number.startsWith("days") ? 10 * random.nextInt(30) : random.nextInt(5));
    }

    private String between() {
        String number = number();
        int from = random.nextInt(60);
        return number + " >= " + from + " && " + number + " < " + (from + 40);
    }

    private String calculated() {
        return any(List.of(
                "noShows + cancellations * 2",
                "(noShows + cancellations) * 2",
                "spend / 4",
                "visits % 2",
                "spend - 100",
                "bookings - noShows - cancellations",
                "spendInLast(60) * 0.5 + spendInLast(200) * 0.25"));
    }

    private String number() {
        return any(List.of(
                "visits",
                "bookings",
                "noShows",
                "cancellations",
                "lateCancellations",
                "completedBookings",
                "spend",
                "highestPrice",
                "daysSinceLastVisit",
                "daysSinceFirstVisit",
                "visitsInLast(90)",
                "visitsInLast(30)",
                "spendInLast(180)",
                "number(\"size\")"));
    }

    private String ofBooking() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "status == Status." + any(List.of("COMPLETED", "BOOKED", "CANCELLED", "NO_SHOW"));
            case 2 -> "service " + any(List.of("==", "!=")) + " " + quoted(SERVICES);
            case 3 -> "price " + operator() + " " + 5 * random.nextInt(20);
            case 4 -> "daysAgo " + operator() + " " + 10 * random.nextInt(30);
            default -> "startHour < " + (6 + random.nextInt(12)) + " || price > " + 10 * random.nextInt(9);
        };
    }

    private static String binding(String binding) {
        return binding;
    }

    private String day() {
        int month = random.nextInt(12);
        return plain
                ? "\"15-"
                        + List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
                                .get(month)
                        + "-2026\""
                : "\"2026-%02d-15\"".formatted(month + 1);
    }

    private String operator() {
        return any(List.of("==", "!=", "<", "<=", ">", ">="));
    }

    private String quoted(List<String> values) {
        return "\"" + any(values) + "\"";
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
