package io.regulars.platform.problem;

import java.util.List;

/** A request that is refused; rendered as problem+json in one place. Nothing of the request was kept. */
public final class ProblemException extends RuntimeException {
    private final ErrorCode code;
    private final String detail;
    private final List<FieldError> errors;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public ProblemException(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail);
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
    }

    /**
     * One bad field.
     *
     * @param pointer JSON pointer into the request: {@code /endsAt}
     * @param detail what is wrong and what instead
     */
    public record FieldError(String pointer, String detail) {}

    /** What kind of refusal. */
    public ErrorCode code() {
        return code;
    }

    /** What is wrong with this request, for who sent it. */
    public String detail() {
        return detail;
    }

    /** The bad fields, all at once. */
    public List<FieldError> errors() {
        return errors;
    }
}
