package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The settings, as an admin changes them in a real browser and others read them. */
@QuarkusTest
class SettingsScreenIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Test
    void anAdminSetsQuietHoursAndCapsAndMakesAKeyThatIsShownOnceAndOthersAreToldWhyTheyMayNot() throws IOException {
        clock.set("2026-11-22T12:00:00Z");
        TestBusiness salon = businesses.fresh();
        try (Browser browser = Browser.at("http://localhost:" + RestAssured.port)) {
            browser.size(1280, 900);
            browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ADMIN)));
            browser.open("/settings");
            browser.expect("Quiet hours");
            assertThat(browser.text()).doesNotContain("Trial clock");
            browser.write("#set-contactPolicy-gapHours", "many");
            browser.follow("Save");
            browser.expect("whole number");
            browser.write("#set-contactPolicy-gapHours", "36");
            browser.write("[aria-label='Limit 1: messages']", "1");
            browser.write("#set-name", "Salon Anna");
            browser.follow("Save");
            browser.expect("Saved. It holds from now on.");
            salon.as(Role.VIEWER)
                    .get("/api/business")
                    .then()
                    .body("name", equalTo("Salon Anna"))
                    .body("contactPolicy.gapHours", equalTo(36))
                    .body("contactPolicy.caps[0].most", equalTo(1));

            browser.write("#key-name", "till");
            browser.follow("Make a key");
            browser.expect("It is shown this once");
            browser.expect("rgl_");
            browser.looksWell("settings");
            browser.follow("Revoke", "[aria-label='Revoke till']");
            browser.follow("Yes, revoke till");
            browser.expectNot("till\nviewer");
            salon.as(Role.ADMIN)
                    .get("/api/keys")
                    .then()
                    .body("findAll { it.name == 'till' }.collect { it.revokedAt != null }", contains(true));
            assertThat(browser.complaints())
                    .allMatch(one -> one.contains("422")); // the browser's own word of what was refused

            browser.follow("Sign out");
            browser.signIn(Objects.requireNonNull(salon.keys().get(Role.VIEWER)));
            browser.open("/settings");
            browser.expect("It is changed by keys with the role admin; yours has viewer.");
            assertThat(browser.text()).doesNotContain("Make a key");
        }
    }
}
