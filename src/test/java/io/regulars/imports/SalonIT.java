package io.regulars.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.salon.SalonExport;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A salon's whole history, imported as of noon of 2018-08-01 in Vancouver: the stored segments of every client equal
 * those of {@code salon/oracle.sql}, which was written from the definitions and shares nothing with the service. The salon of
 * {@code salon/made-up} was made up by chance in the shape of the real one's export, which is read too where it is at hand.
 */
@QuarkusTest
class SalonIT {
    private static final Logger LOG = Logger.getLogger(SalonIT.class);
    private static final Path MADE_UP = Path.of("src/test/resources/salon/made-up");
    private static final Path REAL = Path.of("../shared/data/hair-salon");

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    EvaluateImported evaluateImported;

    @Inject
    Database database;

    @Test
    void everyClientOfAMadeUpSalonIsInTheSegmentsThatTheOracleSays() throws IOException {
        everyClientIsInTheSegmentsThatTheOracleSays(MADE_UP, 250);
    }

    @Test
    void everyClientOfTheRealSalonIsInTheSegmentsThatTheOracleSays() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(REAL), "the salon's export is not at " + REAL.toAbsolutePath());
        everyClientIsInTheSegmentsThatTheOracleSays(REAL, 3_000);
    }

    private void everyClientIsInTheSegmentsThatTheOracleSays(Path export, int memberships) throws IOException {
        clock.set("2018-08-01T19:00:00Z");
        release.activateDefaults();
        TestBusiness salon = businesses.fresh("America/Vancouver", "CAD", "CA");
        List<String> lines = new SalonExport(export).lines();

        String job = salon.as(Role.BOOKING_SYSTEM)
                .contentType("application/x-ndjson")
                .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post("/api/import")
                .then()
                .statusCode(202)
                .body("rejected", is(0))
                .extract()
                .path("id");
        evaluateImported.evaluate();
        salon.as(Role.BOOKING_SYSTEM)
                .get("/api/import/" + job)
                .then()
                .body("state", is("DONE"))
                .body("accepted", is(lines.size()));

        List<String> stored = database.transaction(transaction -> transaction.list(
                """
                select c.external_id, m.segment from membership m join client c on c.id = m.client_id
                where m.business_id = ? order by c.external_id collate "C", m.segment collate "C"
                """,
                row -> row.getString(1) + " " + row.getString(2),
                salon.id().value()));
        assertThat(stored).isEqualTo(oracle(lines)).hasSizeGreaterThan(memberships);

        Map<String, Long> sizes = stored.stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .collect(Collectors.groupingBy(segment -> segment, TreeMap::new, Collectors.counting()));
        LOG.infof("Clients of the salon per segment: %s", sizes);
    }

    private List<String> oracle(List<String> lines) throws IOException {
        String sql;
        try (InputStream script = SalonIT.class.getResourceAsStream("/salon/oracle.sql")) {
            sql = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
        return database.transaction(transaction -> {
            transaction.update("create temp table oracle_line (n bigint, line jsonb) on commit drop");
            transaction.batch(
                    "insert into oracle_line values (?, ?::jsonb)",
                    IntStream.range(0, lines.size())
                            .mapToObj(n -> new @Nullable Object[] {(long) n, lines.get(n)})
                            .toList());
            return transaction.list(sql.replaceFirst(";\\s*$", ""), row -> row.getString(1) + " " + row.getString(2));
        });
    }
}
