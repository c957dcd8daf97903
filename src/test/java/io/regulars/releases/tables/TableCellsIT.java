package io.regulars.releases.tables;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables of a draft are read and changed cell by cell; what is wrong is told at its cell. */
@QuarkusTest
class TableCellsIT {
    private static final String OFFERS = "tables/offers.xlsx";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon;
    private String draft;
    private String tag;

    @BeforeEach
    void aDraft() {
        clock.set("2026-11-22T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
        Response made = salon.as(Role.ANALYST).body(Map.of("message", "tables")).post("/api/rules/releases");
        draft = made.path("id");
        tag = made.header("ETag");
    }

    @Test
    void whoeverMayReadRulesSeesATableOfTheReleaseThatAnswers() {
        String active = salon.as(Role.VIEWER).get("/api/rules/active").path("id");
        salon.as(Role.VIEWER)
                .get("/api/rules/releases/" + active + "/tables/" + OFFERS)
                .then()
                .statusCode(200)
                .header("ETag", containsString("\""))
                .body("path", equalTo(OFFERS))
                .body("problems", hasSize(0))
                .body("sheets[0].tables[0].columns.kind", hasItems("CONDITION", "ACTION"))
                .body("sheets[0].tables[0].rules.row", hasItem(first()));
    }

    @Test
    void anEditIsAnsweredWithTheTableAsItIsThenAndTheFileHoldsIt() {
        int row = first();
        String name = Objects.requireNonNull(cell(row, nameColumn()));

        edit(tag, Map.of("do", "duplicate", "row", row), write(row + 1, "A row of mine"))
                .statusCode(200)
                .body("sheets[0].cells.findAll { it.row == %d }.shown".formatted(row), hasItem(name))
                .body("sheets[0].cells.findAll { it.row == %d }.shown".formatted(row + 1), hasItem("A row of mine"));

        salon.as(Role.VIEWER)
                .get("/api/rules/releases/" + draft + "/tables/" + OFFERS)
                .then()
                .body("sheets[0].cells.shown", hasItem("A row of mine"));
        salon.as(Role.ADMIN)
                .get("/api/audit-log?subject=" + draft)
                .then()
                .body("findAll { it.what == 'release-edited' }.details", hasItem(OFFERS));
    }

    @Test
    void aValueThatCannotBeReadIsToldAtItsCell() {
        int column = spendColumn();
        edit(tag, Map.of("do", "write", "cell", named(first(), column), "value", "five hundred or so"))
                .statusCode(200)
                .body("problems.cell", hasItem(named(first(), column)))
                .body("problems.sheet", everyItem(not(equalTo(null))))
                .body("problems.severity", hasItem("ERROR"));
    }

    @Test
    void editsAreMadeOnlyOfTheStateThatTheirWriterHasSeen() {
        String seen = tag;
        edit(seen, write(first(), "mine")).statusCode(200);

        edit(seen, write(first(), "another's")).statusCode(412);
        edit(null, write(first(), "another's")).statusCode(428);
        table().body("sheets[0].cells.shown", hasItem("mine")).body("sheets[0].cells.shown", not(hasItem("another's")));
    }

    @Test
    void whatCannotBeMadeIsToldWithItsPlaceAndNothingIsMade() {
        edit(tag, write(first(), "mine"), Map.of("do", "delete", "row", first() - 1))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/edits/1"))
                .body("detail", containsString("Choose a row below its titles."));
        edit(tag, Map.of("do", "wrte", "cell", "7C"))
                .statusCode(422)
                .body("errors.pointer", hasItem("/edits/0/do"))
                .body("errors.detail", hasItem(containsString("write, insert, duplicate, delete or move")));
        edit(tag, Map.of("do", "write", "cell", "7C")).body("errors.pointer", hasItem("/edits/0/cell"));
        edit(tag, Map.of("do", "move", "row", first())).body("errors.pointer", hasItem("/edits/0/to"));
        edit(tag).statusCode(422).body("errors.pointer", hasItem("/edits"));
        table().body("sheets[0].cells.shown", not(hasItem("mine")));
    }

    @Test
    void filesThatHoldNoTablesAndReleasesThatAnswerAreRefused() {
        String files = "/api/rules/releases/" + draft + "/tables/";
        salon.as(Role.VIEWER)
                .get(files + "segments.yaml")
                .then()
                .statusCode(422)
                .body("detail", containsString("holds no tables"));
        salon.as(Role.VIEWER).get(files + "tables/nothing.xlsx").then().statusCode(404);
        salon.as(Role.VIEWER)
                .header("If-Match", tag)
                .body(Map.of("edits", List.of(write(first(), "mine"))))
                .patch(files + OFFERS)
                .then()
                .statusCode(403);
        String active = salon.as(Role.VIEWER).get("/api/rules/active").path("id");
        salon.as(Role.ANALYST)
                .header("If-Match", "*")
                .body(Map.of("edits", List.of(write(first(), "mine"))))
                .patch("/api/rules/releases/" + active + "/tables/" + OFFERS)
                .then()
                .statusCode(403);
        businesses.fresh().as(Role.VIEWER).get(files + OFFERS).then().statusCode(404);
    }

    private ValidatableResponse table() {
        return salon.as(Role.VIEWER)
                .get("/api/rules/releases/" + draft + "/tables/" + OFFERS)
                .then();
    }

    private int first() {
        return table().extract().path("sheets[0].tables[0].firstRule");
    }

    private int nameColumn() {
        return table().extract().path("sheets[0].tables[0].columns.find { it.kind == 'NAME' }.column");
    }

    private int spendColumn() {
        return table().extract().path("sheets[0].tables[0].columns.find { it.asks == 'spend >=' }.column");
    }

    private String cell(int row, int column) {
        return table().extract()
                .path("sheets[0].cells.find { it.row == %d && it.column == %d }.shown".formatted(row, column));
    }

    private Map<String, Object> write(int row, String value) {
        return Map.of("do", "write", "cell", named(row, nameColumn()), "value", value);
    }

    private static String named(int row, int column) {
        return (char) ('A' + column - 1) + String.valueOf(row);
    }

    @SafeVarargs
    private ValidatableResponse edit(@Nullable String ifMatch, Map<String, Object>... edits) {
        var request = salon.as(Role.ANALYST).body(Map.of("edits", List.of(edits)));
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .patch("/api/rules/releases/" + draft + "/tables/" + OFFERS)
                .then();
    }
}
