package io.regulars.intake;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a booking system is told of money that names its booking, of prices nobody said, and of bookings that were moved. */
@QuarkusTest
class MoneyAndMovesIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon = new TestBusiness(new BusinessId(0), "", Map.of());

    @BeforeEach
    void aSalonWithTheDefaultRules() {
        clock.set("2026-11-29T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
    }

    @Test
    void aPriceNobodySaidIsTheCataloguesAndReadBackAsAssumed() {
        put("/api/services/massage", "{\"price\": \"250.00\"}").statusCode(200);
        completed("b-1", "").body("entered", hasItem("massage-big-spender"));

        ValidatableResponse booking =
                get("/api/bookings/b-1").body("price", nullValue()).body("assumedPrice", equalTo("250.00"));
        get("/api/clients/c-1/explain?segment=massage-big-spender")
                .body("held", equalTo(true))
                .body("rules[0].conditions.evidence.flatten().assumedPrice", hasItem(250.00f))
                .body("sentence", containsString("'b-1' (250.00 assumed)"));
        put("/api/bookings/b-1", booking.extract().asString()).statusCode(200).body("left", hasSize(0));

        put("/api/bookings/b-1", booking.extract().asString().replace("\"250.00\"", "\"99.00\""))
                .statusCode(422)
                .body("errors.pointer", contains("/assumedPrice"))
                .body("errors[0].detail", containsString("is 250.00 and follows from what is told"));
        put("/api/bookings/b-9", booking("2026-11-28T10:00:00Z", "COMPLETED", ", \"assumedPrice\": \"99.00\""))
                .statusCode(422)
                .body("errors[0].detail", containsString("to say what it cost, send 'price'"));

        put("/api/receipts/r-1", receipt("PAYMENT", "20.00", "b-1"))
                .statusCode(200)
                .body("notes", nullValue())
                .body("left", hasItem("massage-big-spender"));
        get("/api/bookings/b-1").body("assumedPrice", nullValue());
    }

    @Test
    void aBusinessMayTakeUnsaidPricesForNothing() {
        String settings = salon.as(Role.ADMIN).get("/api/business").asString();
        salon.as(Role.ADMIN)
                .body(settings.replace("\"priceWhenUnsaid\":\"catalogue\"", "\"priceWhenUnsaid\":\"zero\""))
                .put("/api/business")
                .then()
                .statusCode(200)
                .body("priceWhenUnsaid", equalTo("zero"));
        put("/api/services/massage", "{\"price\": \"250.00\"}").statusCode(200);

        completed("b-1", "").body("entered", not(hasItem("massage-big-spender")));
        get("/api/bookings/b-1").body("assumedPrice", equalTo("0.00"));
    }

    @Test
    void aReceiptOfABookingThatIsNotKnownSaysSoAndCountsOnceItIs() {
        put("/api/receipts/r-1", receipt("PAYMENT", "250.00", "b-1"))
                .statusCode(200)
                .body("notes", contains(containsString("There is no booking 'b-1'")));

        completed("b-1", "").body("entered", hasItem("massage-big-spender"));

        put("/api/receipts/r-2", receipt("REFUND", "-250.00", "b-1"))
                .statusCode(200)
                .body("left", hasItem("massage-big-spender"));
    }

    @Test
    void kindsAreAClosedListAndNoMoreIsGivenBackThanWasPaid() {
        put("/api/receipts/r-1", receipt("TIPS", "5.00", "b-1"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/kind"))
                .body("errors[0].detail", containsString("did you mean TIP?"));
        put(
                        "/api/bookings/b-1",
                        booking("2026-11-28T10:00:00Z", "COMPLETED", ", \"price\": \"50.00\", \"refunded\": \"51.00\""))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/refunded"));
    }

    @Test
    void aMoveToldAsANewBookingIsConfirmedAndIsNoCancellation() {
        for (String day : new String[] {"29", "30"}) {
            put("/api/bookings/a-" + day, booking("2026-11-" + day + "T14:00:00Z", "BOOKED", ""))
                    .statusCode(200);
        }
        cancel("a-29", "2026-11-29T14:00:00Z");
        cancel("a-30", "2026-11-30T11:00:00Z").body("entered", hasItem("no-show-risk"));

        put("/api/bookings/b-29", booking("2026-12-03T14:00:00Z", "BOOKED", ", \"replaces\": \"a-29\""))
                .statusCode(200)
                .body("left", hasItem("no-show-risk"))
                .body("actions.campaign", hasItem("reminder"));
        put("/api/bookings/c-29", booking("2026-12-04T14:00:00Z", "BOOKED", ", \"replaces\": \"nope\""))
                .body("notes", contains(containsString("There is no booking 'nope'")));
        completed("kept", "");
        put("/api/bookings/e", booking("2026-12-04T14:00:00Z", "BOOKED", ", \"replaces\": \"kept\""))
                .body("notes", contains("Booking 'kept' is COMPLETED, so this one does not replace it."));
        put("/api/bookings/d", booking("2026-12-04T14:00:00Z", "BOOKED", ", \"replaces\": \"d\""))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/replaces"));
    }

    @Test
    void aSeriesIsConfirmedOnce() {
        put("/api/bookings/s-1", booking("2026-12-01T10:00:00Z", "BOOKED", ", \"series\": \"s\""))
                .body("actions.campaign", hasItems("reminder"));
        put("/api/bookings/s-2", booking("2026-12-08T10:00:00Z", "BOOKED", ", \"series\": \"s\""))
                .statusCode(200)
                .body("actions.campaign", not(hasItem("reminder")));
    }

    private ValidatableResponse completed(String id, String more) {
        return put("/api/bookings/" + id, booking("2026-11-28T10:00:00Z", "COMPLETED", more))
                .statusCode(200);
    }

    private ValidatableResponse cancel(String id, String startsAt) {
        return put("/api/bookings/" + id, booking(startsAt, "CANCELLED", ", \"cancelledBy\": \"CLIENT\""))
                .statusCode(200);
    }

    private static String booking(String startsAt, String status, String more) {
        return "{\"client\": \"c-1\", \"service\": \"massage\", \"startsAt\": \"" + startsAt + "\", \"status\": \""
                + status + "\"" + more + "}";
    }

    private static String receipt(String kind, String amount, String booking) {
        return "{\"client\": \"c-1\", \"date\": \"2026-11-28\", \"kind\": \"" + kind + "\", \"amount\": \"" + amount
                + "\", \"booking\": \"" + booking + "\"}";
    }

    private ValidatableResponse put(String path, String body) {
        return salon.as(Role.BOOKING_SYSTEM).body(body).put(path).then();
    }

    private ValidatableResponse get(String path) {
        return salon.as(Role.ANALYST).get(path).then();
    }
}
