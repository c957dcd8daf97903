package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.MovableClock;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock of a trial in a real browser: whoever may lets two months pass by the keyboard and stays signed in. */
@QuarkusTest
@TestProfile(MovableClock.class)
class TrialClockScreenIT {
    private static final String ENTER = "\uE007";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    private TestBusiness salon;
    private Browser browser;

    @BeforeEach
    void anaCameInNovember() throws IOException {
        clock.set("2026-11-22T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
        salon.bookingSystem()
                .body(Map.of("firstName", "Ana", "lastName", "Bērziņa"))
                .put("/api/clients/ana")
                .then()
                .statusCode(200);
        salon.bookingSystem()
                .body(Map.of(
                        "client",
                        "ana",
                        "service",
                        "massage",
                        "startsAt",
                        "2026-11-20T10:00:00Z",
                        "status",
                        "COMPLETED"))
                .put("/api/bookings/b-1")
                .then()
                .statusCode(200);
        browser = Browser.at("http://localhost:" + RestAssured.port);
        browser.size(1280, 900);
    }

    @AfterEach
    void closed() {
        browser.close();
    }

    @Test
    void twoMonthsPassByTheKeyboardAndWhoMovedThemSeesWhoCameAndWentAndStaysSignedIn() throws IOException {
        theAdminsKeyIsTheFirstOfTheService();
        signIn(Role.ADMIN);
        browser.open("/settings");
        browser.expect("It is 22 Nov 2026, 14:00 here.");
        browser.tabTo("+60 days");
        browser.keys(ENTER);
        browser.expect("It is 21 Jan 2027, 14:00 here.");
        browser.expect("On the way");
        browser.expect("Ana Bērziņa came into Clients at risk");
        assertThat(browser.script("return document.querySelector('.trial-day').innerText")
                        .asText())
                .contains("21 Jan 2027");
        browser.looksWell("trial-clock");

        browser.script("const field = document.getElementById('clock-day'); field.value = '2027-01-23';"
                + " field.dispatchEvent(new Event('input', {bubbles: true}))");
        browser.follow("Move it there");
        browser.expect("It is 23 Jan 2027, 14:00 here.");
        browser.open("/");
        browser.expect("23 Jan 2027");
        browser.expect("Sign out");
        browser.looksWell("trial-home");
        for (int width : new int[] {1024, 1130, 1450}) {
            browser.size(width, 800);
            browser.picture("trial-home-" + width);
            assertThat(browser.script("return document.documentElement.scrollWidth")
                            .asInt())
                    .isLessThanOrEqualTo(width);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAdminOfOneBusinessIsToldWhatDayItIsAndWhyTheyMayNotMoveIt() {
        signIn(Role.ADMIN);
        browser.open("/settings");
        browser.expect("It is 22 Nov 2026, 14:00 here.");
        browser.expect("it is moved by keys with the role platform, such as the first key; yours has");
        assertThat(browser.text()).doesNotContain("+60 days");
    }

    /** Which has the role platform as well. */
    private void theAdminsKeyIsTheFirstOfTheService() {
        database.transaction(tx -> tx.update(
                "update api_key set roles = '{platform,admin}' where business_id = ? and name = 'admin'",
                salon.id().value()));
    }

    private void signIn(Role role) {
        browser.signIn(Objects.requireNonNull(salon.keys().get(role)));
    }
}
