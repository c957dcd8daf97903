package io.regulars.outbox;

import java.util.List;

/** The events that endpoints can be told. */
public final class EventTypes {
    /** A client came into a segment, or left it. */
    public static final String SEGMENT_ENTERED = "segment.entered";

    public static final String SEGMENT_LEFT = "segment.left";
    public static final String CAMPAIGN_STARTED = "campaign.started";
    public static final String CAMPAIGN_EVENT = "campaign.event";
    public static final String TASK_CREATED = "task.created";
    public static final String MESSAGE_SENT = "message.sent";
    public static final String MESSAGE_FAILED = "message.failed";
    public static final String RELEASE_ACTIVATED = "release.activated";
    /** Asked for by a person who tries an endpoint. */
    public static final String PING = "ping";

    /** All that an endpoint can choose of. */
    public static final List<String> ALL = List.of(
            SEGMENT_ENTERED,
            SEGMENT_LEFT,
            CAMPAIGN_STARTED,
            CAMPAIGN_EVENT,
            TASK_CREATED,
            MESSAGE_SENT,
            MESSAGE_FAILED,
            RELEASE_ACTIVATED);

    private EventTypes() {}
}
