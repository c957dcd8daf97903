package io.regulars.preview;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What occurs is suggested to whoever writes a condition, and who is counted is named. */
@QuarkusTest
class ValuesIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    private TestBusiness salon;

    @BeforeEach
    void aSalonWithThreeClients() {
        release.activate();
        salon = businesses.fresh();
        client("ana", Map.of("firstName", "Ana", "lastName", "Bērziņa", "city", "Riga"));
        client("zane", Map.of("firstName", "Zane", "city", "Riga"));
        client("liga", Map.of("city", "Jelgava"));
    }

    @Test
    void theTextsThatClientsHaveAreToldTheMostFrequentFirst() {
        salon.as(Role.VIEWER)
                .get("/api/values?property=city")
                .then()
                .statusCode(200)
                .body("of", is(3))
                .body("known", is(3))
                .body("values.value", contains("Riga", "Jelgava"))
                .body("values.count", contains(2, 1));
        salon.as(Role.VIEWER)
                .get("/api/values?property=citi")
                .then()
                .statusCode(422)
                .body("detail", containsString("Did you mean 'city'?"));
        salon.as(Role.VIEWER).get("/api/values?property=visits").then().statusCode(422);
        salon.as(Role.VIEWER).get("/api/values?names=planet").then().statusCode(422);
    }

    @Test
    void theServicesOfTheCatalogueAreAmongTheNames() {
        salon.bookingSystem()
                .body(Map.of("name", "Massage", "category", "body"))
                .put("/api/services/massage")
                .then()
                .statusCode(200);

        salon.as(Role.VIEWER)
                .get("/api/values?names=service")
                .then()
                .statusCode(200)
                .body("values.value", contains("massage"))
                .body("values.count", contains(0));
    }

    @Test
    void whoIsCountedIsNamed() {
        salon.as(Role.ANALYST)
                .body("""
                        {"definition": {"all": [{"field": "city", "operator": "==", "value": "Riga"}]}}
                        """)
                .post("/api/segments/preview")
                .then()
                .statusCode(200)
                .body("joiners.sample.find { it.client == 'ana' }.name", is("Ana Bērziņa"))
                .body("joiners.sample.find { it.client == 'zane' }.name", is("Zane"));
    }

    private void client(String id, Map<String, String> profile) {
        salon.bookingSystem().body(profile).put("/api/clients/" + id).then().statusCode(200);
    }
}
