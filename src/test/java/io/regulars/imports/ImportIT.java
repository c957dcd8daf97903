package io.regulars.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(120)
class ImportIT {
    private static final String ALL_KINDS = """
            {"record":"service","id":"cut","name":"Haircut","category":"hair","price":"45.00"}
            {"record":"client","id":"c-1","firstName":"Ana","tags":["student"]}
            {"record":"booking","id":"b-1","client":"c-1","service":"cut","startsAt":"2026-11-01T10:00:00Z","status":"COMPLETED","price":"45.00"}
            {"record":"receipt","id":"r-1","client":"c-1","date":"2026-11-01","amount":"12.00","kind":"PRODUCT"}
            {"record":"pass","id":"p-1","client":"c-1","name":"Cuts","startsOn":"2026-11-01","visits":5,"visitsLeft":4}
            {"record":"activity","id":"e-1","client":"c-1","type":"PAGE_VIEWED","occurredAt":"2026-11-02T10:00:00Z","data":{"category":"hair"}}
            {"record":"survey","id":"s-1","client":"c-1","kind":"CSAT","score":9,"answeredAt":"2026-11-02T10:00:00Z","booking":"b-1"}
            {"record":"booking","id":"b-2","client":"c-2","service":"cut","startsAt":"2026-12-01T10:00:00Z","status":"BOOKED"}
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    ImportJobs jobs;

    @Inject
    Reading reading;

    @Inject
    EvaluateImported evaluateImported;

    private TestBusiness salon = new TestBusiness(new BusinessId(0), "", Map.of());

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void recordsOfAllKindsAreKeptAndTheirClientsEvaluated() {
        JsonPath job = finished(load(ALL_KINDS));
        assertThat(job.getString("state")).isEqualTo("DONE");
        assertThat(job.getLong("lines")).isEqualTo(8);
        assertThat(job.getLong("accepted")).isEqualTo(8);
        assertThat(job.getLong("evaluated")).isEqualTo(2);
        segments("c-1", "first-timer", "student");
        segments("c-2", "lead");
        salon.bookingSystem().get("/api/services/cut").then().body("category", equalTo("hair"));
        salon.bookingSystem().get("/api/receipts/r-1").then().body("amount", equalTo("12.00"));
        salon.bookingSystem().get("/api/passes/p-1").then().body("visitsLeft", equalTo(4));
    }

    /** Without a moment a pass is so since it began, and what is left of it since the import, or since it ended before that. */
    @Test
    void anImportedPassIsAsOldAsWhatItSays() {
        String pass = "{\"record\":\"pass\",\"client\":\"c\",\"name\":\"Cuts\",\"startsOn\":\"2026-09-01\",";
        finished(load(pass + "\"id\":\"year\",\"endsOn\":\"2027-08-31\"}\n"
                + pass + "\"id\":\"counted\",\"visitsLeft\":3}\n"
                + pass + "\"id\":\"over\",\"endsOn\":\"2026-10-10\",\"visitsLeft\":1}\n"
                + pass + "\"id\":\"said\",\"visitsLeft\":1,\"occurredAt\":\"2026-10-20T10:00:00Z\"}\n"));

        occurred("year", "2026-08-31T21:00:00Z");
        occurred("counted", clock.instant().toString());
        occurred("over", "2026-10-09T21:00:00Z");
        occurred("said", "2026-10-20T10:00:00Z");
    }

    private void occurred(String pass, String moment) {
        salon.bookingSystem().get("/api/passes/" + pass).then().body("occurredAt", equalTo(moment));
    }

    @Test
    void anImportedStateOccurredWhenItsBookingWasOver() {
        finished(load(ALL_KINDS));
        salon.bookingSystem().get("/api/bookings/b-1").then().body("occurredAt", equalTo("2026-11-01T10:00:00Z"));
    }

    @Test
    void ofWhichNoLineSaysWhenItWasCancelledIsNotCalledLate() {
        String past = "\"client\":\"c\",\"service\":\"cut\",\"status\":\"CANCELLED\",\"cancelledBy\":\"CLIENT\"";
        String file = """
                {"record":"client","id":"c"}
                {"record":"booking","id":"some-time",%1$s,"startsAt":"2026-11-01T10:00:00Z"}
                {"record":"booking","id":"late",%1$s,"startsAt":"2026-11-02T10:00:00Z","cancelledAt":"2026-11-02T09:00:00Z"}
                {"record":"booking","id":"as-told",%1$s,"startsAt":"2026-11-03T10:00:00Z","occurredAt":"2026-11-03T09:30:00Z"}
                """.formatted(past);
        finished(load(file));
        finished(load(file)); // told again, nobody knows it better

        fact("c", "cancellations", 3);
        fact("c", "lateCancellations", 2);
        salon.bookingSystem().get("/api/bookings/some-time").then().body("cancelledAt", nullValue());
        salon.bookingSystem()
                .body("{\"tip\":\"1.00\"}")
                .patch("/api/bookings/some-time")
                .then()
                .statusCode(200);
        fact("c", "lateCancellations", 2);
        salon.bookingSystem()
                .body("{\"channel\":\"web\",\"occurredAt\":\"2026-11-01T10:00:00Z\"}")
                .patch("/api/bookings/some-time")
                .then()
                .statusCode(200);
        fact("c", "lateCancellations", 2);
        salon.bookingSystem()
                .body("{\"cancelledAt\":\"2026-11-01T08:00:00Z\"}")
                .patch("/api/bookings/some-time")
                .then()
                .statusCode(200);
        fact("c", "lateCancellations", 3);
    }

    @Test
    void ofTwoLinesForOneThingTheLaterWins() {
        String ahead = "\"client\":\"c\",\"service\":\"cut\",\"startsAt\":\"2026-12-01T10:00:00Z\"";
        String past = "\"client\":\"c\",\"service\":\"cut\",\"startsAt\":\"2026-11-01T10:00:00Z\"";
        finished(load("""
                {"record":"client","id":"c","firstName":"1"}
                {"record":"client","id":"c","firstName":"2"}
                {"record":"service","id":"cut","name":"1"}
                {"record":"service","id":"cut","name":"2"}
                {"record":"booking","id":"ahead",%1$s,"status":"BOOKED"}
                {"record":"booking","id":"ahead",%1$s,"status":"CANCELLED"}
                {"record":"booking","id":"cancelled-before",%1$s,"status":"BOOKED"}
                {"record":"booking","id":"cancelled-before",%1$s,"status":"CANCELLED","cancelledAt":"2026-11-20T10:00:00Z"}
                {"record":"booking","id":"shorter",%2$s,"endsAt":"2026-11-01T11:00:00Z","status":"COMPLETED"}
                {"record":"booking","id":"shorter",%2$s,"status":"NO_SHOW"}
                {"record":"booking","id":"same",%2$s,"status":"COMPLETED","occurredAt":"2026-11-02T10:00:00Z"}
                {"record":"booking","id":"same",%2$s,"status":"NO_SHOW","occurredAt":"2026-11-02T10:00:00Z"}
                {"record":"booking","id":"both-say",%2$s,"status":"COMPLETED","occurredAt":"2026-11-02T10:00:00Z"}
                {"record":"booking","id":"both-say",%2$s,"status":"BOOKED","occurredAt":"2026-10-20T10:00:00Z"}
                {"record":"receipt","id":"r","client":"c","date":"2026-11-10","amount":"1.00","kind":"PRODUCT"}
                {"record":"receipt","id":"r","client":"c","date":"2026-11-05","amount":"2.00","kind":"PRODUCT"}
                """.formatted(ahead, past)));

        salon.bookingSystem().get("/api/clients/c").then().body("firstName", equalTo("2"));
        salon.bookingSystem().get("/api/services/cut").then().body("name", equalTo("2"));
        salon.bookingSystem().get("/api/receipts/r").then().body("amount", equalTo("2.00"));
        Map.of(
                        "ahead", "CANCELLED",
                        "cancelled-before", "CANCELLED",
                        "shorter", "NO_SHOW",
                        "same", "NO_SHOW",
                        "both-say", "COMPLETED")
                .forEach((id, status) ->
                        salon.bookingSystem().get("/api/bookings/" + id).then().body("status", equalTo(status)));
    }

    @Test
    void ofTwoLinesFarApartTheLaterWins() {
        String line = "{\"record\":\"client\",\"id\":\"c-%d\",\"firstName\":\"%s\"}\n";
        var lines = new StringBuilder();
        IntStream.range(0, 600).forEach(i -> lines.append(line.formatted(i, "first")));
        IntStream.range(0, 600).forEach(i -> lines.append(line.formatted(i, "later")));

        finished(load(lines.toString()));

        salon.bookingSystem().get("/api/clients/c-0").then().body("firstName", equalTo("later"));
        salon.bookingSystem().get("/api/clients/c-599").then().body("firstName", equalTo("later"));
    }

    @Test
    void aLineOfAVisitThatHasNotBegunIsRefused() {
        JsonPath job = finished(load("""
                {"record":"booking","id":"b","client":"c","service":"cut","startsAt":"2026-12-01T10:00:00Z","status":"COMPLETED"}
                """));
        assertThat(job.getLong("rejected")).isEqualTo(1);
    }

    @Test
    void goodLinesOfABadFileAreKeptAndEachBadOneIsExplained() {
        byte[] invalidUtf8 = {'{', '"', (byte) 0xC3, '"', '}', '\n'};
        JsonPath job = finished(load(Stream.of(
                "\uFEFF{\"record\":\"client\",\"id\":\"c-1\"}\r\n".getBytes(UTF_8),
                "\r\n".getBytes(UTF_8),
                "not json\n".getBytes(UTF_8),
                invalidUtf8,
                "{\"record\":\"invoice\",\"id\":\"i-1\"}\n".getBytes(UTF_8),
                "{\"record\":\"client\",\"id\":\"c-2\",\"firstname\":\"Ana\"}\n".getBytes(UTF_8),
                ("{\"record\":\"client\",\"id\":\"" + "x".repeat(10_000) + "\"}\n").getBytes(UTF_8),
                ("{\"record\":\"client\",\"id\":\"c-3\",\"firstName\":\"" + "x".repeat(1 << 20) + "\"}\n")
                        .getBytes(UTF_8),
                ("{\"record\":\"booking\",\"id\":\"b-1\",\"client\":\"c-1\",\"service\":\"cut\",\"status\":\"COMPLETED\","
                                + "\"startsAt\":\"2026-11-01T10:00:00Z\",\"endsAt\":\"2026-11-01T09:00:00Z\"}\n")
                        .getBytes(UTF_8),
                "{\"record\":\"client\",\"id\":\"c-4\"}".getBytes(UTF_8))));
        assertThat(job.getString("state")).isEqualTo("DONE");
        assertThat(job.getLong("lines")).isEqualTo(9);
        assertThat(job.getLong("accepted")).isEqualTo(2);
        assertThat(job.getLong("rejected")).isEqualTo(7);
        List<JsonPath> errors = errors(job);
        assertThat(errors).extracting(error -> error.getLong("line")).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(errors)
                .extracting(error -> error.getString("code"))
                .containsExactly("malformed", "malformed", "invalid", "invalid", "invalid", "too-large", "invalid");
        assertThat(errors.getFirst().getString("record")).isEqualTo("not json");
        assertThat(errors.get(3).getString("errors[0].detail")).contains("Did you mean 'firstName'?");
        assertThat(errors.get(6).getString("errors[0].pointer")).isEqualTo("/endsAt");
        assertThat(errors)
                .allSatisfy(error -> assertThat(error.getString("record")).hasSizeLessThanOrEqualTo(2_000));
        segments("c-4", "lead");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        finished(load(ALL_KINDS));
        List<Long> before = versions();
        JsonPath again = finished(load(ALL_KINDS));
        assertThat(again.getLong("accepted")).isEqualTo(8);
        assertThat(again.getLong("evaluated")).isZero();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void anImportNeverOverwritesWhatIsNewer() {
        finished(load(ALL_KINDS));
        finished(
                load(
                        "{\"record\":\"booking\",\"id\":\"b-1\",\"client\":\"c-1\",\"service\":\"cut\","
                                + "\"startsAt\":\"2026-11-01T10:00:00Z\",\"status\":\"BOOKED\",\"occurredAt\":\"2026-10-20T10:00:00Z\"}"));
        salon.bookingSystem().get("/api/bookings/b-1").then().body("status", equalTo("COMPLETED"));
    }

    @Test
    void ofTwoStatesInOneFileTheLaterInTheFileWinsATie() {
        String booking = "{\"record\":\"booking\",\"id\":\"b-1\",\"client\":\"c-1\",\"service\":\"cut\","
                + "\"startsAt\":\"2026-11-01T10:00:00Z\",\"status\":\"%s\"}\n";
        JsonPath job = finished(load(booking.formatted("COMPLETED") + booking.formatted("NO_SHOW")));
        assertThat(job.getLong("accepted")).isEqualTo(2);
        salon.bookingSystem().get("/api/bookings/b-1").then().body("status", equalTo("NO_SHOW"));
        segments("c-1", "lead");
    }

    @Test
    void everybodyIsRankedAmongEverybodyWhoWasImported() {
        release.activate(
                "rule \"Top spender\" when $c : Client( spendPercentile > 80 ) then segments.assign($c, \"top\"); end");
        finished(load(IntStream.rangeClosed(1, 250)
                .mapToObj(i -> ("{\"record\":\"receipt\",\"id\":\"r-" + i + "\",\"client\":\"c-" + i
                                + "\",\"date\":\"2026-11-01\",\"amount\":\"" + i + ".00\",\"kind\":\"PRODUCT\"}\n")
                        .getBytes(UTF_8))));
        List<String> top = database.transaction(tx -> tx.list(
                "select c.external_id from membership m join client c on c.id = m.client_id where m.business_id = ?",
                row -> row.getString(1),
                salon.id().value()));
        assertThat(top)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(201, 250).mapToObj(i -> "c-" + i).toList());
    }

    @Test
    void anErasedClientDoesNotComeBack() {
        finished(load(ALL_KINDS));
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);
        JsonPath job = finished(load("{\"record\":\"client\",\"id\":\"c-1\",\"firstName\":\"Ana\"}"));
        assertThat(job.getLong("rejected")).isEqualTo(1);
        assertThat(errors(job).getFirst().getString("code")).isEqualTo("erased");
    }

    @Test
    void anEmptyFileIsAnImportOfNothing() {
        JsonPath job = finished(load("\n\n"));
        assertThat(job.getString("state")).isEqualTo("DONE");
        assertThat(job.getLong("lines")).isZero();
    }

    @Test
    void aSenderWhoBreaksOffHasWhatCameWholeKept() throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            String head = "POST /api/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                    + "Authorization: Bearer " + salon.keys().get(Role.BOOKING_SYSTEM) + "\r\n"
                    + "Content-Length: 1000000\r\n\r\n";
            socket.getOutputStream().write((head + ALL_KINDS + "{\"record\":\"cli").getBytes(UTF_8));
            socket.getOutputStream().flush();
            waitUntilAnImportIsThere();
        }
        JsonPath job =
                finished(salon.bookingSystem().get("/api/import").jsonPath().getString("[0].id"));
        assertThat(job.getString("state")).isEqualTo("FAILED");
        assertThat(job.getString("failure")).contains("broke off");
        assertThat(job.getLong("accepted")).isEqualTo(8);
        assertThat(job.getLong("evaluated")).isEqualTo(2);
        segments("c-1", "first-timer", "student");
    }

    @Test
    void anImportWhoseInstanceWasStoppedIsGivenUp() {
        UUID id = UUID.randomUUID();
        jobs.start(id, salon.id(), false, clock.instant());
        clock.advance(Duration.ofSeconds(61));
        reading.beat();
        JsonPath job = finished(id.toString());
        assertThat(job.getString("state")).isEqualTo("FAILED");
        assertThat(job.getString("failure")).contains("stopped");
    }

    @Test
    void anotherBusinessSeesNothingOfIt() {
        String id = load(ALL_KINDS);
        TestBusiness other = businesses.fresh();
        other.bookingSystem().get("/api/import/" + id).then().statusCode(404);
        other.bookingSystem().get("/api/import/" + id + "/errors").then().statusCode(404);
        assertThat(other.bookingSystem().get("/api/import").jsonPath().getList("$"))
                .isEmpty();
        salon.as(Role.VIEWER).get("/api/import/" + id).then().statusCode(403);
        finished(id);
    }

    @Test
    void manyMegabytesComeThroughAsAStream() {
        String words = "w".repeat(1_900);
        Stream<byte[]> lines = IntStream.range(0, 10_000)
                .mapToObj(i -> (i % 1_000 == 999
                                ? "{\"record\":\"activity\",\"id\":\"e-" + i + "\"}\n"
                                : "{\"record\":\"activity\",\"id\":\"e-" + i + "\",\"client\":\"c-" + i / 500
                                        + "\",\"type\":\"CUSTOM\",\"occurredAt\":\"2026-11-01T10:00:00Z\",\"data\":{\"name\":\""
                                        + "note\",\"text\":\"" + words + "\"}}\n")
                        .getBytes(UTF_8));
        JsonPath job = finished(load(lines));
        assertThat(job.getLong("accepted")).isEqualTo(9_990);
        assertThat(job.getLong("rejected")).isEqualTo(10);
        assertThat(job.getLong("evaluated")).isEqualTo(20);
        assertThat(errors(job)).extracting(error -> error.getLong("line")).startsWith(1_000L, 2_000L);
    }

    @Test
    void theDemonstrationIsLoadedByOneRequest() {
        Response loaded = salon.as(Role.ADMIN).post("/api/demo?clients=30&seed=2");
        loaded.then().statusCode(202);
        JsonPath job = finished(loaded.jsonPath().getString("id"));
        assertThat(job.getString("state")).isEqualTo("DONE");
        assertThat(job.getLong("rejected")).isZero();
        assertThat(job.getLong("evaluated")).isEqualTo(30);
        String lines = salon.as(Role.ANALYST).get("/api/demo?clients=30&seed=2").asString();
        assertThat(lines.lines()).hasSize(job.getInt("lines"));
    }

    @Test
    void theDemonstrationStaysOutOfABusinessWithClientsOfItsOwn() {
        finished(load(ALL_KINDS));
        salon.as(Role.ADMIN).post("/api/demo").then().statusCode(409);
        businesses.fresh().as(Role.ADMIN).post("/api/demo?clients=0").then().statusCode(422);
        salon.as(Role.VIEWER).post("/api/demo").then().statusCode(403);
    }

    private String load(String lines) {
        return load(Stream.of(lines.getBytes(UTF_8)));
    }

    private String load(Stream<byte[]> parts) {
        var streams =
                parts.map(part -> (InputStream) new ByteArrayInputStream(part)).toList();
        Response response = salon.bookingSystem()
                .contentType("application/x-ndjson")
                .body(new SequenceInputStream(Collections.enumeration(streams)))
                .post("/api/import");
        response.then().statusCode(202).header("Location", containsString("/api/import/"));
        return response.jsonPath().getString("id");
    }

    /** Evaluates until the job is finished; the worker of the service may do it, or this. */
    private JsonPath finished(String id) {
        JsonPath job = job(id);
        while (job.get("finishedAt") == null) {
            evaluateImported.evaluate();
            job = job(id);
        }
        return job;
    }

    private JsonPath job(String id) {
        Response response = salon.bookingSystem().get("/api/import/" + id);
        response.then().statusCode(200);
        return response.jsonPath();
    }

    private List<JsonPath> errors(JsonPath job) {
        String lines = salon.bookingSystem().get(job.getString("errors")).asString();
        return lines.lines().map(JsonPath::new).toList();
    }

    private void segments(String client, String... names) {
        salon.as(Role.VIEWER)
                .get("/api/clients/" + client + "/segments")
                .then()
                .statusCode(200)
                .body("name", contains(names));
    }

    private void fact(String client, String name, int value) {
        salon.as(Role.VIEWER)
                .get("/api/clients/" + client + "/facts")
                .then()
                .statusCode(200)
                .body("facts.find { it.name == '" + name + "' }.value", equalTo(value));
    }

    private List<Long> versions() {
        return Stream.of(
                        "client_version",
                        "booking_version",
                        "receipt_version",
                        "pass_version",
                        "survey_version",
                        "activity")
                .map(table -> database.transaction(tx -> tx.first(
                                "select count(*) from " + table
                                        + " where client_id in (select id from client where business_id = ?)",
                                row -> row.getLong(1),
                                salon.id().value())
                        .orElseThrow()))
                .toList();
    }

    private void waitUntilAnImportIsThere() {
        while (salon.bookingSystem().get("/api/import").jsonPath().getList("$").isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
