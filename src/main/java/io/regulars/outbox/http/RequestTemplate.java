package io.regulars.outbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.NearestName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places that are filled in, each written so that it cannot leave the place where it stands. */
final class RequestTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");
    private static final List<String> NAMES = List.of("to", "text", "id", "secret");

    private RequestTemplate() {}

    /** What is filled in. */
    record Places(String to, String text, String id, String secret) {
        /** For a look at what comes of a template. */
        static final Places SAMPLE =
                new Places("+37120000000", "text", "5b0c34a5-4f0e-4c0c-9d8e-0f3d5f0f8a11", "secret");

        private String of(String name) {
            return switch (name) {
                case "to" -> to;
                case "text" -> text;
                case "id" -> id;
                case "secret" -> secret;
                default -> throw new IllegalArgumentException("no place is called " + name);
            };
        }
    }

    /** Where the text stands, which says how a value is written. */
    enum Form {
        /** Within a text of JSON. */
        JSON,
        /** In a form or an address. */
        URL,
        HEADER
    }

    /**
     * The same text.
     *
     * @throws IllegalArgumentException with a sentence if it has a place that there is not
     */
    static String checked(String template) {
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            if (!NAMES.contains(places.group(1))) {
                throw new IllegalArgumentException(
                        "has a place that there is not. " + NearestName.unknownAmong("place", places.group(1), NAMES));
            }
        }
        return template;
    }

    static String filled(String template, Form form, Places places) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(written(places.of(place.group(1)), form)));
    }

    /** Whether it is JSON whatever is filled in. */
    static boolean isJson(String template) {
        try {
            Json.MAPPER.readTree(filled(template, Form.JSON, Places.SAMPLE));
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String written(String value, Form form) {
        return switch (form) {
            case JSON -> {
                String quoted = Json.write(value);
                yield quoted.substring(1, quoted.length() - 1);
            }
            case URL -> URLEncoder.encode(value, StandardCharsets.UTF_8);
            case HEADER -> value.replaceAll("[^\\x20-\\x7e]", "");
        };
    }
}
