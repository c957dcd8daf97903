package io.regulars.facts;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client says of the business: survey answers and reviews. */
final class Feedback {
    private static final int SATISFIED = 9;
    private static final int NEUTRAL = 7;

    private final List<SurveyState> answers;
    private final Activities activities;

    Feedback(List<SurveyState> surveys, Activities activities) {
        // stable: of two answers at one moment the later arrival stays the later
        answers = surveys.stream()
                .sorted(Comparator.comparing(SurveyState::answeredAt))
                .toList();
        this.activities = activities;
    }

    /** What a CSAT score says of a client. */
    enum CsatGroup {
        SATISFIED,
        NEUTRAL,
        DETRACTOR
    }

    /** All answers in the order they were given. */
    List<SurveyState> answers() {
        return answers;
    }

    double last(SurveyState.Kind kind) {
        return fromTheEnd(kind, 0);
    }

    double previous(SurveyState.Kind kind) {
        return fromTheEnd(kind, 1);
    }

    @Nullable
    CsatGroup csatGroup() {
        double score = last(SurveyState.Kind.CSAT);
        if (Double.isNaN(score)) {
            return null;
        }
        if (score >= SATISFIED) {
            return CsatGroup.SATISFIED;
        }
        return score >= NEUTRAL ? CsatGroup.NEUTRAL : CsatGroup.DETRACTOR;
    }

    /** Of the latest review that has stars; NaN without one. */
    double lastStars() {
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
