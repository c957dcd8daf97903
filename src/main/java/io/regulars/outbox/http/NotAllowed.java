package io.regulars.outbox.http;

/** An address of the web that must not be asked; with the reason. */
final class NotAllowed extends Exception {
    private final String why;

    NotAllowed(String why) {
        super(why);
        this.why = why;
    }

    /** Goes on after the address. */
    String why() {
        return why;
    }
}
