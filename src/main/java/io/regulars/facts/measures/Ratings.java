package io.regulars.facts.measures;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.SurveyState;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client says of the business: survey answers and reviews. */
public final class Ratings {
    private static final int SATISFIED = 9;
    private static final int NEUTRAL = 7;

    private final List<SurveyState> answers;
    private final Activities activities;

    /** Reads the answers in the order of their moments, and the reviews among the activities. */
    public Ratings(List<SurveyState> surveys, Activities activities) {
        // stable: of two answers at one moment the later arrival stays the later
        answers = surveys.stream()
                .sorted(Comparator.comparing(SurveyState::answeredAt))
                .toList();
        this.activities = activities;
    }

    /** What a CSAT score says of a client. */
    public enum CsatGroup {
        SATISFIED,
        NEUTRAL,
        DETRACTOR
    }

    /** All answers in the order they were given. */
    public List<SurveyState> answers() {
        return answers;
    }

    /** The latest score of a kind; NaN if there is none. */
    public double last(SurveyState.Kind kind) {
        return fromTheEnd(kind, 0);
    }

    /** The score before the latest of a kind; NaN if there is none. */
    public double previous(SurveyState.Kind kind) {
        return fromTheEnd(kind, 1);
    }

    /** The group of the latest CSAT score; null if there is none. */
    @Nullable
    public CsatGroup csatGroup() {
        return csatGroup(last(SurveyState.Kind.CSAT));
    }

    /** The group of a CSAT score; null if there is none. */
    public static @Nullable CsatGroup csatGroup(double score) {
        if (Double.isNaN(score)) {
            return null;
        }
        if (score >= SATISFIED) {
            return CsatGroup.SATISFIED;
        }
        return score >= NEUTRAL ? CsatGroup.NEUTRAL : CsatGroup.DETRACTOR;
    }

    /** Of the latest review that has stars; NaN without one. */
    public double lastStars() {
        Activity review = activities.latest(
                activity -> activity.type() == Activity.Type.REVIEW_LEFT && !Double.isNaN(activity.number("stars")));
        return review == null ? Double.NaN : review.number("stars");
    }

    private double fromTheEnd(SurveyState.Kind kind, int skip) {
        int left = skip;
        for (int i = answers.size() - 1; i >= 0; i--) {
            if (answers.get(i).kind() == kind && left-- == 0) {
                return answers.get(i).score();
            }
        }
        return Double.NaN;
    }
}
