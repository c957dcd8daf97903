package io.regulars.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with JSON in words for who sent it, with no class name in them. */
final class JsonProblem {
    private JsonProblem() {}

    static ProblemException of(JsonProcessingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case MismatchedInputException mismatch
            when mismatch.getPath().isEmpty() ->
                new ProblemException(
                        ErrorCode.MALFORMED, "The body is empty or of the wrong form; a JSON object is needed.");
            case JsonMappingException mapping
            when !mapping.getPath().isEmpty() ->
                new ProblemException(
                        ErrorCode.INVALID,
                        "The content is not valid.",
                        List.of(new ProblemException.FieldError(pointer(mapping), "The value has the wrong form.")));
            default -> new ProblemException(ErrorCode.MALFORMED, "The body is no JSON" + place(unreadable) + ".");
        };
    }

    private static ProblemException unknown(UnrecognizedPropertyException unknown) {
        Collection<Object> known =
                Optional.ofNullable(unknown.getKnownPropertyIds()).orElse(List.of());
        String detail = NearestName.unknown(
                "field",
                unknown.getPropertyName(),
                known.stream().map(String::valueOf).toList());
        return new ProblemException(
                ErrorCode.INVALID,
                "The content is not valid.",
                List.of(new ProblemException.FieldError(pointer(unknown), detail)));
    }

    private static String pointer(JsonMappingException mapping) {
        var pointer = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            String name = step.getFieldName();
            pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : Fields.escaped(name));
        }
        return pointer.toString();
    }

    private static String place(JsonProcessingException unreadable) {
        var location = unreadable.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
