package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console in a real browser, on the real service: what a front desk does with it. */
@QuarkusTest
class ConsoleIT {
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\">";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon;
    private Browser browser;

    @BeforeEach
    void aSalonAndABrowser() throws IOException {
        clock.set("2026-11-22T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "id",
                        salon.externalId(),
                        "name",
                        "Salon Anna",
                        "zone",
                        "Europe/Riga",
                        "currency",
                        "EUR",
                        "country",
                        "LV"))
                .put("/api/business")
                .then()
                .statusCode(200);
        salon.bookingSystem()
                .body(Map.of("name", "Massage 60 min", "category", "massage", "price", "60.00"))
                .put("/api/services/massage")
                .then()
                .statusCode(200);
        client(
                "ana",
                Map.of(
                        "firstName",
                        "Ana",
                        "lastName",
                        "Bērziņa",
                        "phone",
                        "+371 2612 3456",
                        "email",
                        "ana@example.com",
                        "city",
                        "Rīga"));
        visits("ana", "2026-09-20", "2026-11-10");
        client("liga", Map.of("firstName", "Līga", "lastName", "Kalniņa", "city", "Jūrmala"));
        visits("liga", "2026-06-01");
        client("hostile", Map.of("firstName", HOSTILE, "lastName", "\u202Eمرحبا 𝔸" + "x".repeat(190)));
        visits("hostile", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-20");
        browser = Browser.at("http://localhost:" + RestAssured.port);
        browser.size(1280, 900);
    }

    @AfterEach
    void closed() {
        browser.close();
    }

    @Test
    void aFrontDeskSignsInFindsAnaByNameAndSeesWhySheIsNoVip() throws IOException {
        signIn(Role.VIEWER);
        looksWell("segments");
        browser.follow("Clients");
        browser.expect("Līga Kalniņa");
        browser.write("#search", "berz an");
        browser.expectNot("Līga");
        browser.expect("Ana Bērziņa");
        looksWell("clients");

        browser.follow("Ana Bērziņa");
        browser.expect("Salon Anna");
        browser.expect("€120.00");
        browser.choose("#segment", "VIPs");
        browser.expect("Not in VIPs");
        browser.expect("Visits is 2; it must be at least 3: 1 more.");
        browser.expect("Came for Massage 60 min, €60.00");
        looksWell("client");

        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aSegmentTellsWhoIsInItAndWhoMovedAndHostileNamesAreText() throws IOException {
        signIn(Role.VIEWER);
        browser.open("/segments/repeat");
        browser.expect("Repeat clients");
        browser.expect("2 clients now");
        browser.expect("came in");
        browser.expect(HOSTILE);
        looksWell("segment");
        browser.open("/clients/hostile");
        browser.expect(HOSTILE);
        looksWell("hostile");
        assertThat(browser.script("return document.querySelectorAll('img').length")
                        .asInt())
                .isZero();
        assertThat(browser.script("return document.title").asText()).startsWith(HOSTILE);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everythingIsReachedWithTheKeyboardAlone() {
        browser.open("/");
        browser.expect("Sign in to Regulars");
        browser.keys(TAB + salon.keys().get(Role.VIEWER) + ENTER);
        browser.expect("Groups of clients");
        browser.open("/clients");
        browser.expect("Ana Bērziņa");
        browser.keys("ana");
        browser.expect("ana@example.com");
        browser.keys(TAB + ENTER);
        browser.expect("Ask why, or why not");
        assertThat(browser.script("return document.activeElement.tagName").asText())
                .isEqualTo("H1");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whoIsNotSignedInOrAsksForWhatIsNotThereIsToldSo() {
        browser.open("/sign-in#used-long-ago");
        browser.expect("This link was used already");
        assertThat(browser.script("return location.hash").asText()).isEmpty();
        assertThat(browser.complaints()).hasSize(1); // the browser's own word of the 401

        signIn(Role.VIEWER);
        browser.open("/clients/nobody");
        browser.expect("There is no client 'nobody'.");
        browser.open("/segments/vipp");
        browser.expect("Did you mean 'vip'?");
        browser.follow("Sign out");
        browser.expect("Sign in to Regulars");
        browser.open("/clients/ana");
        browser.expect("Sign in to Regulars");
        assertThat(browser.text()).doesNotContain("Bērziņa");
    }

    private void signIn(Role role) {
        browser.open("/sign-in");
        browser.write("#key", Objects.requireNonNull(salon.keys().get(role)));
        browser.follow("Sign in");
        browser.expect("Groups of clients");
    }

    /** Nothing keeps anybody out at a desk and on a phone, by day and by night; a picture of each is kept. */
    private void looksWell(String name) throws IOException {
        for (String colours : List.of("light", "dark")) {
            browser.colours(colours);
            for (int width : new int[] {1280, 360}) {
                browser.size(width, width == 360 ? 780 : 900);
                assertThat(browser.barriers())
                        .as("%s, %s, %d px", name, colours, width)
                        .isEmpty();
                assertThat(browser.script("return document.documentElement.scrollWidth")
                                .asInt())
                        .as("width of %s", name)
                        .isLessThanOrEqualTo(width);
                browser.picture(name + "-" + colours + "-" + width);
            }
        }
        browser.colours("light");
        browser.size(1280, 900);
    }

    private void client(String id, Map<String, String> profile) {
        salon.bookingSystem().body(profile).put("/api/clients/" + id).then().statusCode(200);
    }

    private void visits(String client, String... days) {
        for (String day : days) {
            salon.bookingSystem()
                    .body(Map.of(
                            "client",
                            client,
                            "service",
                            "massage",
                            "staff",
                            "Ilze",
                            "startsAt",
                            day + "T09:00:00Z",
                            "endsAt",
                            day + "T10:00:00Z",
                            "status",
                            "COMPLETED",
                            "price",
                            "60.00"))
                    .put("/api/bookings/" + client + "-" + day)
                    .then()
                    .statusCode(200);
        }
    }
}
