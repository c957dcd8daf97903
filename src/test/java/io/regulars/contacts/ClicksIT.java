package io.regulars.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.clients.ContactAddress;
import io.regulars.delivery.DeliverDueActions;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links of a mail tell who followed them, lead where the template says, and nowhere else; and whoever answers STOP is left alone. */
@QuarkusTest
class ClicksIT {
    private static final Pattern LINK = Pattern.compile("http://localhost:8080(/l/[A-Za-z0-9_-]{50})");

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    DeliverDueActions deliver;

    @Inject
    CountClicks count;

    @Inject
    ForgetLinks forget;

    private TestBusiness salon;

    @BeforeEach
    void aSalonWhoseNewsHasLinks() {
        clock.set("2026-11-20T10:00:00Z");
        release.activate(List.of(
                new RuleFile("segments/test.drl", """
                    rule "Lead" when $c : Client( visits == 0 ) then segments.assign($c, "lead"); end
                    rule "Keen" when $c : Client( clicksInLast(30) >= 1 ) then segments.assign($c, "keen"); end
                    rule "Write" when $c : Client() Entered( segment == "lead" ) then campaigns.start($c, "news"); end
                    """),
                new RuleFile("templates/news/en.md", """
                    ---
                    subject: News
                    ---
                    {client.firstName ?: 'Hello'}, read [what is new](https://salon.example.com/news?from=mail&week=47) and
                    [book a time](https://book.example.com/).
                    """),
                new RuleFile("campaigns/news.yaml", """
                    name: news
                    title: News
                    holdout: 0
                    stop: []
                    steps:
                      - {name: mail, message: {channel: email, template: news, track: clicks}}
                      - {name: sms, after: 2d, message: {channel: sms, text: Come}}
                      - {name: later, after: 9d, message: {channel: sms, text: Come again}}
                    """)));
        salon = businesses.fresh();
        salon.bookingSystem().body("""
                    {"firstName": "Anna https://evil.example/x", "email": "anna@mail.example", "phone": "20000001", "language": "en",
                     "consents": {"email": true, "sms": true}}
                    """).put("/api/clients/c-1").then().statusCode(200);
        deliver.deliver();
    }

    @Test
    void aLinkLeadsWhereTheTemplateSaysAndTheMessageCountsOnce() {
        List<String> links = links();
        assertThat(links).hasSize(2);
        clock.advance(Duration.ofHours(1));

        List<String> targets = links.stream()
                .map(link -> follow(link).statusCode(302).extract().header("Location"))
                .toList();
        assertThat(targets)
                .containsExactlyInAnyOrder(
                        "https://salon.example.com/news?from=mail&week=47", "https://book.example.com/");
        clock.advance(Duration.ofMinutes(1));
        follow(links.getFirst());
        settle();
        // both at once were a scanner; what came a minute later is a person
        assertThat(clicks()).isEqualTo(0);
        clock.advance(Duration.ofHours(2));
        follow(links.getFirst());
        settle();
        follow(links.getLast());
        settle();

        assertThat(clicks()).isEqualTo(1);
        assertThat(segments()).contains("keen");
    }

    @Test
    void whatFollowsLinksAsTheMailArrivesCountsNowhere() {
        follow(links().getFirst()).statusCode(302);
        settle();

        assertThat(clicks()).isZero();
        assertThat(segments()).doesNotContain("keen");
    }

    @Test
    void whoAsksForTheHeadAloneHasFollowedNothing() {
        clock.advance(Duration.ofHours(1));
        RestAssured.given()
                .redirects()
                .follow(false)
                .head(links().getFirst())
                .then()
                .statusCode(302);
        settle();

        assertThat(clicks()).isZero();
    }

    @Test
    void aLinkThatIsNotOursLeadsNowhere() {
        String link = links().getFirst();
        String other = link.substring(0, 10) + (link.charAt(10) == 'A' ? "B" : "A") + link.substring(11);

        follow(other).statusCode(404).header("Location", nullValue());
        follow("/l/" + "A".repeat(50)).statusCode(404);
        follow("/l/https:%2F%2Fevil.example").statusCode(404);
    }

    @Test
    void aLinkLeadsOnForFourHundredDaysAfterTheLastMessageThatHadIt() {
        String link = links().getFirst();
        clock.advance(Duration.ofDays(200));
        salon.bookingSystem().body("""
                    {"email": "bea@mail.example", "language": "en", "consents": {"email": true}}
                    """).put("/api/clients/c-2").then().statusCode(200);
        deliver.deliver();
        clock.advance(Duration.ofDays(399));
        forget.forget();
        follow(link).statusCode(302);
        settle();

        clock.advance(Duration.ofDays(2));
        forget.forget();
        follow(link).statusCode(404).body(containsString("too old"));
    }

