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

    /** {@code insertLogical( new Finding($c, "high-season") )}: what other rules may match. */
    record Conclude(Expression finding, Position position) implements Action {}

    /** The name it is called with. */
    default Expression name() {
        return switch (this) {
            case AssignSegment assign -> assign.segment();
            case StartCampaign start -> start.campaign();
            case AddTag add -> add.tag();
            case RemoveTag remove -> remove.tag();
            case Conclude conclude -> conclude.finding();
        };
    }
}
