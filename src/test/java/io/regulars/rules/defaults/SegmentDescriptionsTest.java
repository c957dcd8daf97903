package io.regulars.rules.defaults;

import static io.regulars.rules.RulesTester.defaultRules;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code rules/segments.yaml}: what an analyst wrote about the default segments. */
class SegmentDescriptionsTest {
    private static final Set<String> FIELDS = Set.of("title", "question", "campaign", "owner", "review");

    @Test
    void everySegmentOfTheRulesIsDescribedAndNoOther() throws IOException {
        List<String> named = new ArrayList<>(defaultRules().ruleSet().segmentNames());
        named.addAll(List.of("service:*", "category:*", "city:*", "source:*"));

        assertThat(names(descriptions())).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void eachHasATitleAQuestionAnOwnerAndADayToReviewIt() throws IOException {
        for (JsonNode description : descriptions()) {
            assertThat(description.path("title").asText()).isNotBlank();
            assertThat(description.path("question").asText()).endsWith("?");
            assertThat(description.path("owner").asText()).isNotBlank();
            assertThat(LocalDate.parse(description.path("review").asText())).isAfter("2026-11-22");
            assertThat(FIELDS).containsAll(names(description));
        }
    }

    @Test
    void titlesAreTheirOwn() throws IOException {
        assertThat(descriptions())
                .extracting(each -> each.path("title").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void theCampaignsBoundToSegmentsAreStartedByRules() throws IOException {
        var campaigns = new ArrayList<String>();
        descriptions().forEach(description -> {
            if (description.has("campaign")) {
                campaigns.add(description.get("campaign").asText());
            }
        });

        assertThat(defaultRules().ruleSet().campaignNames()).containsAll(campaigns);
    }

    private static JsonNode descriptions() throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("rules/segments.yaml").toFile())
                .get("segments");
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
