package io.regulars.imports.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** One record on its way to a line: {@code {"record":"booking","id":"demo-1-1",…}}. Absent values are left out. */
final class Line {
    private static final JsonFactory JSON = new JsonFactory();

    private final StringWriter text = new StringWriter(400);
    private final JsonGenerator json;

    private Line() throws IOException {
        json = JSON.createGenerator(text);
    }

    /** The content of an object, written field by field. */
    @FunctionalInterface
    interface Fields {
        void into(Line line);
    }

    static Line of(String record, String id) {
        try {
            Line line = new Line();
            line.json.writeStartObject();
            return line.with("record", record).with("id", id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hundredths as a decimal with as many digits as the currency has. */
    static String amount(long hundredths, Currency currency) {
        return BigDecimal.valueOf(hundredths, 2)
                .setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP)
                .toPlainString();
    }

    Line with(String field, @Nullable Object value) {
        try {
            switch (value) {
                case null -> {}
                case Integer number -> json.writeNumberField(field, number);
                case Boolean truth -> json.writeBooleanField(field, truth);
                default -> json.writeStringField(field, value.toString());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Line with(String field, Fields content) {
        try {
            json.writeObjectFieldStart(field);
            content.into(this);
            json.writeEndObject();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Line withTexts(String field, Iterable<String> texts) {
        try {
            json.writeArrayFieldStart(field);
            for (String each : texts) {
                json.writeString(each);
            }
            json.writeEndArray();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String end() {
        try {
            json.writeEndObject();
            json.close();
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
