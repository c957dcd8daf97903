package io.regulars.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeysIT {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @Inject
    TestBusinesses businesses;

    @Inject
    Database database;

    @Test
    void withoutAKeyNothingIsAnswered() {
        RestAssured.given()
                .get("/api/keys")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:regulars:problem:unauthenticated"))
                .body("instance", equalTo("/api/keys"));
    }

    @Test
    void aKeyWorksUntilItIsRevoked() {
        TestBusiness salon = businesses.fresh();
        var made = salon.as(Role.ADMIN)
                .body("{\"name\": \"till\", \"roles\": [\"admin\"]}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract();
        String bearer = "Bearer " + made.path("key");
        RestAssured.given()
                .header("Authorization", bearer)
                .get("/api/keys")
                .then()
                .statusCode(200);

        salon.as(Role.ADMIN).delete("/api/keys/" + made.path("id")).then().statusCode(204);

        RestAssured.given()
                .header("Authorization", bearer)
                .get("/api/keys")
                .then()
                .statusCode(401);
    }

    @Test
    void aKeyThatIsRevokedElsewhereWorksNoMore() {
        TestBusiness salon = businesses.fresh();
        salon.as(Role.VIEWER).get("/api/business").then().statusCode(200).body("name", equalTo(salon.externalId()));
        salon.as(Role.ANALYST).get("/api/business").then().statusCode(200);

        database.transaction(tx -> {
            tx.update(
                    "update business set name = 'Elsewhere' where id = ?",
                    salon.id().value());
            return tx.update(
                    "update api_key set revoked_at = created_at where business_id = ? and 'viewer' = any(roles)",
                    salon.id().value());
        });

        await().until(() -> salon.as(Role.VIEWER).get("/api/business").statusCode() == 401);
        salon.as(Role.ANALYST).get("/api/business").then().statusCode(200).body("name", equalTo("Elsewhere"));
    }

    @Test
    void aKeyDoesNoMoreThanItsRolesSay() {
        TestBusiness salon = businesses.fresh();
        salon.as(Role.VIEWER)
                .get("/api/keys")
                .then()
                .statusCode(403)
                .body("status", equalTo(403))
                .body("detail", equalTo("This needs a key with the role admin; this one has viewer."));
    }

    @Test
    void anAdminCannotMakeAPlatformKey() {
        businesses
                .fresh()
                .as(Role.ADMIN)
                .body("{\"name\": \"x\", \"roles\": [\"platform\"]}")
                .post("/api/keys")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/roles"));
    }

    @Test
    void aPlatformKeyIsMadeAndRevokedByThePlatformAlone() {
        TestBusiness salon = businesses.fresh();
        database.transaction(tx -> tx.update(
                "update api_key set roles = array['admin', 'platform'] where business_id = ? and 'platform' = any(roles)",
                salon.id().value()));
        int id = salon.as(Role.PLATFORM)
                .body("{\"name\": \"second\", \"roles\": [\"platform\"]}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        salon.as(Role.ADMIN)
                .delete("/api/keys/" + id)
                .then()
                .statusCode(403)
                .body("detail", containsString("platform"));
        salon.as(Role.PLATFORM).delete("/api/keys/" + id).then().statusCode(204);
    }

    @Test
    void theLastAdminKeyOfABusinessStays() {
        TestBusiness salon = businesses.fresh();
        List<Integer> admins = salon.as(Role.ADMIN).get("/api/keys").path("findAll { 'admin' in it.roles }.id");
        int last = admins.removeLast();
        admins.forEach(id ->
                database.transaction(tx -> tx.update("update api_key set revoked_at = created_at where id = ?", id)));

        salon.as(Role.ADMIN)
                .delete("/api/keys/" + last)
                .then()
                .statusCode(409)
                .body("detail", containsString("nobody could make another"));
    }

    @Test
    void aNameTellsWhoDidWhatSoNoTwoKeysHaveTheSame() {
        TestBusiness salon = businesses.fresh();
        String till = "{\"name\": \"till\", \"roles\": [\"viewer\"]}";
        int id = salon.as(Role.ADMIN).body(till).post("/api/keys").path("id");

        salon.as(Role.ADMIN).body(till).post("/api/keys").then().statusCode(409);
        salon.as(Role.ADMIN)
                .body(till.replace("till", "folder"))
                .post("/api/keys")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/name"));
        salon.as(Role.ADMIN).delete("/api/keys/" + id).then().statusCode(204);
        salon.as(Role.ADMIN).body(till).post("/api/keys").then().statusCode(201);
    }

    @Test
    void keysOfAnotherBusinessAreNeitherSeenNorRevoked() {
        TestBusiness mine = businesses.fresh();
        TestBusiness theirs = businesses.fresh();
        int id = theirs.as(Role.ADMIN)
                .body("{\"name\": \"theirs\", \"roles\": [\"viewer\"]}")
                .post("/api/keys")
                .path("id");
        mine.as(Role.ADMIN).get("/api/keys").then().statusCode(200).body("id", not(hasItem(id)));
        mine.as(Role.ADMIN).delete("/api/keys/" + id).then().statusCode(404);
    }

    @Test
    void keysAreListedWithoutTheirSecrets() {
        String list = businesses.fresh().as(Role.ADMIN).get("/api/keys").asString();
        assertThat(list).contains("booking-system").doesNotContain("hash").doesNotContain("test-");
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyOperationRefusesNoKeyAndAWrongKey() {
        Map<String, Map<String, Object>> paths = RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .extract()
                .path("paths");
        assertThat(paths).containsKeys("/api/bookings/{id}", "/api/keys", "/api/session");
        paths.remove("/api/session"); // where one asks who one is, and signs in: SessionsIT
        paths.remove("/api/session/ways"); // and how one may: CompanySignInIT
        paths.forEach((path, operations) -> operations.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> {
                    String url = path.replaceAll("\\{[^}]*}", "1");
                    String type = type((Map<String, Object>) Objects.requireNonNull(operations.get(method)));
                    var nobody = RestAssured.given()
                            .contentType(type)
                            .body("{}".getBytes(StandardCharsets.UTF_8))
                            .request(method, url);
                    var stranger = RestAssured.given()
                            .header("Authorization", "Bearer wrong")
                            .contentType(type)
                            .body("{}".getBytes(StandardCharsets.UTF_8))
                            .request(method, url);
                    assertThat(nobody.statusCode()).as(method + " " + path).isEqualTo(401);
                    assertThat(stranger.statusCode()).as(method + " " + path).isEqualTo(401);
                }));
    }

    /** A content type that the operation takes. */
    @SuppressWarnings("unchecked")
    private static String type(Map<String, Object> operation) {
        var body = (Map<String, Object>) operation.getOrDefault("requestBody", Map.of());
        var types = (Map<String, Object>) body.getOrDefault("content", Map.of("application/json", Map.of()));
        return types.keySet().iterator().next();
    }
}
