package io.regulars.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a telling of the past makes of a life; days of March 2026, {@code P} a PUT and {@code p} a PATCH. */
class StateHistoryTest {
    @ParameterizedTest(name = "{0} and then {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # what is named holds from its day until a later state says it
            1 P s=B; 9 P s=C                  | 5 p price=77         | 1 s=B; 5 s=B price=77; 9 s=C price=77
            1 P s=B; 9 P s=C price=60         | 5 p price=77         | 1 s=B; 5 s=B price=77; 9 s=C price=60
            1 P s=B; 9 P s=C price=0.00       | 5 p price=77         | 1 s=B; 5 s=B price=77; 9 s=C price=0.00
            1 P s=B; 7 P s=C; 9 p price=60    | 5 p price=77         | 1 s=B; 5 s=B price=77; 7 s=C price=77; 9 s=C price=60
            # what is not named is as it was
            1 P s=B price=10; 9 P s=C price=20| 5 p tip=1            | 1 s=B price=10; 5 s=B price=10 tip=1; 9 s=C price=20 tip=1
            # several at once, each until it is said
            1 P s=B; 7 p tip=2; 9 P s=C       | 5 p price=77 tip=1   | 1 s=B; 5 s=B price=77 tip=1; 7 s=B price=77 tip=2; 9 s=C price=77
            # a null clears
            1 P s=B price=10; 9 p s=C         | 5 p price=-          | 1 s=B price=10; 5 s=B; 9 s=C
            # an outcome told late holds until another is told
            1 P s=B; 9 p price=60             | 5 p s=C              | 1 s=B; 5 s=C; 9 s=C price=60
            1 P s=B; 9 p s=N                  | 5 p s=C              | 1 s=B; 5 s=C; 9 s=N
            # whose it is, too
            1 P c=x s=B; 9 p s=C              | 5 p c=y              | 1 c=x s=B; 5 c=y s=B; 9 c=y s=C
            1 P c=x s=B; 9 P c=x s=C          | 5 p c=y              | 1 c=x s=B; 5 c=y s=B; 9 c=x s=C
            # fields of attributes each for itself
            1 P a/h=1 a/k=2; 9 p a/k=3        | 5 p a/h=7 a/k=7      | 1 a/h=1 a/k=2; 5 a/h=7 a/k=7; 9 a/h=7 a/k=3
            1 P a/h=1 a/k=2; 9 p a/k=3        | 5 p a=-              | 1 a/h=1 a/k=2; 5; 9 a/k=3
            # before the first known state: as that began
            3 P s=B price=10; 9 P s=C         | 1 p tip=1            | 1 s=B price=10 tip=1; 3 s=B price=10 tip=1; 9 s=C tip=1
            # of one day the later word
            1 P s=B; 5 p price=5; 9 P s=C     | 5 p tip=1            | 1 s=B; 5 s=B price=5 tip=1; 9 s=C tip=1
            # all of it: patches go on from it, a later PUT stays
            1 P s=B price=1; 9 p s=C          | 5 P s=B price=7 tip=1| 1 s=B price=1; 5 s=B price=7 tip=1; 9 s=C price=7 tip=1
            1 P s=B price=1; 9 P s=C          | 5 P s=B price=7      | 1 s=B price=1; 5 s=B price=7; 9 s=C
            1 P s=B tip=1; 7 p s=C; 9 P s=C   | 5 P s=B              | 1 s=B tip=1; 5 s=B; 7 s=C; 9 s=C
            # removed in between: it has never been away
            1 P s=B; 5 -; 9 P s=C             | 3 p price=7          | 1 s=B; 3 s=B price=7; 9 s=C price=7
            1 P s=B; 5 -; 9 P s=C             | 7 p price=7          | 1 s=B; 7 s=B price=7; 9 s=C price=7
            """)
    void whatATellingOfThePastMakesOfIt(String known, String told, String then) {
        var tellings = new TreeMap<Instant, StateHistory.Point>();
        for (String point : known.split("; ")) {
            tell(tellings, point.strip());
        }
        tell(tellings, told.strip());
        List<String> states = tellings.values().stream()
                .filter(point -> !point.removed())
                .map(StateHistoryTest::text)
                .toList();
        assertThat(String.join("; ", states)).isEqualTo(then.strip());
    }

    @Test
    void severalPatchesInAnyOrderOfArrivalLeaveTheSame() {
        var inOrder = new TreeMap<Instant, StateHistory.Point>();
        List.of("1 P s=B", "3 p price=1", "5 p tip=2", "7 p price=3", "9 p s=C").forEach(each -> tell(inOrder, each));
        var mixed = new TreeMap<Instant, StateHistory.Point>();
        List.of("1 P s=B", "9 p s=C", "5 p tip=2", "7 p price=3", "3 p price=1").forEach(each -> tell(mixed, each));

        assertThat(mixed.values().stream().map(StateHistoryTest::text).toList())
                .isEqualTo(inOrder.values().stream().map(StateHistoryTest::text).toList());
    }

    @Test
    void whatCameFromTheFirstPatchIsNotWhatTheLaterStateSaid() {
        var life = new TreeMap<Instant, StateHistory.Point>();
        life.put(day("1"), new StateHistory.Point(day("1"), json(List.of("s=B")), SaidFields.ALL, false));
        life.put(day("9"), new StateHistory.Point(day("9"), json(List.of("s=C")), SaidFields.ALL, false));
        tell(life, "5 p price=77");
        tell(life, "7 p price=80");

        assertThat(life.values().stream().map(StateHistoryTest::text))
                .containsExactly("1 s=B", "5 s=B price=77", "7 s=B price=80", "9 s=C price=80");
    }

    @Test
    void saysFromWhenOnNothingOfItHolds() {
        var life = new TreeMap<Instant, StateHistory.Point>();
        List.of("1 P s=B", "5 p tip=2", "7 p price=3").forEach(each -> tell(life, each));

        assertThat(tell(life, "2 p price=9 tip=9").beatenBy()).isEqualTo(day("7"));
        assertThat(tell(life, "2 p price=9 note=9").beatenBy()).isNull();
    }

    @Test
    void whatWouldContradictALaterStateIsRefusedWithItsMoment() {
        var life = new TreeMap<Instant, StateHistory.Point>();
        List.of("1 P s=B", "9 p discount=5").forEach(each -> tell(life, each));

        assertThatThrownBy(() -> tell(life, "5 p price=bad"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("2026-03-09T00:00:00Z");
    }

    private static StateHistory.Retold tell(NavigableMap<Instant, StateHistory.Point> points, String text) {
        String[] words = text.split(" ");
        Instant at = day(words[0]);
        if (words[1].equals("-")) {
            points.put(at, new StateHistory.Point(at, Json.MAPPER.createObjectNode(), SaidFields.ALL, true));
            return new StateHistory.Retold(List.of(), null);
        }
        ObjectNode told = json(List.of(words).subList(2, words.length));
        SaidFields said = words[1].equals("P") ? SaidFields.whole(told) : SaidFields.some(told);
        var life = new StateHistory(List.copyOf(points.values()), StateHistoryTest::read);
        ObjectNode base = life.before(at).orElse(Json.MAPPER.createObjectNode());
        StateHistory.Retold retold = life.tell(new StateHistory.Telling(told, said, at, null), base);
        retold.points().forEach(point -> points.put(point.at(), point));
        return retold;
    }

    /** A discount needs a price that is a number. */
    private static ObjectNode read(ObjectNode told, Instant at) {
        if (told.has("discount") && told.path("price").asText().equals("bad")) {
            throw new ProblemException(ErrorCode.INVALID, "bad");
        }
        return told;
    }

    private static Instant day(String day) {
        return Instant.parse("2026-03-0" + day + "T00:00:00Z");
    }

    private static ObjectNode json(List<String> fields) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (String field : fields) {
            String[] sides = field.split("=");
            String[] names = sides[0].split("/");
            ObjectNode target = names.length == 1 ? json : json.withObjectProperty(names[0]);
            String value = sides[1].equals("-") ? null : sides[1];
            target.put(names[names.length - 1], value);
        }
        return json;
    }

    private static String text(StateHistory.Point point) {
        var words = new ArrayList<String>();
        words.add(point.at().toString().substring(9, 10));
        var fields = new TreeMap<String, String>();
        point.state().properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode inner) {
                inner.properties()
                        .forEach(each -> fields.put(
                                field.getKey() + "/" + each.getKey(),
                                each.getValue().asText()));
            } else {
                fields.put(field.getKey(), field.getValue().asText());
            }
        });
        for (String name : List.of("a/h", "a/k", "c", "s", "price", "tip", "note")) {
            if (fields.containsKey(name)) {
                words.add(name + "=" + fields.get(name));
            }
        }
        return String.join(" ", words);
    }
}
