package io.regulars.evaluation.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.SurveyState;
import io.regulars.platform.database.RowReader;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the states of things from the columns that {@link LoadClients} asks for, in that order. */
public final class StoredStates {
    private static final TypeReference<HashMap<String, @Nullable Object>> DATA = new TypeReference<>() {};

    private final ObjectMapper json;

    public StoredStates(ObjectMapper json) {
        this.json = json;
    }

    public static BookingState booking(String id, RowReader cells) throws SQLException {
        return new BookingState(
                id,
                cells.text(),
                cells.textOrNull(),
                cells.textOrNull(),
                cells.textOrNull(),
                cells.textOrNull(),
                cells.moment(),
                cells.momentOrNull(),
                cells.momentOrNull(),
                BookingState.Status.valueOf(cells.text()),
                cells.momentOrNull(),
                cancelledBy(cells.textOrNull()),
                cells.numberOrNull(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.textOrNull(),
                cells.textOrNull(),
                cells.textOrNull());
    }

    private static BookingState.@Nullable CancelledBy cancelledBy(@Nullable String name) {
        return name == null ? null : BookingState.CancelledBy.valueOf(name);
    }

    public static ReceiptState receipt(String id, RowReader cells) throws SQLException {
        return new ReceiptState(
                id,
                cells.day(),
                cells.number(),
                cells.text(),
                cells.textOrNull(),
                cells.textOrNull(),
                cells.textOrNull());
    }

    public static PassState pass(String id, RowReader cells) throws SQLException {
        return new PassState(
                id,
                cells.text(),
                cells.textOrNull(),
                cells.textOrNull(),
                cells.day(),
                cells.dayOrNull(),
                whole(cells.numberOrNull()),
                whole(cells.numberOrNull()),
                cells.dayOrNull(),
                null);
    }

    private static @Nullable Integer whole(@Nullable Long number) {
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    public static SurveyState survey(String id, RowReader cells) throws SQLException {
        return new SurveyState(
                id, SurveyState.Kind.valueOf(cells.text()), (int) cells.number(), cells.moment(), cells.textOrNull());
    }

    public Activity activity(String id, Instant occurredAt, RowReader cells) throws SQLException {
        var type = Activity.Type.valueOf(cells.text());
        Map<String, Object> data = new HashMap<>();
        try {
            json.readValue(cells.text(), DATA).forEach((field, value) -> {
                if (value != null) {
                    data.put(field, value);
                }
            });
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
        return new Activity(id, type, occurredAt, data);
    }

    public JsonNode tree(RowReader cells) throws SQLException {
        try {
            return json.readTree(cells.text());
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    /** From the columns that {@link Prices#OF_SERVICE_S} ends. */
    public static BusinessSettings.Service service(RowReader cells, Currency currency) throws SQLException {
        return new BusinessSettings.Service(
                cells.text(), cells.textOrNull(), cells.number(), hours(cells), Prices.read(cells, currency));
    }

    public static @Nullable Duration hours(RowReader cells) throws SQLException {
        Long hours = cells.numberOrNull();
        return hours == null ? null : Duration.ofHours(hours);
    }

    private static IllegalStateException unreadable(JsonProcessingException cause) {
        return new IllegalStateException("Stored JSON cannot be read", cause);
    }
}
