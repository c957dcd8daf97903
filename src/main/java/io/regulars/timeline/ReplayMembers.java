package io.regulars.timeline;

import static io.regulars.platform.database.Transaction.instant;

import io.regulars.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a replay found, client by client, as lines of CSV. */
@ApplicationScoped
class ReplayMembers {
    private static final int PAGE = 1_000;

    private final Database database;

    ReplayMembers(Database database) {
        this.database = database;
    }

    /** Takes a line. */
    @FunctionalInterface
    interface Lines {
        void write(String line) throws IOException;
    }

    private record Line(long client, String segment, String text) {}

    /** Writes a head and every line, a page at a time, so that memory stays flat. */
    void write(UUID job, Lines lines) throws IOException {
        lines.write("client,segment,since,rule\n");
        List<Line> page = page(job, 0, "");
        while (!page.isEmpty()) {
            for (Line line : page) {
                lines.write(line.text);
            }
            page = page(job, page.getLast().client, page.getLast().segment);
        }
    }

    private List<Line> page(UUID job, long client, String segment) {
        return database.transaction(transaction -> transaction.list(
                """
                select m.client_id, c.external_id, m.segment, m.since, m.rule
                from replay_member m join client c on c.id = m.client_id
                where m.job_id = ? and (m.client_id, m.segment) > (?, ?) and c.erased_at is null
                order by m.client_id, m.segment limit ?
                """,
                row -> new Line(
                        row.getLong("client_id"),
                        row.getString("segment"),
                        csv(
                                row.getString("external_id"),
                                row.getString("segment"),
                                String.valueOf(instant(row, "since")),
                                row.getString("rule"))),
                job,
                client,
                segment,
                PAGE));
    }

    /**
     * A line of CSV.
     * <pre>
     *   c-1, city:Riga, 2026-01-01T00:00:00Z, He said "no", twice → c-1,city:Riga,2026-01-01T00:00:00Z,"He said ""no"", twice"
     * </pre>
     */
    private static String csv(String... fields) {
        return Stream.of(fields)
                .map(field -> field.matches("[^\",\r\n]*") ? field : "\"" + field.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",", "", "\n"));
    }
}
