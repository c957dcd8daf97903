package io.regulars.rules.tree;

/** What a rule does when it fires: a call on a global of the vocabulary. */
public sealed interface Action {
    /** Where the call stands. */
    Position position();

    /** {@code segments.assign($c, "vip")}. */
    record AssignSegment(Expression segment, Position position) implements Action {}

    /** {@code campaigns.start($c, "win-back")}. */
    record StartCampaign(Expression campaign, Position position) implements Action {}

    /** {@code tags.add($c, "student")}. */
    record AddTag(Expression tag, Position position) implements Action {}

    /** {@code tags.remove($c, "student")}. */
    record RemoveTag(Expression tag, Position position) implements Action {}
}
