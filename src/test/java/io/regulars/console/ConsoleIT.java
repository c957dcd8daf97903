package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.broadcasts.RunBroadcasts;
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

/** The console in a real browser, on the real service: what a front desk, an owner and an analyst do with it. */
@QuarkusTest
class ConsoleIT {
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String CONTROL = "\uE009";
    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\">";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    RunBroadcasts broadcasts;

    private TestBusiness salon;
    private Browser browser;

    @BeforeEach
    void aSalonAndABrowser() throws IOException {
        clock.set("2026-11-22T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
        salon.named("Salon Anna");
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
        client("marta", Map.of("firstName", "Marta", "lastName", "Liepa"));
        visits("marta", "2026-10-10");
        client("rasa", Map.of("firstName", "Rasa", "lastName", "Ozola"));
        visit("rasa", "2026-11-15", "210.00"); // less than the VIP, more than anybody else
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
        browser.open("/segments");
        browser.expect("Groups of clients");
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
    void anOwnerChangesAtRiskAnswersTheScenarioSeesWhoMovesLetsItAnswerAndTakesItBack() throws IOException {
        signIn(Role.ANALYST);
        browser.open("/segments/at-risk/edit");
        browser.expect("1 of 5 clients");
        browser.write(".figure", "30");
        browser.expect("2 of 5 clients");
        browser.expect("+1 come");
        browser.expect("Marta Liepa");
        browser.expect("Clients: last visit at least 30 days ago, or at least 2 no-shows.");
        looksWell("builder");
        browser.follow("Save and review");

        browser.expect(
                "The rule 'At risk: no visit for 60 days, or two no-shows' is called 'At risk: no visit for 30 days");
        browser.expect("not in 'at-risk' on 2026-03-01T23:59:59");
        browser.expect("Answer the questions of the scenarios first.");
        browser.expect("1 client comes into Clients at risk");
        browser.expect("Marta Liepa");
        looksWell("change");
        browser.follow("Yes, that is what I want");
        browser.expect("Nothing keeps it from answering.");
        browser.expect("No campaign starts by it; no message goes out");
        browser.follow("Let r-");

        browser.expect("answers now");
        expectMembersAtRisk("liga", "marta");
        browser.follow("Take it back");
        browser.expect("answered before");
        expectMembersAtRisk("liga");
        browser.open("/changes");
        browser.expect("Live before");
        looksWell("changes");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anOwnerDoesAllOfThatWithTheKeyboardAlone() {
        browser.open("/");
        browser.expect("Sign in to Regulars");
        browser.keys(TAB + salon.keys().get(Role.ANALYST) + ENTER);
        browser.expect("Who came and went");
        browser.tabTo("Segments");
        browser.keys(ENTER);
        browser.expect("Groups of clients");
        browser.tabTo("Clients at risk");
        browser.keys(ENTER);
        browser.expect("Change it");
        browser.tabTo("Change it");
        browser.keys(ENTER);
        browser.expect("1 of 5 clients");
        browser.tabTo("Value");
        browser.keys("30"); // Tab has selected what stood there
        browser.expect("2 of 5 clients");
        browser.expect("Marta Liepa");
        browser.tabTo("Save and review");
        browser.keys(ENTER);

        browser.expect("not in 'at-risk' on 2026-03-01T23:59:59");
        browser.tabTo("Yes, that is what I want");
        browser.keys(ENTER);
        browser.expect("Nothing keeps it from answering.");
        browser.expect("1 client comes into Clients at risk");
        browser.expect("Marta Liepa");
        browser.expect("No campaign starts by it; no message goes out");
        browser.tabTo("Let r-");
        browser.keys(ENTER);
        browser.expect("answers now");
        browser.tabTo("Take it back");
        browser.keys(ENTER);
        browser.expect("answered before");
        expectMembersAtRisk("liga");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAnalystBuildsASegmentFromNothingWithTheKeyboardBindsACampaignAndSwitchesItOnForFiftyADay()
            throws IOException {
        signIn(Role.ANALYST);
        browser.open("/segments/new");
        browser.expect("5 of 5 clients");
        browser.keys(TAB.repeat(6) + ENTER); // something else
        browser.keys("booked the service" + ENTER);
        browser.keys(
                "massage" + TAB.repeat(4) + ENTER); // past the comparison, the menu and the cross to another condition
        browser.keys("spent last days" + ENTER);
        browser.keys(TAB + "m" + TAB + "200"); // more than
        browser.expect("Clients: booked massage, and spent more than €200.00 in the last 30 days.");
        browser.expect("2 of 5 clients");
        browser.keys(TAB.repeat(9) + ENTER); // not in a segment
        browser.keys("VIP" + ENTER + TAB + ENTER);
        browser.expect("not both: rank by spend above 80 and at least 3 visits");
        browser.expect("1 of 5 clients");
        browser.expect("Rasa Ozola");
        browser.press(CONTROL, "z");
        browser.expect("2 of 5 clients");
        browser.press(CONTROL, "y");
        browser.expect("1 of 5 clients");
        browser.keys(TAB + TAB + "Massage friends");
        browser.expect("Rules and campaigns call it massage-friends.");
        browser.choose("#about-campaign", "Help a client to keep appointments");
        browser.expect("Start it for whoever comes in.");
        browser.press(CONTROL, "s");

        browser.expect("The rule 'Massage friends' is new");
        browser.expect("The rule 'Start no-show-care: comes into massage-friends' is new");
        browser.expect("Nothing keeps it from answering.");
        browser.expect("Rasa Ozola");
        browser.follow("Some each day", "label");
        browser.expect("1 campaign start by it");
        browser.follow("Let r-");
        browser.expect("answers now");
        await().untilAsserted(() -> salon.as(Role.VIEWER)
                .get("/api/campaigns/no-show-care/actions?kind=message")
                .then()
                .body("client", contains("rasa")));
        limitsWhatItStartedAndStartsItOnceMore();
        assertThat(browser.complaints()).isEmpty();
    }

    /** The campaign of whom the segment was made for: what it does and says, how many a day, once more by hand, and stopped. */
    private void limitsWhatItStartedAndStartsItOnceMore() throws IOException {
        browser.follow("Campaigns");
        browser.expect("Welcome a new client");
        looksWell("campaigns");
        browser.follow("Help a client to keep appointments");
        browser.expect("Massage friends");
        browser.expect("Puts the tag ask-deposit on");
        browser.write("#as", "rasa");
        browser.expectNot("Ana Bērziņa");
        browser.expect("Rasa Ozola");
        browser.keys(ENTER);
        browser.expect("Were it due now, it would not go, since");
        browser.follow("Latvian");
        browser.expect("Labdien");
        browser.expect("None has yet");
        looksWell("campaign");

        browser.write("#once-segment", "massage fr");
        browser.keys(ENTER);
        browser.follow("Who would get it?");
        browser.expect("It starts for 1 client");
        browser.follow("Start it for 1 client");
        browser.expect("At work for Massage friends");
        broadcasts.run();
        browser.expect("Started for Massage friends: 1 of 1 client");
        browser.follow("Stop it");
        browser.follow("Yes, take back what waits");
        browser.expect("Being stopped");
        broadcasts.run();
        browser.expect("Stopped for Massage friends");

        browser.write("#limit", "50");
        browser.follow("Limit it");
        browser.expect("Limit of the campaign 'no-show-care' is \"50 per day\" now");
    }

    @Test
    void whoLooksOnIsToldWhyTheyMayNotAndWhatIsWrongIsToldAtItsPlace() {
        signIn(Role.VIEWER);
        browser.open("/segments/at-risk/edit");
        browser.expect("Segments are changed by keys with the role analyst");
        browser.follow("Sign out");
        browser.expect("Sign in to Regulars");
        signIn(Role.ANALYST);
        browser.open("/segments/at-risk/edit");
        browser.expect("1 of 5 clients");
        browser.write(".figure", "thirty");
        browser.expect("This is a text, but what it is compared with is a number.");
        assertThat(browser.script("return document.querySelector('[role=alert]').closest('[data-id]').innerText")
                        .asText())
                .contains("This is a text");
        browser.expect("Not counted anew");
    }

    @Test
    void aBusinessWithoutClientsIsShownHowToBeginAndAnOtherWhatHappened() throws IOException {
        signIn(Role.VIEWER);
        browser.open("/");
        browser.expect("Who came and went");
        browser.expect("Repeat clients");
        browser.expect("Largest segments");
        looksWell("home");
        browser.follow("Sign out");
        browser.expect("Sign in to Regulars");
        salon = businesses.fresh();
        signIn(Role.VIEWER);
        browser.open("/");
        browser.expect("There is no client yet.");
        browser.expect("It takes a key with the role admin");
        looksWell("first-run");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everythingIsReachedWithTheKeyboardAlone() {
        browser.open("/");
        browser.expect("Sign in to Regulars");
        browser.keys(TAB + salon.keys().get(Role.VIEWER) + ENTER);
        browser.expect("Who came and went");
        browser.open("/clients");
        browser.expect("Ana Bērziņa");
        browser.keys("ana");
        browser.expectNot("Marta Liepa");
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
        browser.signIn(Objects.requireNonNull(salon.keys().get(role)));
    }

    /** The clients are worked out anew behind a switch. */
    private void expectMembersAtRisk(String... clients) {
        await().untilAsserted(() -> salon.as(Role.VIEWER)
                .get("/api/segments/at-risk/members")
                .then()
                .statusCode(200)
                .body("client", containsInAnyOrder(clients)));
    }

    private void looksWell(String name) throws IOException {
        browser.looksWell(name);
    }

    private void client(String id, Map<String, String> profile) {
        salon.bookingSystem().body(profile).put("/api/clients/" + id).then().statusCode(200);
    }

    private void visits(String client, String... days) {
        for (String day : days) {
            visit(client, day, "60.00");
        }
    }

    private void visit(String client, String day, String price) {
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
                        price))
                .put("/api/bookings/" + client + "-" + day)
                .then()
                .statusCode(200);
    }
}
