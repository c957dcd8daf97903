package io.regulars.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueryMomentTest {
    @Test
    void aMomentIsReadAndWhatIsNoneIsToldInOneSentence() {
        assertThat(QueryMoment.of("from", null)).isNull();
        assertThat(QueryMoment.of("from", "2026-11-22T12:00:00+02:00"))
                .isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThatThrownBy(() -> QueryMoment.of("from", "soon"))
                .hasMessageStartingWith("'from' 'soon' is no moment; use one")
                .hasMessageMatching(".*[^.]\\.");
        assertThatThrownBy(() -> QueryMoment.of("to", "9999-01-01T00:00:00Z"))
                .hasMessage("'to' '9999-01-01T00:00:00Z' is no moment between the years 1900 and 2200.");
    }
}
