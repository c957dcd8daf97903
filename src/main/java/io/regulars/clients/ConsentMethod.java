package io.regulars.clients;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How somebody said yes or no. */
public enum ConsentMethod {
    /** By a form of the business. */
    FORM,
    /** By the button that mail programs show beside a mail. */
    ONE_CLICK,
    /** On the page that a message links to. */
    PREFERENCES,
    /** To the staff. */
    STAFF,
    /** It came with an import. */
    IMPORT,
    /** By answering STOP. */
    SMS_STOP,
    /** By calling a message unwanted. */
    COMPLAINT,
    /** A profile says it; how the client did is not known. */
    BOOKING_SYSTEM,
    /** Nobody said how. */
    UNSAID;

    /** As it is written: {@code one-click}. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * By its written form.
     *
     * @throws IllegalArgumentException if there is none, naming all
     */
    public static ConsentMethod of(String written) {
        return Arrays.stream(values())
                .filter(method -> method.written().equals(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is one of "
                        + Arrays.stream(values()).map(ConsentMethod::written).collect(Collectors.joining(", "))));
    }
}
