package io.regulars.platform.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with JSON in words for who sent it, with no class name in them. */
public final class JsonProblem {
    private static final Pattern TWICE =
            Pattern.compile("Duplicate (?:field|Object property) ['\"](.*)['\"]", Pattern.DOTALL);

    private JsonProblem() {}

    /** The refusal of JSON that cannot be read, with the place. */
    public static ProblemException of(JsonProcessingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case MismatchedInputException mismatch
            when mismatch.getOriginalMessage().startsWith("Trailing token") ->
                new ProblemException(
                        ErrorCode.MALFORMED,
                        "The body goes on after its JSON object" + place(unreadable) + "; one is taken.");
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
            default ->
                new ProblemException(ErrorCode.MALFORMED, "The body " + fault(unreadable) + place(unreadable) + ".");
        };
    }

    private static String fault(JsonProcessingException unreadable) {
        Matcher twice = TWICE.matcher(String.valueOf(unreadable.getOriginalMessage()));
        return twice.lookingAt() ? "names '" + NearestName.shortened(twice.group(1)) + "' twice" : "is no JSON";
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
