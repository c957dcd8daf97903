package io.regulars.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.RuleFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadSegmentInfosTest {
    @Test
    void aSegmentIsDescribedByItsName() {
        var read = read("segments:\n  vip:\n    title: VIPs\n    campaign: vip-care\n    review: 2027-05-31\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.segments())
                .containsEntry(
                        "vip", new SegmentInfo("vip", "VIPs", null, "vip-care", null, LocalDate.parse("2027-05-31")));
    }

    @Test
    void aKeyNobodyKnowsIsAnErrorAtItsLine() {
        var read = read("segments:\n  vip:\n    titel: VIPs\n");

        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.message()).contains("titel");
        });
    }

    @Test
    void aSegmentWithNothingBehindItsNameIsAnErrorAtItsLine() {
        var read = read("segments:\n  vip:\n  regular:\n    title: Regulars\n");

        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).isEqualTo("There is nothing behind a key or a dash (at segments.vip).");
        });
    }

    private static ReadSegmentInfos.Read read(String text) {
        return ReadSegmentInfos.read(List.of(new RuleFile("segments.yaml", text)));
    }
}
