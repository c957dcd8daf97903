package io.regulars.testing;

import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A business of one test, with a key per role. */
public record TestBusiness(BusinessId id, String externalId, Map<Role, String> keys) {
    /** A request with a key of that role and JSON as its content type. */
    public RequestSpecification as(Role role) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + keys.get(role))
                .contentType(ContentType.JSON);
    }

    /** The booking system's request. */
    public RequestSpecification bookingSystem() {
        return as(Role.BOOKING_SYSTEM);
    }

    /** From now on it is called so; it lies in Riga. */
    public void named(String name) {
        as(Role.ADMIN)
                .body(Map.of("id", externalId, "name", name, "zone", "Europe/Riga", "currency", "EUR", "country", "LV"))
                .put("/api/business")
                .then()
                .statusCode(200);
    }

    /** From now on its mail goes by a server on this machine, from salon@example.com. */
    public void mailsBy(int port) {
        as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "mail",
                        "kind",
                        "smtp",
                        "settings",
                        Map.of("host", "127.0.0.1", "port", port, "security", "NONE", "from", "salon@example.com")))
                .post("/api/endpoints")
                .then()
                .statusCode(201);
    }
}
