package io.regulars.rules.defaults;

import static io.regulars.rules.RulesTester.defaultRules;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.RulesTester;
import io.regulars.segments.ReadSegmentInfos;
import io.regulars.segments.SegmentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code rules/segments.yaml}: what an analyst wrote about the default segments. */
class SegmentDescriptionsTest {
    private final ReadSegmentInfos.Read read = ReadSegmentInfos.read(RulesTester.defaultFiles());

    @Test
    void theyAreReadWithoutAWord() {
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void everySegmentOfTheRulesIsDescribedAndNoOther() {
        List<String> named = new ArrayList<>(defaultRules().ruleSet().segmentNames());
        named.addAll(List.of("service:*", "category:*", "city:*", "source:*"));

        assertThat(read.segments()).containsOnlyKeys(named);
    }

    @Test
    void eachHasATitleOfItsOwnAQuestionAnOwnerAndADayToReviewIt() {
        assertThat(read.segments().values())
                .allSatisfy(segment -> {
                    assertThat(segment.title()).isNotBlank().isNotEqualTo(segment.name());
                    assertThat(segment.question()).endsWith("?");
                    assertThat(segment.owner()).isNotBlank();
                    assertThat(segment.review()).isAfter("2026-11-22");
                })
                .extracting(SegmentInfo::title)
                .doesNotHaveDuplicates();
    }

    @Test
    void theCampaignsBoundToSegmentsAreStartedByRules() {
        var campaigns = read.segments().values().stream()
                .map(SegmentInfo::campaign)
                .filter(Objects::nonNull)
                .toList();

        assertThat(campaigns).isNotEmpty();
        assertThat(defaultRules().ruleSet().campaignNames()).containsAll(campaigns);
    }
}
