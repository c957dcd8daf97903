package io.regulars.platform.problem;

/** Why a request is refused; its lower-case name with dashes is the problem's {@code type}. */
public enum ErrorCode {
    MALFORMED(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "A key is needed"),
    FORBIDDEN(403, "The key may not do this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not taken here"),
    NOT_ACCEPTABLE(406, "The answer cannot be given in that form"),
    CONFLICT(409, "It contradicts what is there"),
    ERASED(410, "The client was erased"),
    PRECONDITION_FAILED(412, "It was changed meanwhile"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not taken here"),
    INVALID(422, "The content is not valid"),
    PRECONDITION_REQUIRED(428, "Say which state you saw"),
    TOO_MANY(429, "Too many requests"),
    RULES_STOPPED(500, "The running rules do not come to an end"),
    INTERNAL(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "The service cannot answer now");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A sentence that is the same for every occurrence. */
    public String title() {
        return title;
    }
}
