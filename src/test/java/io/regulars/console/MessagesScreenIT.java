package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.delivery.DeliverDueActions;
import io.regulars.outbox.Receiver;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was sent and what was not, as an owner sees it in a real browser. */
@QuarkusTest
class MessagesScreenIT {
    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\">";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    DeliverDueActions deliver;

    private final Receiver service = new Receiver();
    private TestBusiness salon;
    private Browser browser;

    @BeforeEach
    void aSalonThatWroteToItsStudents() throws IOException {
        clock.set("2026-11-16T10:00:00Z"); // noon in Riga
        release.activate(List.of(
                new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Welcome" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
                    rule "Text" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "text"); end
                    """),
                new RuleFile("campaigns/welcome.yaml", """
                    name: welcome
                    title: Welcome students
                    holdout: 0
                    steps:
                      - {name: hello, message: {channel: email, text: "Good that you are here, {client.firstName}"}}
                      - {name: call, task: {for: manager, text: Call them and ask how it went, priority: high, due: 2d}}
                      - {name: again, after: 7d, message: {channel: email, text: Hello again}}
                    """),
                new RuleFile("campaigns/text.yaml", """
                    name: text
                    title: A short word
                    kind: service
                    steps: [{name: text, message: {channel: sms, text: Thanks}}]
                    """)));
        salon = businesses.fresh();
        salon.named("Salon Anna");
        service.answers(told -> new Receiver.Answer(400, Map.of(), "no such number"));
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "texts",
                        "kind",
                        "sms-http",
                        "settings",
                        Map.of("url", service.url(), "body", "{\"to\": \"{to}\", \"text\": \"{text}\"}")))
                .post("/api/endpoints")
                .then()
                .statusCode(201);
        student("hostile", HOSTILE, Map.of("phone", "+37120000000"));
        deliver.deliver();
        clock.set("2026-11-20T10:00:00Z"); // the service has refused for too long
        student("ana", "Ana", Map.of("email", "ana@mail.example", "consents", Map.of("email", true)));
        student("bea", "Bea", Map.of("email", "bea@mail.example"));
        deliver.deliver();
        clock.set("2026-11-20T20:00:00Z"); // night in Riga
        student("dina", "Dina", Map.of("email", "dina@mail.example", "consents", Map.of("email", true)));
        deliver.deliver();
        browser = Browser.at("http://localhost:" + RestAssured.port);
        browser.size(1280, 900);
    }

    @AfterEach
    void closed() {
        browser.close();
        service.close();
    }

    @Test
    void anOwnerSeesWhatWasSentAndWhatWasNotAndWhyAndTicksWhatIsToBeDone() throws IOException {
        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ANALYST)));
        browser.follow("Messages");
        browser.expect("Sent by e-mail");
        browser.expect("Not sent, since they have not agreed");
        browser.expect("Given to manager");
        browser.expect("Could not be sent");
        browser.expect(HOSTILE);
        browser.looksWell("messages");

        browser.follow("Not sent");
        browser.expectNot("Sent by e-mail");
        browser.choose("#campaign", "Welcome students");
        browser.expectNot("Could not be sent");
        assertThat(browser.script("return location.search").asText()).isEqualTo("?show=not&campaign=welcome");
        browser.open("/messages?show=waiting&days=1");
        browser.expect("Held until 21 Nov 2026, 09:00, since it is night where they are");
        browser.expectNot("27 Nov 2026");
        browser.follow("Held until");
        browser.expect("How it came to that");
        browser.expect("Quiet hours are 21:00 to 09:00");
        browser.expect("Nothing was sent, so there is no text.");
        browser.looksWell("message-held");

        browser.open("/clients/ana");
        browser.follow("Their messages");
        browser.expect("Sent by e-mail");
        browser.expectNot("Bea");
        browser.follow("Sent by e-mail");
        browser.expect("ana@mail.example");
        browser.expect("Good that you are here, Ana");
        browser.expect("other questions let it through");
        browser.looksWell("message");

        browser.follow("Messages");
        browser.follow("Tasks");
        browser.expect("Call them and ask how it went");
        browser.expect("To be done until 22 Nov 2026");
        browser.looksWell("tasks");
        browser.follow("Done", "li button");
        browser.expect("Done on 20 Nov 2026, 22:00");
        salon.as(Role.VIEWER).get("/api/actions?finished=true").then().body("$", hasSize(1));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatDidNotGetThroughIsSentAgainByAnAdminOnlyIfItMayAndTheLogSaysWhoDidWhat() throws IOException {
        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ANALYST)));
        browser.open("/messages/deliveries");
        browser.expect("SMS service for SMS");
        browser.expect("Message by SMS");
        browser.expect("400");
        browser.expect("It is sent again by keys with the role admin; yours has analyst.");
        browser.follow("Sign out");

        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ADMIN)));
        browser.open("/messages/deliveries");
        browser.follow("Send it again");
        browser.expect("It may not go to the client now: expired");
        browser.looksWell("deliveries");
        browser.follow("Sign out");

        browser.signIn(Objects.requireNonNull(salon.keys().get(Role.ANALYST)));
        browser.open("/log");
        browser.expect("Endpoint made");
        browser.looksWell("log");
        browser.follow("Endpoint made");
        assertThat(browser.script("return location.search").asText()).isEqualTo("?what=endpoint-made");
        browser.expect("texts");
        browser.size(360, 780);
        browser.follow("More");
        browser.expect("Who did what, and when");
        assertThat(browser.complaints())
                .allMatch(one -> one.contains("409") || one.contains("401")); // the browser's own words
    }

    private void student(String id, String name, Map<String, Object> profile) {
        var told = new HashMap<String, Object>(profile);
        told.put("firstName", name);
        told.put("tags", List.of("student"));
        salon.bookingSystem().body(told).put("/api/clients/" + id).then().statusCode(200);
    }
}
