package io.regulars.releases.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.store.RulePath;
import io.regulars.rules.Definition;
import io.regulars.rules.ReadDefinition;
import io.regulars.rules.model.RuleFile;
import io.regulars.segments.SegmentInfo;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What saving a segment of the builder makes of a release's files. */
class SegmentFilesTest {
    private static final String YAML = """
            # What each segment is for.

            segments:
              # the best
              vip: # since 2024
                title: "VIPs: ours"
                review: 2027-02-28 # soon

              # the others
              "service:*":
                title: By service
            """;
    private static final List<RuleFile> FILES =
            List.of(new RuleFile("segments/value.drl", """
                    rule "VIP" when $c: Client( visits >= 3 ) then segments.assign($c, "vip"); end
                    rule "Service" when $c: Client( $s: favouriteService != null ) then segments.assign($c, "service:" + $s); end
                    """), new RuleFile("segments.yaml", YAML));

    @Test
    void aNewSegmentIsAFileOfItsOwnAndAnEntryAtTheEnd() {
        List<RuleFile> saved = put(FILES, wanted("weekend", 0.5));
        assertThat(saved)
                .contains(
                        FILES.getFirst(),
                        new RuleFile("segments/weekend.drl", """
                                rule "Comes at weekends"
                                when
                                    $c: Client( weekendShare >= 0.5 )
                                then
                                    segments.assign($c, "weekend");
                                end
                                """),
                        new RuleFile("segments.yaml", YAML + """
                                  weekend:
                                    title: Weekend clients
                                    question: Who likes Saturdays?
                                    owner: "a: b #1"
                                    review: 2027-05-31
                                """));
    }

    @Test
    void savedAgainItReplacesWhatTheBuilderWroteAndNoOtherLine() {
        List<RuleFile> first = put(FILES, wanted("weekend", 0.5));
        List<RuleFile> second = put(first, wanted("weekend", 0.7));
        assertThat(second).hasSameSizeAs(first);
        assertThat(content(second, "segments/weekend.drl")).contains("weekendShare >= 0.7");
        assertThat(content(second, "segments.yaml")).isEqualTo(content(first, "segments.yaml"));
    }

    @Test
    void anEntryIsReplacedWhereItStands() {
        var files = List.of(new RuleFile("segments.yaml", YAML));
        assertThat(content(put(files, wanted("vip", 0.5)), "segments.yaml")).isEqualTo("""
                # What each segment is for.

                segments:
                  # the best
                  vip: # since 2024
                    title: Weekend clients
                    question: Who likes Saturdays?
                    owner: "a: b #1"
                    review: 2027-05-31

                  # the others
                  "service:*":
                    title: By service
                """);
    }

    @Test
    void withoutAFileThereIsOne() {
        assertThat(content(put(List.of(), wanted("weekend", 0.5)), "segments.yaml"))
                .startsWith("segments:\n  weekend:\n    title: Weekend clients\n");
    }

    @Test
    void aSegmentForLookingOnlyIsSavedAsOne() {
        var wanted = wanted("weekend", 0.5);
        var info = new SegmentInfo("weekend", "Weekend clients", null, "none", null, null);

        assertThat(content(
                        put(
                                List.of(),
                                new SegmentFiles.Wanted("weekend", wanted.rule(), wanted.definition(), info, false)),
                        "segments.yaml"))
                .isEqualTo("segments:\n  weekend:\n    title: Weekend clients\n    campaign: none\n");
    }

    @Test
    void whatWasSavedIsTakenOutAgainAndNoOtherLine() {
        assertThat(SegmentFiles.take(put(FILES, wanted("weekend", 0.5)), "weekend"))
                .containsExactlyInAnyOrderElementsOf(FILES);
        List<RuleFile> first = SegmentFiles.take(put(List.of(), wanted("weekend", 0.5)), "weekend");
        assertThat(content(first, "segments.yaml")).isEqualTo("segments: {}\n");
        assertThat(content(put(first, wanted("weekend", 0.5)), "segments.yaml")).startsWith("segments:\n  weekend:\n");
    }

