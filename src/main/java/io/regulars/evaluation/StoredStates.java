package io.regulars.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.facts.Activity;
import io.regulars.facts.BookingState;
import io.regulars.facts.Business;
import io.regulars.facts.ReceiptState;
import io.regulars.facts.SurveyState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the states of things from the columns that {@link LoadClients} asks for, in that order. */
final class StoredStates {
    private static final TypeReference<HashMap<String, @Nullable Object>> DATA = new TypeReference<>() {};

    private final ObjectMapper json;

    StoredStates(ObjectMapper json) {
        this.json = json;
    }

    static BookingState booking(String id, Cells cells) throws SQLException {
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

    static ReceiptState receipt(String id, Cells cells) throws SQLException {
        return new ReceiptState(
                id,
                cells.day(),
                cells.number(),
                cells.text(),
                cells.textOrNull(),
                cells.textOrNull(),
                cells.textOrNull());
    }

    static SurveyState survey(String id, Cells cells) throws SQLException {
        return new SurveyState(
                id, SurveyState.Kind.valueOf(cells.text()), (int) cells.number(), cells.moment(), cells.textOrNull());
    }

    Activity activity(String id, Instant occurredAt, Cells cells) throws SQLException {
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

    JsonNode tree(Cells cells) throws SQLException {
        try {
            return json.readTree(cells.text());
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    /** From the columns that {@link Prices#OF_SERVICE_S} ends. */
    static Business.Service service(Cells cells, Currency currency) throws SQLException {
        return new Business.Service(
                cells.text(), cells.textOrNull(), cells.number(), hours(cells), Prices.read(cells, currency));
    }

    static @Nullable Duration hours(Cells cells) throws SQLException {
        Long hours = cells.numberOrNull();
        return hours == null ? null : Duration.ofHours(hours);
    }

    private static IllegalStateException unreadable(JsonProcessingException cause) {
        return new IllegalStateException("Stored JSON cannot be read", cause);
    }
}
