package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
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

/** Rules as files, as an analyst writes them in a real browser. */
@QuarkusTest
class RulesScreenIT {
    private static final String ENTER = "\uE007";
    private static final String DOWN = "\uE015";
    private static final String UP = "\uE013";
    private static final String RIGHT = "\uE014";
    private static final String HOME = "\uE011";
    private static final String END = "\uE010";
    private static final String TAB = "\uE004";
    private static final String SHIFT = "\uE008";
    private static final String ALT = "\uE00A";
    private static final String ESCAPE = "\uE00C";
    private static final String BACKSPACE = "\uE003";
    private static final String F2 = "\uE032";
    private static final String CONTROL = "\uE009";

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
        salon.named("Salon Anna");
        browser = Browser.at("http://localhost:" + RestAssured.port);
        browser.size(1280, 900);
    }

    @AfterEach
    void closed() {
        browser.close();
    }

    @Test
    void anAnalystIsToldWhatIsWrongWhileTypingSavesIntoAChangeAndAnswersTheScenario() throws IOException {
        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ANALYST)));
        browser.follow("Rules");
        browser.expect("Who is in which segment");
        browser.looksWell("rules");
        browser.follow("recency.drl");
        browser.expect("as it answers in r-");
        browser.expect("Nothing. It can be read.");

        replace("daysSinceLastVisit >= 60", "daysSinceLastVisitt >= 30");
        browser.expect("daysSinceLastVisitt");
        browser.expect("Did you mean");
        browser.looksWell("rule-file");
        replace("daysSinceLastVisitt", "");
        browser.keys("daysSinceLastV");
        browser.expect("Calendar days from the last visit");
        browser.keys(DOWN + ENTER);
        assertThat(browser.script("return document.querySelector('textarea').value")
                        .asText())
                .contains("daysSinceLastVisit >= 30");
        browser.expect("Nothing. It can be read.");
        browser.press(CONTROL, "s");
        browser.expect("in the change r-");
        browser.follow("Review r-");

        browser.expect("not in 'at-risk' on 2026-03-01T23:59:59");
        browser.follow("Yes, that is what I want");
        browser.expect("Nothing keeps it from answering.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAnalystChangesATableByKeysAsInASpreadsheetAndSeesWhatIsWrongAtItsCell() throws IOException {
        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ANALYST)));
        browser.open("/rules/tables/offers.xlsx");
        browser.expect("Spent at least");
        browser.follow("Change it in a new change");
        browser.expect("in the change r-");
        browser.expect("Insert above");
        focus("A9");

        browser.keys(RIGHT + RIGHT + RIGHT + "five hundred" + ENTER); // D9: spent at least
        browser.expect("what it is compared with is a number");
        assertThat(focused()).isEqualTo("D10");
        assertThat(browser.script("return document.querySelector('[aria-invalid=true]').innerText")
                        .asText())
                .isEqualTo("five hundred");
        browser.looksWell("table");
        browser.keys(UP + F2 + BACKSPACE.repeat(12) + "450" + TAB);
        browser.expectNot("what it is compared with is a number");
        assertThat(focused()).isEqualTo("E9");
        browser.keys("900" + ESCAPE);
        assertThat(focused()).isEqualTo("E9");
        assertThat(cell("D9")).isEqualTo("450");
        assertThat(cell("E9")).isEmpty();

        int last = 9 + rows() - 1; // the empty one
        browser.keys(HOME);
        browser.press(SHIFT, RIGHT);
        browser.press(CONTROL, "c");
        browser.press(CONTROL, END);
        browser.keys(HOME);
        browser.press(CONTROL, "v");
        await().untilAsserted(() -> assertThat(stored(last)).contains("spent 500 or more", "reactivation"));
        browser.press(ALT, UP);
        browser.expect("Row " + last + " is row " + (last - 1) + " now.");
        await().untilAsserted(() -> assertThat(stored(last - 1)).contains("reactivation"));
        browser.follow("Duplicate");
        browser.expect("is a copy of row");
        browser.follow("Delete the row");
        browser.expect("1 row taken out");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aRowThatAsksOfClientsAloneSaysHowManyItHoldsNow() {
        salon.bookingSystem()
                .body(Map.of("firstName", "Ana", "city", "Riga"))
                .put("/api/clients/ana")
                .then()
                .statusCode(200);
        var draft = salon.as(Role.ANALYST).body(Map.of("message", "cities")).post("/api/rules/releases");
        String id = draft.path("id");
        salon.as(Role.ANALYST)
                .header("If-Match", "*")
                .contentType("text/plain")
                .body("""
                        RuleTable Cities,,
                        NAME,CONDITION,ACTION
                        ,$c : Client,
                        ,city,"segments.assign($c, ""$param"");"
                        Name,City,Segment
                        From Riga,Riga,riga
                        From Vilnius,Vilnius,vilnius
                        """)
                .put("/api/rules/releases/" + id + "/files/tables/cities.csv")
                .then()
                .statusCode(200);
        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ANALYST)));
        browser.open("/rules/tables/cities.csv?in=" + id);
        browser.expect("1 now");
        browser.expect("0 now");
        browser.follow("As text");
        browser.expect("Nothing. It can be read.");
        assertThat(browser.script("return document.querySelector('textarea').value")
                        .asText())
                .startsWith("RuleTable Cities");
    }

    /** Puts the focus into a cell, as a click there. */
    private void focus(String cell) {
        browser.script("""
                const row = [...document.querySelectorAll('[role=row]')].find(one => one.firstElementChild.innerText.split('\\n')[0] === arguments[0].slice(1));
                row.children[arguments[0].charCodeAt(0) - 64].focus();
                """, cell);
    }

    /** The cell that has the focus. */
    private String focused() {
        return browser.script("""
                        const cell = document.activeElement.closest('td');
                        return String.fromCharCode(64 + cell.cellIndex) + cell.parentElement.firstElementChild.innerText.split('\\n')[0];
                        """).asText();
    }

    private String cell(String name) {
        return browser.script("""
                        const row = [...document.querySelectorAll('[role=row]')].find(one => one.firstElementChild.innerText.split('\\n')[0] === arguments[0].slice(1));
                        return row.children[arguments[0].charCodeAt(0) - 64].innerText;
                        """, name).asText();
    }

    private int rows() {
        return browser.script("return document.querySelectorAll('tbody [role=row]').length")
                .asInt();
    }

    /** What stands in a row of the draft that the browser shows. */
    private String stored(int row) {
        String draft = browser.script("return new URLSearchParams(location.search).get('in')")
                .asText();
        return salon.as(Role.VIEWER)
                .get("/api/rules/releases/" + draft + "/tables/tables/offers.xlsx")
                .path("sheets[0].cells.findAll { it.row == " + row + " }.shown")
                .toString();
    }

    @Test
    void whoLooksOnReadsFilesAndIsToldWhyTheyMayNotChangeThem() {
        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.VIEWER)));
        browser.open("/rules/segments/recency.drl");
        browser.expect("It is changed by keys with the role analyst; yours has viewer.");
        assertThat(browser.script("return document.querySelector('textarea').readOnly")
                        .asBoolean())
                .isTrue();
        browser.open("/rules/tables/offers.xlsx");
        browser.expect("Win-back: stopped booking, spent 500 or more");
        browser.expect("It is changed by keys with the role analyst; yours has viewer.");
        assertThat(browser.text()).doesNotContain("Insert above").doesNotContain("Change it in a new change");
        browser.open("/rules/segments/nothing.drl");
        browser.expect("nothing.drl");
        browser.expect("has no file");
        salon.as(Role.VIEWER).get("/api/rules/active").then().body("scope", containsString("shared"));
    }

    /** Puts something in the place of a text, as whoever types there; the caret stays behind it. */
    private void replace(String text, String by) {
        browser.script("""
                const area = document.querySelector('textarea');
                const at = area.value.indexOf(arguments[0]);
                area.focus();
                area.setSelectionRange(at, at + arguments[0].length);
                """, text);
        browser.keys(by.isEmpty() ? "\uE003" : by);
    }
}
