package io.regulars.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
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

    @Test
    void whatIsOfAnotherKindIsToldInTheWordsOfWhoWrites() {
        assertThat(message("segments: [vip]")).isEqualTo("Wanted here is keys with values (at segments).");
        assertThat(message("segments:\n  vip:\n    review: soon\n"))
                .isEqualTo("Wanted here is a day such as 2027-05-31 (at segments.vip.review).");
        assertThat(message("segments:\n  vip:\n    title: [VIP]\n"))
                .isEqualTo("Wanted here is a text (at segments.vip.title).");
        assertThat(message("mostWithCampaign: many\n"))
                .isEqualTo("Wanted here is a whole number (at mostWithCampaign).");
        assertThat(message("")).isEqualTo("The file is empty.");
        assertThat(message("segments:\n\tvip: {}\n")).doesNotContain("while scanning");
    }

    @Test
    void anAliasIsRefusedRatherThanReadAsAText() {
        var read = read("segments:\n  vip: {title: &a VIP}\n  regular: {title: *a}\n");

        assertThat(read.problems())
                .extracting(Diagnostic::print)
                .containsExactly("segments.yaml:3:20: error: Write it out; *aliases are not read.");
    }

    private static String message(String text) {
        return read(text).problems().getFirst().message();
    }

    private static ReadSegmentInfos.Read read(String text) {
        return ReadSegmentInfos.read(List.of(new RuleFile("segments.yaml", text)));
    }
}
