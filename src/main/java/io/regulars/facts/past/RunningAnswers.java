package io.regulars.facts.past;

import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The answers to surveys of one kind going back over a client's past, as they were given. */
final class RunningAnswers {
    private final Rewind<Answer> rewind;
    private final TreeSet<Answer> answers = new TreeSet<>(
            Comparator.comparing((Answer answer) -> answer.state().answeredAt()).thenComparingInt(Answer::place));

    /** @param place among all answers, by when they arrived: a score that is told again stays where it was */
    record Answer(SurveyState state, int place) {}

    RunningAnswers(List<Version<SurveyState>> surveys, SurveyState.Kind kind) {
        List<Lasting<Answer>> asked = lasting(surveys).stream()
                .filter(one -> one.state().state().kind() == kind)
                .toList();
        rewind = new Rewind<>(asked, new Rewind.Present<>() {
            @Override
            public void enters(Answer answer) {
                answers.add(answer);
            }

            @Override
            public void leaves(Answer answer) {
                answers.remove(answer);
            }
        });
    }

    /** All answers, each until the same score was told again. */
    static List<Lasting<Answer>> lasting(List<Version<SurveyState>> surveys) {
        var all = new ArrayList<Lasting<Answer>>();
        Map<String, Integer> last = new HashMap<>();
        for (Version<SurveyState> version : surveys) {
            SurveyState state = version.state();
            if (state != null) {
                Integer known = last.put(version.id(), all.size());
                int place = all.size();
                if (known != null && all.get(known).state().state().score() == state.score()) {
                    Lasting<Answer> before = all.get(known);
                    place = before.state().place();
                    all.set(known, new Lasting<>(before.state(), before.from(), version.occurredAt()));
                }
                all.add(new Lasting<>(new Answer(state, place), version.occurredAt(), Instant.MAX));
            }
        }
        all.removeIf(answer -> !answer.from().isBefore(answer.until()));
        return all;
    }

    /** The score of the last answer but so many; NaN if there are not so many. */
    double score(Instant moment, int skip) {
        rewind.to(moment);
        Iterator<Answer> latest = answers.descendingIterator();
        for (int i = 0; i < skip && latest.hasNext(); i++) {
            latest.next();
        }
        return latest.hasNext() ? latest.next().state().score() : Double.NaN;
    }
}
