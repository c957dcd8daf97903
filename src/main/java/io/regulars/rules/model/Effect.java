package io.regulars.rules.model;

import java.time.Instant;

/** What a rule of phase two asks for. */
public sealed interface Effect {
    /** The rule's name. */
    String rule();

    /**
     * Start a campaign.
     *
     * @param origin what it starts from, the last part of the start's key: {@code segment:<name>@<since>},
     *     {@code left:<name>@<moment>}, {@code event:<trigger id>}, or {@code rule:<name>} for a condition that names
     *     neither
     * @param since when that became true or happened
     */
    record Start(String campaign, String origin, Instant since, String rule, String because) implements Effect {}

    /** Put a tag on the client. */
    record AddTag(String tag, String rule) implements Effect {}

    /** Take a tag off the client. */
    record RemoveTag(String tag, String rule) implements Effect {}
}
