package io.regulars.releases;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusinesses;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An editor asks for the words that it completes. */
@QuarkusTest
class VocabularyIT {
    private static final String VISITS_IN_LAST =
            "facts.find { it.name == 'Client' }.properties" + ".find { it.name == 'visitsInLast' }";

    @Inject
    TestBusinesses businesses;

    @ParameterizedTest
    @EnumSource(names = "PLATFORM", mode = EnumSource.Mode.EXCLUDE)
    void everyRoleOfABusinessReadsIt(Role role) {
        businesses
                .fresh()
                .as(role)
                .get("/api/rules/vocabulary")
                .then()
                .statusCode(200)
                .body("facts.name", hasItems("Client", "Booking", "Trigger", "Entered"))
                .body("types.find { it.name == 'TEXTS' }.operators.symbol", hasItem("contains"))
                .body("verbs.name", hasItems("segments.assign", "campaigns.start", "tags.add", "tags.remove"))
                .body("attributes.name", hasItem("salience"));
    }

    @Test
    void aWordComesWithAllThatCompletingItTakes() {
        businesses
                .fresh()
                .as(Role.VIEWER)
                .get("/api/rules/vocabulary")
                .then()
                .body(VISITS_IN_LAST + ".type", equalTo("NUMBER"))
                .body(VISITS_IN_LAST + ".unit", equalTo("COUNT"))
                .body(VISITS_IN_LAST + ".parameters.name", contains("days"))
                .body(VISITS_IN_LAST + ".changesWithTime", equalTo(true))
                .body(VISITS_IN_LAST + ".example", equalTo("visitsInLast(90) > 3"));
    }

    @Test
    void nobodyReadsItWithoutAKey() {
        RestAssured.get("/api/rules/vocabulary").then().statusCode(401);
    }
}
