package io.regulars.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row, read one after the other in the order in which the statement names them: millions of rows are read,
 * and looking each column up by its name costs as much as reading it.
 */
final class Cells {
    private final ResultSet rows;
    private int column;

    Cells(ResultSet rows) {
        this.rows = rows;
    }

    /** Goes to the next row, if there is one. */
    boolean next() throws SQLException {
        column = 0;
        return rows.next();
    }

    long number() throws SQLException {
        return rows.getLong(++column);
    }

    @Nullable
    Long numberOrNull() throws SQLException {
        long value = rows.getLong(++column);
        return rows.wasNull() ? null : value;
    }

    boolean flag() throws SQLException {
        return rows.getBoolean(++column);
    }

    String text() throws SQLException {
        return Objects.requireNonNull(textOrNull());
    }

    @Nullable
    String textOrNull() throws SQLException {
        return rows.getString(++column);
    }

    /** A timestamptz. */
    Instant moment() throws SQLException {
        return Objects.requireNonNull(momentOrNull());
    }

    @Nullable
    Instant momentOrNull() throws SQLException {
        OffsetDateTime value = rows.getObject(++column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    LocalDate day() throws SQLException {
        return Objects.requireNonNull(rows.getObject(++column, LocalDate.class));
    }
}
