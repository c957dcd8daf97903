package io.regulars.rules.differential;

import io.regulars.facts.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Random rules that go through every construct of the accepted DRL in turn. The same text for both sides, but for what
 * Drools' own compiler must be told:
 * <ul>
 *   <li>imports and globals, and whose a booking, survey or event is: {@code clientId == $id};
 *   <li>days as it reads them: {@code "22-Nov-2026"}, and behind the property, since before it they are texts to it;
 *   <li>that a rule which concludes fires before those that ask what was concluded: by salience;
 *   <li>{@code forall} over one pattern as two, since it speaks of everybody's bookings; and that one over nothing holds, which
 *       Drools denies where both patterns are of one type (DROOLS-5915);
 *   <li>{@code count(1)} for {@code count()};
 *   <li>names of enumerated values with their type, {@code Status.COMPLETED}, which the service also takes bare and in quotes;
 *   <li>the days of a window as a bare number, which the service also takes as {@code 30d};
 *   <li>properties in a consequence as Java has them: {@code $c.city()}.
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
    static final List<String> LOCATIONS = List.of("main", "old");
    static final Map<String, String> CATEGORIES =
            Map.of("massage", "body", "haircut", "hair", "color", "hair", "nails", "hands");
    static final List<Integer> PERCENTILES = List.of(0, 10, 25, 50, 80, 95, 100);
    static final List<Trigger.Kind> KINDS =
            List.of(Trigger.Kind.CANCELLED, Trigger.Kind.BOOKED, Trigger.Kind.SURVEY, Trigger.Kind.ACTIVITY);

    /** How many rules show each construct once. */
    static final int CONSTRUCTS = new RandomRules(0, false).constructs.size();

    private static final String PLAIN_HEAD = """
            package io.regulars.generated;
            import io.regulars.drools.*;
            import io.regulars.facts.history.BookingState.Status;
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
            () -> assigning(client(condition()), collectSet(), again(quoted(SERVICES) + " memberOf $all")),
            () -> assigning(client(condition()), collectSet(), again(quoted(SERVICES) + " not memberOf $all")),
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
            () -> assigning(client(binding("$x : visits > " + few()), compared("$x"))),
            () -> assigning(client("$s : favouriteService", "visitsTo($s) > 1", condition())),
            () -> assigning(client(condition()), again(condition())),
            () -> naming("$t", client("$x : spend"), booking("price > $x / 4, $t : staff")),
            () -> naming(
                    "$t", client("$v : city"), booking("$t : staff, service + $v != \"" + any(SERVICES) + "Riga\"")),
            () -> naming(
                    "$t + $u + $v",
                    client(condition()),
                    bound("$a", "$t : staff"),
                    bound("$b", "this != $a, $u : staff"),
                    booking("price > $a.price || daysAgo > $b.daysAgo, this != $b, $v : staff")),
            () -> naming(
                    "$t", client(), owned("Survey", "$d : daysAgo", ofSurvey()), booking("daysAgo < $d, $t : staff")),
            () -> naming(ownCity() + " + \"/\" + $t", client(condition()), booking("$t : staff")),
            () -> assigning(client(condition()), "(or " + survey() + " " + booking(ofBooking()) + ")"),
            () -> assigning(client(condition()), "(and " + survey() + " " + booking(ofBooking()) + ")"),
            () -> assigning(
                    client(condition()), "exists( " + again(condition()) + " or " + booking(ofBooking()) + " )"),
            () -> assigning(
                    client(condition()), "exists( " + again(condition()) + " and " + booking(ofBooking()) + " )"),
            () -> assigning(client(condition()), "exists( " + booking(ofBooking()) + " and not " + survey() + " )"),
            () -> assigning(client(condition()), forallOther()),
            () -> assigning(client(condition()), forallOfSurveys()),
            () -> naming(
                    "$t",
                    client(condition()),
                    ofDays(),
                    booking(any(List.of("startsAt == $last", "startsAt != $first")), "$t : staff")),
            () -> assigning(client("$x : spend"), ofSome("price > $x / 4")),
            () -> assigning(client(condition()), computed()),
            () -> assigning(client(condition()), count("$n"), again("bookings - $n < " + few())),
            () -> assigning(client(condition()), abbreviated()),
            () -> concluding(client(condition()), "exists " + booking(ofBooking())),
            () -> assigning(client(condition()), "exists " + finding(any(List.of("found 0", "found 1")), "")),
            () -> naming("$n", client(), owned("Finding", "$n : name")),
            () -> starting(client(condition()), event("Left", segment())),
            () -> starting(client(condition()), event("Left", "since " + operator() + " " + day())),
            () -> starting(client(condition()), event("Entered", "since " + operator() + " \"" + today() + "\"")),
            () -> starting(client(condition()), event("Member", "since " + operator() + " " + day())),
            () -> starting(client(condition()), event("Entered", segment()), "not " + event("Member", segment())),
            () -> starting(client(condition()), event("Entered", segment()), "exists " + event("Left", segment())),
            () -> starting(
                    client(condition()), event("Left", "$s : segment"), "not " + event("Entered", "segment == $s")),
            () -> starting(
                    client(),
                    event("Entered", "$s : segment"),
                    event("Left", "$t : segment"),
                    event("Member", "segment == $s || segment == $t")),
            () -> starting(client(condition()), event("Trigger", "kind == " + kind("BOOKED") + ", " + ofTrigger())),
            () -> starting(client(condition()), event("Trigger", "kind == " + kind("CANCELLED") + ", " + ofTrigger())),
            () -> starting(
                    client(condition()),
                    event("Trigger", "kind == " + kind("SURVEY") + ", surveyKind == \"CSAT\", score <= " + few())),
            () -> starting(
                    client(condition()),
                    event("Trigger", "kind == " + kind("ACTIVITY") + ", campaign == \"win-back\", stars > " + few())),
            () -> starting(client(), event("Trigger", "$v : service"), booking("service == $v, " + ofBooking())),
            () -> starting(client(), booking("$v : service", ofBooking()), event("Trigger", "service == $v")),
            () -> starting(
                    client(condition()),
                    event("Trigger", "kind in (" + kind("BOOKED") + ", " + kind("SURVEY") + ")"),
                    "exists " + booking(ofBooking())),
            () -> starting(client(condition()), event("Entered", segment())),
            () -> starting(client(condition()), event("Member", segment() + ", days >= " + days())),
            () -> starting(client(), event("Entered", "$s : segment"), event("Member", "segment == $s")),
            () -> starting(client(condition()), event("Trigger", "kind == " + kind("CANCELLED") + ", startHour < 12")),
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

    private int few() {
        return random.nextInt(5);
    }

    private String ownCity() {
        return plain ? "$c.city()" : "$c.city";
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

    private String again(String... constraints) {
        return "Client( " + joined(plain ? "id == $id" : "", constraints) + " )";
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
        return owned("Survey", ofSurvey());
    }

    private String ofSurvey() {
        return switch (random.nextInt(4)) {
            case 0 -> "answeredOn " + operator() + " " + day();
            case 1 -> "daysAgo < " + 10 * random.nextInt(30);
            default -> "kind == " + quoted(List.of("CSAT", "NPS")) + ", score >= " + random.nextInt(11);
        };
    }

    private String event(String type, String constraints) {
        return owned(type, constraints);
    }

    private String finding(String name, String more) {
        return owned("Finding", "name == \"" + name + "\"" + more);
    }

    private String kind(String name) {
        return enumerated("Kind", name);
    }

    private String ofTrigger() {
        return switch (random.nextInt(6)) {
            case 0 -> "service " + any(List.of("==", "!=")) + " " + quoted(SERVICES);
            case 1 -> "category " + any(List.of("==", "!=")) + " \"hair\"";
            case 2 -> "late == true";
            case 3 -> "hoursUntilStart " + operator() + " " + random.nextInt(48);
            case 4 -> "status == " + any(List.of("\"CANCELLED\"", "\"BOOKED\""));
            default -> "startHour " + operator() + " " + random.nextInt(24);
        };
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

    /** Of each a condition that speaks of another booking. */
    private String forallOther() {
        String which = ofBooking();
        String all = "forall( " + bound("$f", which) + " "
                + booking("daysAgo " + any(List.of("<", ">=")) + " $f.daysAgo, " + ofBooking()) + " )";
        return plain ? "( " + all + " or not " + booking(which) + " )" : all;
    }

    private String forallOfSurveys() {
        String condition = ofSurvey();
        return plain
                ? "( forall( $f : Survey( clientId == $id ) Survey( this == $f, " + condition
                        + " ) ) or not Survey( clientId == $id ) )"
                : "forall( Survey( " + condition + " ) )";
    }

    // Accumulate

    private String count() {
        return accumulate(
                booking(ofBooking()),
                "$n : count(" + (plain ? "1" : "") + ")",
                "$n " + operator() + " " + random.nextInt(4));
    }

    private String count(String variable) {
        return accumulate(booking(ofBooking(), "$p : price"), variable + " : count($p)", "");
    }

    private String ofDays() {
        return accumulate(booking("$d : startsAt"), "$first : min($d), $last : max($d)", "");
    }

    private String ofSome(String condition) {
        return accumulate(booking(condition, "$p : price"), "$m : max($p)", "$m > " + 10 * random.nextInt(10));
    }

    private String computed() {
        return accumulate(
                booking(ofBooking(), "$p : price"), "$s : sum( $p * 2 + 1 )", "$s >= " + 20 * random.nextInt(10));
    }

    private String abbreviated() {
        return "acc( " + booking(ofBooking()) + "; $n : count(" + (plain ? "1" : "") + "); $n > " + random.nextInt(3)
                + " )";
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
        return switch (random.nextInt(19)) {
            case 0 -> "city " + any(List.of("in", "not in")) + " (" + quoted(CITIES) + ", " + quoted(CITIES) + ")";
            case 1 -> "tags " + any(List.of("contains", "not contains")) + " " + quoted(TAGS);
            case 2 -> quoted(TAGS) + any(List.of(" memberOf", " not memberOf")) + " tags";
            case 3 ->
                "city " + any(List.of("matches", "not matches")) + " \"" + any(List.of("R.*", "[RV]e.*", "Ri", ".*s"))
                        + "\"";
            case 4 ->
                "city " + any(List.of("", "not "))
                        + any(List.of(
                                "str[startsWith] \"Ri\"",
                                "str[startsWith] \"V\"",
                                "str[endsWith] \"s\"",
                                "str[endsWith] \"a\"",
                                "contains \"i\"",
                                "contains \"ie\""));
            case 5 -> "gender " + any(List.of("== null", "!= null"));
            case 6 -> any(List.of("lastVisitOn", "firstVisitOn", "registeredOn")) + " " + operator() + " " + day();
            case 7 -> "city " + operator() + " " + quoted(CITIES);
            case 8 ->
                any(List.of(
                        "hasEmail",
                        "!hasEmail",
                        "local == true",
                        "local != true",
                        "hasPhone in (true)",
                        "hasPhone not in (true)",
                        "booked(\"massage\")",
                        "!booked(\"color\")",
                        "booked(text(\"likes\"))",
                        "bookedCategory(\"body\") == false"));
            case 9 ->
                any(List.of(
                        "consents(\"email\")",
                        "!consents(\"sms\")",
                        "consents(\"email\") == true",
                        "consents(\"sms\") != true"));
            case 10 -> any(List.of("date(\"joined\")", "bornOn")) + " " + operator() + " " + day();
            case 11 -> dayFirst(any(List.of("lastVisitOn", "bornOn", "date(\"joined\")")));
            case 12 ->
                any(List.of("registeredOn", "bornOn", "date(\"joined\")")) + any(List.of(" in (", " not in (")) + day()
                        + ", " + day() + ", " + day() + ")";
            case 13 ->
                any(List.of("firstVisitOn", "bornOn")) + " " + operator() + " "
                        + any(List.of("lastVisitOn", "date(\"joined\")"));
            case 14 ->
                any(List.of("visits", "bookings", "number(\"size\")")) + any(List.of(" in", " not in")) + " (0, 2, 3)";
            case 15 ->
                any(List.of(
                        "\"Riga\" == city",
                        "\"Rezekne\" < city",
                        "city + language == \"Rigalv\"",
                        "city + \"/\" + source != \"Riga/google\"",
                        "favouriteService == text(\"likes\")",
                        "city > language",
                        "favouriteWeekday in (\"MONDAY\", \"TUESDAY\")",
                        "favouriteWeekday != \"SUNDAY\""));
            case 16 -> "!( " + ranked() + " )";
            case 17 -> "this." + any(List.of("visits", "bookings")) + " " + operator() + " " + random.nextInt(5);
            default -> simple();
        };
    }

    /** What may also stand between {@code &&} and {@code ||}. */
    private String simple() {
        return switch (random.nextInt(9)) {
            case 7 -> ranked();
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

    private String ranked() {
        String rank = "spendPercentile";
        String percentile = any(PERCENTILES).toString();
        String operator = any(List.of(">", ">=", "<", "<="));
        return random.nextBoolean()
                ? rank + " " + operator + " " + percentile
                : percentile + " " + operator + " " + rank;
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
                "-visits",
                "-(noShows + cancellations)",
                "-1 * visits",
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
                window("visitsInLast", "60"),
                window("bookingsInLast", "90"),
                window("noShowsInLast", "150"),
                "visitsBetween(\"2026-03-01\", \"2026-09-30\")",
                "spendBetween(\"2026-03-01\", \"2026-09-30\")",
                "visitsTo(\"massage\")",
                "visitsTo(favouriteService)",
                "visitsToCategory(\"hair\")",
                "visitsToServiceInLast(\"massage\", 150)",
                "visitsToCategoryInLast(\"hair\", 150)",
                "spendOnServiceInLast(\"color\", 200)",
                "spendOnCategoryInLast(\"hair\", 200)",
                "spendOnCategoryInLast(\"hair\", 200) / 4",
                "number(\"size\")"));
    }

    private String window(String property, String days) {
        return property + "(" + days + (plain ? "" : "d") + ")";
    }

    private String ofBooking() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> "status " + any(List.of("==", "==", "!=")) + " " + status();
            case 2 -> "service " + any(List.of("==", "!=")) + " " + quoted(SERVICES);
            case 3 -> "price " + operator() + " " + 5 * random.nextInt(20);
            case 4 -> "daysAgo " + operator() + " " + 10 * random.nextInt(30);
            case 5 -> any(List.of("startsAt", "bookedAt")) + " " + operator() + " " + day();
            case 6 -> any(List.of("late", "!late", "upcoming", "upcoming == false", "late == true"));
            case 7 ->
                any(List.of("category == \"hair\"", "category in (\"hair\", \"hands\")", "category not in (\"hair\")"));
            case 8 ->
                any(List.of(
                        "location == \"main\"",
                        "channel != \"web\"",
                        "weekday in (\"SATURDAY\", \"SUNDAY\")",
                        "staff str[endsWith] \"1\"",
                        "staff matches \"staff-[13]\""));
            case 9 -> "paid " + operator() + " price - " + random.nextInt(2);
            case 10 -> "status in (" + status() + ", " + status() + ")";
            default -> "startHour < " + (6 + random.nextInt(12)) + " || price > " + 10 * random.nextInt(9);
        };
    }

    private String status() {
        String name = any(List.of("COMPLETED", "BOOKED", "CANCELLED", "NO_SHOW"));
        return enumerated("Status", name);
    }

    private String enumerated(String type, String name) {
        String qualified = type + "." + name;
        String written = any(List.of(qualified, name, "\"" + name + "\""));
        return plain ? qualified : written;
    }

    private String today() {
        return plain ? "22-Nov-2026" : "2026-11-22";
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

    private String dayFirst(String property) {
        String operator = operator();
        String flipped = operator.replace('<', '?').replace('>', '<').replace('?', '>');
        return plain ? property + " " + flipped + " " + day() : day() + " " + operator + " " + property;
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
