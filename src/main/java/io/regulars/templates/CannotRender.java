package io.regulars.templates;

/** A message has no text: its template is not in the release, or fails for this client. The message says what and why. */
public final class CannotRender extends RuntimeException {
    /** A reason for whoever keeps the templates; it holds nothing of the client. */
    public CannotRender(String reason) {
        super(reason);
    }
}
