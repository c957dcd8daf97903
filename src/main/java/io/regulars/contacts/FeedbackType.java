package io.regulars.contacts;

import io.regulars.facts.history.Activity;
import io.regulars.platform.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What came back of a message. */
public enum FeedbackType {
    /** It lies in the inbox. */
    DELIVERED(Activity.Type.MESSAGE_DELIVERED),
    /** It could not be delivered. */
    BOUNCED(Activity.Type.MESSAGE_BOUNCED),
    /** The client called it unwanted. */
    COMPLAINED(Activity.Type.MESSAGE_COMPLAINED),
    OPENED(Activity.Type.MESSAGE_OPENED),
    CLICKED(Activity.Type.MESSAGE_CLICKED),
    REPLIED(Activity.Type.MESSAGE_REPLIED);

    private final Activity.Type activity;

    FeedbackType(Activity.Type activity) {
        this.activity = activity;
    }

    /** As what rules see it. */
    Activity.Type activity() {
        return activity;
    }

    /** As it is written: {@code bounced}. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its written form.
     *
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    static FeedbackType of(String written) {
        List<String> all = Arrays.stream(values()).map(FeedbackType::written).toList();
        return Arrays.stream(values())
                .filter(type -> type.written().equals(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is one of " + String.join(", ", all)
                        + NearestName.of(written, all)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")));
    }
}
