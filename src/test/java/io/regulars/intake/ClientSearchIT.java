package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client is found by what people call them. */
@QuarkusTest
class ClientSearchIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon;

    @BeforeEach
    void threeClients() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
        put("c-1", Map.of("firstName", "Ana", "lastName", "Bērziņa", "email", "ana@example.com"));
        put("c-2", Map.of("firstName", "Anna-Marija", "lastName", "O'Neil", "phone", "+371 2612 3456"));
        put("c-3", Map.of("firstName", "Žanis", "lastName", "Bērziņš"));
    }

    @Test
    void byTheBeginningsOfNamesInAnyOrderWithoutAccentsAndCapitals() {
        assertThat(found("an")).containsExactly("c-1", "c-2");
        assertThat(found("BERZ an")).containsExactly("c-1");
        assertThat(found("žan")).containsExactly("c-3");
        assertThat(found("zan")).containsExactly("c-3");
        assertThat(found("erz")).isEmpty();
    }

    @Test
    void alsoByNamesOfOtherAlphabets() {
        put("c-5", Map.of("firstName", "Анна", "lastName", "Ωmega"));
        assertThat(found("анн")).containsExactly("c-5");
        assertThat(found("АННА ωm")).containsExactly("c-5");
    }

    @Test
    void byEmailPhoneAndId() {
        assertThat(found("ana@exa")).containsExactly("c-1");
        assertThat(found("+371 26123")).containsExactly("c-2");
        assertThat(found("C-3")).containsExactly("c-3");
    }

    @Test
    void whatIsAnotherLanguageToTheDatabaseIsTextHere() {
        assertThat(found("o'ne")).containsExactly("c-2");
        assertThat(found("an & | ! ( ' \\ :*")).isEmpty();
        assertThat(found("  ")).containsExactly("c-1", "c-2", "c-3");
        put("c-4", Map.of("firstName", "𝔸".repeat(400)));
        assertThat(found("𝔸".repeat(200))).containsExactly("c-4");
    }

    @Test
    void byTheNewNameAndNoMoreAfterErasure() {
        put("c-1", Map.of("firstName", "Ana", "lastName", "Kalniņa"));
        assertThat(found("ana berz")).isEmpty();
        assertThat(found("ana kalnina")).containsExactly("c-1");

        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);

        assertThat(found("ana")).isEmpty();
    }

    @Test
    void aPageAtATime() {
        var first = salon.as(Role.VIEWER).get("/api/clients?q=ber&limit=1");
        assertThat(first.<List<String>>path("id")).containsExactly("c-1");
        assertThat(first.header("Link")).contains("q=ber").contains("after=c-1");
        assertThat(salon.as(Role.VIEWER)
                        .get("/api/clients?q=ber&limit=1&after=c-1")
                        .<List<String>>path("id"))
                .containsExactly("c-3");
    }

    private List<String> found(String typed) {
        return salon.as(Role.VIEWER).queryParam("q", typed).get("/api/clients").path("id");
    }

    private void put(String id, Map<String, String> profile) {
        salon.bookingSystem().body(profile).put("/api/clients/" + id).then().statusCode(200);
    }
}
