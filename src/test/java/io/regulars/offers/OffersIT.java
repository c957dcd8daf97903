package io.regulars.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.delivery.DecideDueActions;
import io.regulars.delivery.DeliverDueActions;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client gets a code with a message, shows it, uses it, and has it again if nothing came of that. */
@QuarkusTest
class OffersIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    @Inject
    DecideDueActions decide;

    @Inject
    DeliverDueActions deliver;

    @Inject
    ExpireOffers expire;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-20T10:00:00Z"); // noon in Riga
        salon = businesses.fresh();
    }

    @Test
    void aMailBringsACodeThatABookingUsesAndACancellationGivesBack() {
        offering("percent: 15, validity: 14d, services: [cut], minSpend: 40", "");
        client("c-1");
        client("c-2");

        deliver.deliver();

        String code = code("c-1");
        assertThat(code).matches("[0-9A-Z]{4}-[0-9A-Z]{5}").isNotEqualTo(code("c-2"));
        // what holds for days holds to the end of the last
        assertThat(text("c-1")).contains("15 % with " + code + " until 4 December 2026");
        check(code + "?client=c-1&service=cut")
                .body("valid", equalTo(true))
                .body("why", nullValue())
                .body("offer.percent", equalTo(15))
                .body("offer.validUntil", equalTo("2026-12-04T21:59:59.999Z"));
        check(code.toLowerCase(Locale.ROOT).replace("-", " ") + "?client=c-2").body("why", equalTo("OTHER_CLIENT"));
        check(code + "?service=colour").body("why", equalTo("OTHER_SERVICE"));

        book("b-1", "c-1", code, "BOOKED", "50.00", "2026-11-21T10:00:00Z").body("notes", nullValue());
        check(code)
                .body("why", equalTo("REDEEMED"))
                .body("offer.redeemedBy", equalTo("b-1"))
                .body("namedBy.result", contains("COUNTS"));
        // somebody else's booking, and a second one of the same client, are taken and told
        book("b-2", "c-2", code, "BOOKED", "50.00", "2026-11-21T10:00:00Z")
                .body("notes[0]", containsString("belongs to another client"));
        book("b-3", "c-1", code, "BOOKED", "30.00", "2026-11-22T10:00:00Z")
                .body("notes[0]", containsString("was used already, by 'b-1'"));

        book("b-1", "c-1", code, "CANCELLED", "50.00", "2026-11-23T10:00:00Z");
        check(code).body("offer.redeemedBy", equalTo("b-3"));
        salon.bookingSystem().delete("/api/bookings/b-3").then().statusCode(200);
        check(code).body("valid", equalTo(true)).body("offer.used", equalTo(0));

        clock.set("2026-12-04T22:00:00Z");
        check(code).body("why", equalTo("EXPIRED")).body("detail", containsString("valid until 4 Dec 2026, 23:59"));
        expire.expire();
        salon.as(Role.VIEWER)
                .get("/api/offers?client=c-1")
                .then()
                .statusCode(200)
                .body("state", contains("EXPIRED"))
                .body("campaign", contains("come"));
    }

    @Test
    void aBookingThatReceiptsSayWasPaidBackInFullGivesItsCodeBack() {
        offering("percent: 15", "");
        client("c-1");
        decide.decide();
        String code = code("c-1");
        book("b-1", "c-1", code, "BOOKED", "50.00", "2026-11-20T10:00:00Z");

        receipt("REFUND", "r-1", "20.00");
        check(code).body("why", equalTo("REDEEMED"));
        receipt("REFUND", "r-2", "30.00");
        check(code).body("valid", equalTo(true));
        receipt("PAYMENT", "p-1", "50.00");
        check(code).body("valid", equalTo(true));
        receipt("PAYMENT", "p-2", "50.00"); // one of the two was paid back
        check(code).body("why", equalTo("REDEEMED"));
        salon.bookingSystem().delete("/api/receipts/p-2").then().statusCode(200);
        check(code).body("valid", equalTo(true));
        salon.bookingSystem().delete("/api/receipts/r-2").then().statusCode(200);
        check(code).body("why", equalTo("REDEEMED")).body("offer.redeemedBy", equalTo("b-1"));
    }

    @Test
    void aCampaignEndsWithTheOfferThatItGaveAndWithNoOther() {
        offering("percent: 15", ", {name: again, after: 10d, message: {channel: email, text: Again}}", "[redeemed]");
        client("c-1");
        deliver.deliver();
        String code = code("c-1");

        event("e-1", "c-1", "WALK-IN-5");
        assertThat(states("c-1")).containsEntry("again", "QUEUED");
        event("e-2", "c-1", code.toLowerCase(Locale.ROOT).replace("-", ""));
        assertThat(states("c-1")).containsEntry("again", "CANCELLED");
    }

    @Test
    void aCampaignEndsWithABookingThatHasItsCode() {
        offering("percent: 15", ", {name: again, after: 10d, message: {channel: email, text: Again}}", "[redeemed]");
        client("c-1");
        deliver.deliver();

        book("b-1", "c-1", "SOMETHING", "BOOKED", "50.00", "2026-11-20T10:00:00Z");
        assertThat(states("c-1")).containsEntry("again", "QUEUED");
        book("b-2", "c-1", code("c-1"), "BOOKED", "50.00", "2026-11-20T10:00:00Z");
        assertThat(states("c-1")).containsEntry("again", "CANCELLED");
    }

    private Map<String, String> states(String client) {
        List<Map<String, String>> lines = ledger(client).extract().path("");
        return lines.stream().collect(Collectors.toMap(line -> line.get("step"), line -> line.get("state")));
    }

    private void receipt(String kind, String id, String amount) {
        salon.bookingSystem()
                .body(Map.of("client", "c-1", "date", "2026-11-20", "amount", amount, "kind", kind, "booking", "b-1"))
                .put("/api/receipts/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void anEventRedeemsACodeAndACodeThatNobodyHasIsTakenAndTold() {
        offering("gift: A mask", "");
        client("c-1");
        decide.decide();
        String code = code("c-1");

        event("e-1", "c-1", mistyped(code)).body("notes[0]", containsString("Did you mean '" + code + "'?"));
        check(code).body("valid", equalTo(true));
        event("e-2", "c-1", code).body("notes", nullValue());
        event("e-2", "c-1", code).body("taken", equalTo("nothing"));
        check(code).body("why", equalTo("REDEEMED")).body("offer.redeemedBy", equalTo("e-2"));
        check(mistyped(code)).body("why", equalTo("UNKNOWN")).body("detail", containsString(code));
        check("FRIEND").body("why", equalTo("UNKNOWN")).body("valid", equalTo(false));
    }

    @Test
    void anEmptyPoolHoldsTheMessageUntilItIsFilled() {
        offering("amount: 10, code: 'pool:spring'", "");
        client("c-1");
        client("c-2");

        decide.decide();
        ledger("c-1")
                .body("state", contains("QUEUED"))
                .body("gate", contains("offer"))
                .body("reason", contains(containsString("the pool 'spring' has no code left")));

        salon.as(Role.ANALYST)
                .body("{\"step\": \"mail\", \"client\": \"c-1\"}")
                .post("/api/campaigns/come/preview")
                .then()
                .body("decided.gate", equalTo("offer"))
                .body("decided.detail", containsString("the pool 'spring' has no code left"));
        salon.as(Role.VIEWER)
                .get("/api/offer-pools")
                .then()
                .body("name", contains("spring"))
                .body("low", contains(true))
                .body("campaigns[0]", contains("come"));
        load("spring", "code\nSPRING-1\nspring-1\n")
                .body("added", equalTo(1))
                .body("known", equalTo(1))
                .body("pool.left", equalTo(1));
        decide.decide();
        assertThat(codes("spring")).containsExactly("SPRING-1");
        load("spring", "SPRING-1\n{\"code\": \"SPRING-2\"}\nSPRING-3;x\n").body("added", equalTo(2));
        load("summer", "SPRING-3\n").body("refused.why", contains("it is in the pool 'spring'"));
        decide.decide();

        assertThat(codes("spring")).containsExactlyInAnyOrder("SPRING-1", "SPRING-2");
        salon.as(Role.VIEWER)
                .get("/api/offer-pools/spring")
                .then()
                .statusCode(200)
                .body("left", equalTo(1))
                .body("total", equalTo(3))
                .body("low", equalTo(false));
        salon.as(Role.VIEWER).get("/api/offer-pools/sprong").then().statusCode(404);
        salon.as(Role.ADMIN)
                .contentType("text/plain")
                .body("SPRING-4, really\n!!\n")
                .post("/api/offer-pools/spring")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/2"));
    }

    @Test
    void twoReplicasGiveEachClientOneCodeAndEachCodeOnce() {
        offering("amount: 10, code: 'pool:spring'", "");
        load("spring", "S-1a\nS-2a\nS-3a\nS-4a\nS-5a\nS-6a\n");
        for (int i = 1; i <= 6; i++) {
            client("c-" + i);
        }

        var one = CompletableFuture.runAsync(decide::decide);
        var other = CompletableFuture.runAsync(decide::decide);
        CompletableFuture.allOf(one, other).orTimeout(120, TimeUnit.SECONDS).join();
        decide.decide();

        assertThat(codes("spring")).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void theReminderOfAStartCarriesItsCode() {
        offering(
                "percent: 15, validity: 14d",
                ", {name: again, after: 3d, message: {channel: email, text: 'Still {offer.code}'}}");
        client("c-1");
        decide.decide();
        String code = code("c-1");

        clock.set("2026-11-23T10:00:00Z");
        decide.decide();

        assertThat(text("c-1")).contains("Still " + code);
        salon.as(Role.VIEWER).get("/api/offers?campaign=come").then().body("code", contains(code));
    }

    @Test
    void aSharedCodeIsOneForAllWithARowForEach() {
        offering("percent: 20, code: 'fixed:WELCOME'", "");
        client("c-1");
        client("c-2");
        decide.decide();

        book("b-1", "c-1", "welcome", "BOOKED", "50.00", "2026-11-21T10:00:00Z").body("notes", nullValue());

        check("WELCOME?client=c-1").body("why", equalTo("REDEEMED"));
        check("WELCOME?client=c-2").body("valid", equalTo(true));
        check("WELCOME?client=c-3").body("why", equalTo("OTHER_CLIENT"));
        salon.as(Role.ADMIN)
                .body("{\"why\": \"a mistake\", \"client\": \"c-2\"}")
                .post("/api/offers/WELCOME/void")
                .then()
                .statusCode(200)
                .body("state", contains("VOID"));
        check("WELCOME?client=c-2").body("why", equalTo("VOID")).body("detail", containsString("a mistake"));
        salon.as(Role.ADMIN)
                .body("{\"why\": \"a mistake\", \"client\": \"c-1\"}")
                .post("/api/offers/WELCOME/void")
                .then()
                .statusCode(409);
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);
        salon.as(Role.VIEWER)
                .get("/api/offers?campaign=come&state=REDEEMED")
                .then()
                .body("client", contains(nullValue()))
                .body("redeemedBy", contains(nullValue()));
    }

    @Test
    void whateverOrderThingsAreToldInTheCodeStandsTheSame() {
        offering("percent: 15, validity: 14d", "");
        long seed = 11;
        var random = new Random(seed);
        var seen = new ArrayList<String>();
        for (int i = 1; i <= 6; i++) {
            String client = "c-" + i;
            client(client);
            decide.decide();
            String code = code(client);
            List<Runnable> tellings = new ArrayList<>(List.of(
                    () -> told(client, "a", code, "BOOKED", "2026-11-20T06:00:00Z"),
                    () -> told(client, "a", code, "CANCELLED", "2026-11-20T08:00:00Z"),
                    () -> told(client, "b", code, "BOOKED", "2026-11-20T07:00:00Z"),
                    () -> told(client, "c", code, "BOOKED", "2026-11-20T06:30:00Z"),
                    () -> told(client, "c", code, "CANCELLED", "2026-11-20T06:40:00Z"),
                    () -> told(client, "c", code, "BOOKED", "2026-11-20T06:50:00Z"),
                    () -> told(client, "b", code, "BOOKED", "2026-11-20T07:00:00Z")));
            Collections.shuffle(tellings, random);
            tellings.forEach(Runnable::run);
            seen.add(database.transaction(tx -> tx.first(
                            "select o.state || ' ' || o.redeemed_by || ' ' || (select string_agg(c.thing || '=' || c.verdict, ' '"
                                    + " order by c.thing) from offer_claim c where c.offer = o.id) from offer_code o"
                                    + " where o.business_id = ? and o.code = ?",
                            row -> row.getString(1).replace(client + "-", ""),
                            salon.id().value(),
                            code)
                    .orElseThrow()));
        }
        assertThat(seen).as("seed %s", seed).containsOnly("REDEEMED c b=SECOND c=COUNTS");
    }

    private void told(String client, String booking, String code, String status, String occurredAt) {
        book(client + "-" + booking, client, code, status, "50.00", occurredAt);
    }

    private void offering(String offer, String more) {
        offering(offer, more, "[]");
    }

    private void offering(String offer, String more, String stop) {
        release.activate(
                List.of(new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Come" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "come"); end
                    """), new RuleFile("campaigns/come.yaml", """
                    name: come
                    title: Come
                    holdout: 0
                    stop: %s
                    suppress: []
                    offer: {%s}
                    steps: [{name: mail, message: {channel: email, text: "{offer.percent} %% with {offer.code} until {offer.validUntil.date}"}}%s]
                    """.formatted(
                                stop, offer, more))));
    }

    private void client(String id) {
        salon.bookingSystem()
                .body("""
                    {"email": "%s@mail.example", "language": "en", "consents": {"email": true}, "tags": ["student"]}
                    """.formatted(id))
                .put("/api/clients/" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse book(
            String id, String client, String code, String status, String price, String occurredAt) {
        String now = clock.instant().toString();
        return salon.bookingSystem()
                .body("""
                    {"client": "%s", "service": "cut", "startsAt": "2026-12-24T10:00:00Z", "status": "%s", "price": "%s",
                     "offerCode": "%s", "occurredAt": "%s"}
                    """.formatted(client, status, price, code, occurredAt.compareTo(now) > 0 ? now : occurredAt))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse event(String id, String client, String code) {
        return salon.bookingSystem()
                .body("""
                    {"id": "%s", "client": "%s", "type": "OFFER_REDEEMED", "occurredAt": "2026-11-20T10:00:00Z", "data": {"code": "%s"}}
                    """.formatted(id, client, code))
                .post("/api/activity")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse check(String codeAndQuery) {
        return salon.as(Role.VIEWER).get("/api/offers/" + codeAndQuery).then().statusCode(200);
    }

    private ValidatableResponse load(String pool, String codes) {
        return salon.as(Role.ADMIN)
                .contentType("text/plain")
                .body(codes)
                .post("/api/offer-pools/" + pool)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse ledger(String client) {
        return salon.as(Role.VIEWER).get("/api/actions?client=" + client).then().statusCode(200);
    }

    private String code(String client) {
        return salon.as(Role.VIEWER)
                .get("/api/offers?client=" + client)
                .then()
                .statusCode(200)
                .body("code", hasSize(1))
                .extract()
                .path("[0].code");
    }

    private List<String> codes(String pool) {
        return database.transaction(tx -> tx.list(
                "select o.code from offer_code o join offer_pool_code p on p.business_id = o.business_id and p.key = o.key"
                        + " where o.business_id = ? and p.pool = ?",
                row -> row.getString("code"),
                salon.id().value(),
                pool));
    }

    /** What was sent last. */
    private String text(String client) {
        return database.transaction(tx -> tx.first(
                        "select convert_from(b.body, 'UTF8') from outbox_body b join client c on c.id = b.client_id"
                                + " where b.business_id = ? and c.external_id = ? order by b.created_at desc limit 1",
                        row -> row.getString(1),
                        salon.id().value(),
                        client)
                .orElseThrow());
    }

    private static String mistyped(String code) {
        return (code.charAt(0) == 'A' ? "B" : "A") + code.substring(1);
    }
}