    @Test
    void whereAFollowedLinkLeadsToIsKeptUntilItIsCounted() {
        String link = links().getFirst();
        clock.advance(Duration.ofDays(401));
        follow(link).statusCode(302);
        forget.forget();
        follow(link).statusCode(302);

        settle();
        forget.forget();
        follow(link).statusCode(404);
        assertThat(clicks()).isEqualTo(1);
    }

    @Test
    void onlyLinksOfTheTemplateAreLedOverTheService() {
        String body = body();

        assertThat(body)
                .contains("https://evil.example/x")
                .doesNotContain("book.example.com")
                .contains("/u/");
        List<String> targets = database.transaction(tx -> tx.list(
                "select url from link_target where business_id = ? order by url",
                row -> row.getString("url"),
                salon.id().value()));
        assertThat(targets)
                .containsExactly("https://book.example.com/", "https://salon.example.com/news?from=mail&week=47");
    }

    @Test
    void whoAnswersStopGetsNoMoreShortMessages() {
        answered("+371 20000001", "Thank you!").body("type", equalTo("replied")).body("taken", equalTo(false));
        byte[] key = database.transaction(tx -> tx.first(
                        "select contact_key from business where id = ?",
                        row -> row.getBytes(1),
                        salon.id().value())
                .orElseThrow());
        database.transaction(tx -> tx.update(
                """
                insert into contact (action_id, business_id, client_id, address_hash, channel, purpose, campaign, step, at)
                select id, business_id, client_id, ?, 'sms', 'MARKETING', campaign, step, ?
                from campaign_action where business_id = ? and step = 'sms'
                """,
                new ContactAddress.Usable("+37120000001").hash(key),
                clock.instant(),
                salon.id().value()));
        answered("20000001", "Thank you!").body("type", equalTo("replied")).body("taken", equalTo(true));

        answered("20000001", "Stop.").body("type", equalTo("unsubscribed")).body("taken", equalTo(true));
        salon.as(Role.VIEWER)
                .get("/api/clients/c-1/consents")
                .then()
                .statusCode(200)
                .body("consents.find { it.channel == 'sms' && !it.granted }.method", equalTo("sms-stop"));
        salon.as(Role.VIEWER)
                .get("/api/actions?client=c-1&step=later")
                .then()
                .body("state", contains("CANCELLED"))
                .body("reason", contains("the client unsubscribed"));
    }

    @Test
    void aNumberThatNothingIsKnownOfIsClosedAllTheSame() {
        answered("20000002", "STOP").body("taken", equalTo(true)).body("delivery", nullValue());

        boolean closed = database.transaction(tx -> tx.first(
                        "select 1 from suppression where business_id = ? and channel = 'sms' and reason = 'UNSUBSCRIBED'",
                        row -> true,
                        salon.id().value())
                .isPresent());
        assertThat(closed).isTrue();
        salon.bookingSystem()
                .body(Map.of("from", "12", "text", "STOP"))
                .post("/api/feedback/sms")
                .then()
                .statusCode(422);
    }

    private ValidatableResponse answered(String from, String text) {
        return salon.bookingSystem()
                .body(Map.of("from", from, "text", text))
                .post("/api/feedback/sms")
                .then()
                .statusCode(200);
    }

    private void settle() {
        clock.advance(Duration.ofSeconds(11));
        count.count();
    }

    private static ValidatableResponse follow(String link) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(link)
                .then();
    }

    /** Those of the mail, each once. */
    private List<String> links() {
        return LINK.matcher(body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private String body() {
        return database.transaction(tx -> tx.first(
                        "select convert_from(body, 'UTF8') from outbox_body where business_id = ?",
                        row -> row.getString(1),
                        salon.id().value())
                .orElseThrow());
    }

    private int clicks() {
        return database.transaction(tx -> tx.first(
                        "select count(*) from activity where business_id = ? and type = 'MESSAGE_CLICKED'",
                        row -> row.getInt(1),
                        salon.id().value())
                .orElseThrow());
    }

    private List<String> segments() {
        return salon.as(Role.ANALYST)
                .get("/api/clients/c-1/segments")
                .jsonPath()
                .getList("name");
    }
}
