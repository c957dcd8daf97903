package io.regulars.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * An error as RFC 9457 has it.
 *
 * @param type the error code: {@code urn:regulars:problem:invalid}
 * @param title the same for every occurrence of the code
 * @param instance the path that was called, or the id under which the log has more
 * @param errors each bad field of the request
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<ProblemException.FieldError> errors) {
    public Problem {
        errors = List.copyOf(errors);
    }

    /** The problem that a code stands for, at a request's address. */
    public static Problem of(ErrorCode code, String detail, String instance, List<ProblemException.FieldError> errors) {
        String name = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem("urn:regulars:problem:" + name, code.title(), code.status(), detail, instance, errors);
    }
}