    @Test
    void onlyWhatTheBuilderSavedIsTakenOut() {
        assertThatThrownBy(() -> SegmentFiles.take(FILES, "vip"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'VIP' (segments/value.drl line 1)");
        assertThatThrownBy(() -> SegmentFiles.take(FILES, "weekend"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The builder has saved no segment 'weekend'.");
    }

    @Test
    void rulesWrittenByHandAreNotChangedInSilence() {
        assertThatThrownBy(() -> put(FILES, wanted("vip", 0.5)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'VIP' (segments/value.drl line 1)");
        assertThatThrownBy(() -> put(FILES, wanted("service:massage", 0.5)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'Service' (segments/value.drl line 2)");
    }

    @Test
    void aFileOfTheBuilderThatSomebodyEditedIsNotUndone() {
        var edited = List.of(new RuleFile("segments/weekend.drl", """
                // my own
                rule "Comes at weekends" when $c: Client( weekendShare >= 0.6 ) then segments.assign($c, "weekend"); end
                """));
        assertThatThrownBy(() -> put(edited, wanted("weekend", 0.5)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("segments/weekend.drl was written or changed by hand");
    }

    @Test
    void aNameThatNoFileCanHaveIsToldApart() {
        assertThat(SegmentFiles.path("a:b")).isNotEqualTo(SegmentFiles.path("a-b"));
        assertThat(RulePath.problem(SegmentFiles.path("../" + "x/".repeat(100))))
                .isNull();
    }

    @Test
    void aYamlThatOnlyAPersonCanEditIsRefused() {
        var files = List.of(new RuleFile("segments.yaml", "segments: {vip: {title: VIPs}}\n"));
        assertThatThrownBy(() -> put(files, wanted("weekend", 0.5)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("only a person can edit it");
    }

    @Test
    void aRuleWrittenByHandIsChangedWhereItStandsIfThatIsWanted() {
        var files = List.of(new RuleFile("segments/value.drl", """
                // the best
                rule "VIP" when $c: Client( visits >= 3 ) then segments.assign($c, "vip"); end // since 2024

                rule "Lead" when $c: Client( visits == 0 ) then segments.assign($c, "lead"); end
                """));
        var asked = wanted("vip", 0.5);

        SegmentFiles.Put put =
                SegmentFiles.put(files, new SegmentFiles.Wanted("vip", null, asked.definition(), null, true));

        assertThat(put.files()).containsExactly(new RuleFile("segments/value.drl", """
                // the best
                rule "VIP"
                when
                    $c: Client( weekendShare >= 0.5 )
                then
                    segments.assign($c, "vip");
                end // since 2024

                rule "Lead" when $c: Client( visits == 0 ) then segments.assign($c, "lead"); end
                """));
        assertThat(put.line()).isEqualTo(2);
        assertThatThrownBy(() -> SegmentFiles.put(
                        FILES, new SegmentFiles.Wanted("service:massage", null, asked.definition(), null, true)))
                .isInstanceOf(ProblemException.class);
    }

    private static List<RuleFile> put(List<RuleFile> files, SegmentFiles.Wanted wanted) {
        return SegmentFiles.put(files, wanted).files();
    }

    private static SegmentFiles.Wanted wanted(String segment, double share) {
        String json = "{\"all\": [{\"field\": \"weekendShare\", \"operator\": \">=\", \"value\": " + share + "}]}";
        if (!(ReadDefinition.read(Json.stored(json)) instanceof Definition definition)) {
            return fail(json);
        }
        var info = new SegmentInfo(
                segment, "Weekend clients", "Who likes Saturdays?", null, "a: b #1", LocalDate.parse("2027-05-31"));
        return new SegmentFiles.Wanted(segment, "Comes at weekends", definition, info, false);
    }

    private static String content(List<RuleFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow()
                .content();
    }
}
