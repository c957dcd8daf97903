package io.regulars.platform.database;

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
public final class RowReader {
    private final ResultSet rows;
    private int column;

    public RowReader(ResultSet rows) {
        this.rows = rows;
    }

    /** Goes to the next row, if there is one. */
    public boolean next() throws SQLException {
        column = 0;
        return rows.next();
    }

    public long number() throws SQLException {
        return rows.getLong(++column);
    }

    @Nullable
    public Long numberOrNull() throws SQLException {
        long value = rows.getLong(++column);
        return rows.wasNull() ? null : value;
    }

    public boolean flag() throws SQLException {
        return rows.getBoolean(++column);
    }

    public String text() throws SQLException {
        return Objects.requireNonNull(textOrNull());
    }

    @Nullable
    public String textOrNull() throws SQLException {
        return rows.getString(++column);
    }

    /** A timestamptz. */
    public Instant moment() throws SQLException {
        return Objects.requireNonNull(momentOrNull());
    }

    @Nullable
    public Instant momentOrNull() throws SQLException {
        OffsetDateTime value = rows.getObject(++column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public LocalDate day() throws SQLException {
        return Objects.requireNonNull(dayOrNull());
    }

    @Nullable
    public LocalDate dayOrNull() throws SQLException {
        return rows.getObject(++column, LocalDate.class);
    }
}
