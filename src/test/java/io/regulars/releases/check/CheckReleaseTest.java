package io.regulars.releases.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckReleaseTest {
    @Test
    void aRuleNestedTooDeeplyIsRefusedInWords() {
        String deep = "(".repeat(8_000) + "visits > 1" + ")".repeat(8_000);
        assertThat(problems(rule(deep)))
                .singleElement()
                .extracting(Diagnostic::message)
                .isEqualTo("Brackets stand in at most 8 others; this one stands in 9.");
    }

    @Test
    void aRuleThatStartsACampaignOfNoFileIsToldWhere() {
        assertThat(problems("""
                        rule "r" when $c: Client() Entered( segment == "x" )
                        then campaigns.start($c, "nowhere"); end
                        """))
                .singleElement()
                .extracting(Diagnostic::print)
                .isEqualTo("segments/r.drl:2:26: error: There is no campaign 'nowhere'.");
    }

    @Test
    void aReleaseWithARedScenarioIsRefused() {
        var rules = new RuleFile("segments/r.drl", rule("visits >= 2"));
        var scenario = new RuleFile("scenarios/r.yaml", """
                scenarios:
                  - name: One visit is enough
                    timeline:
                      - {at: 2026-01-01T10:00, visit: cut, expect: {in: s}}
                """);

        assertThat(CheckRelease.check(List.of(rules, scenario)))
                .isInstanceOfSatisfying(
                        CheckRelease.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .extracting(Diagnostic::print)
                                .isEqualTo(
                                        "scenarios/r.yaml:4:53: error: Scenario 'One visit is enough': expected in 's' on "
                                                + "2026-01-01T10:00, found in none. visits is 1; it must be at least 2: 1 more."));
    }

    @Test
    void whatIsRefusedIsWarnedOfTooAndItsCoverageIsTold() {
        var rules = new RuleFile("segments/r.drl", rule("visits < 0"));
        var scenario = new RuleFile("scenarios/r.yaml", """
                scenarios:
                  - name: Somebody
                    timeline:
                      - {at: 2026-01-01T10:00, visit: cut, expect: {in: s}}
                """);

        assertThat(CheckRelease.check(List.of(rules, scenario)))
                .isInstanceOfSatisfying(CheckRelease.Refused.class, refused -> {
                    var beside = requireNonNull(refused.beside());
                    assertThat(beside.warnings()).extracting(Diagnostic::code).containsExactly("unreachable");
                    assertThat(beside.coverage().rules()).isEqualTo(1);
                });
    }

    @Test
    void theDefaultsAreCleanAndWhollyTouched() {
        var policy = new CheckPolicy(Set.of("all"), InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")));

        assertThat(CheckRelease.check(RulesTester.defaultFiles(), policy))
                .isInstanceOfSatisfying(CheckRelease.Checked.class, checked -> {
                    assertThat(checked.warnings()).extracting(Diagnostic::print).isEmpty();
                    assertThat(checked.coverage().untouched()).isEmpty();
                });
    }

    @Test
    void anAdminMayLetWarningsRefuseARelease() {
        var files = List.of(new RuleFile("segments/r.drl", rule("visits < 0")));

        assertThat(problems(rule("visits < 0"))).extracting(Diagnostic::code).containsExactly("unreachable");
        assertThat(CheckRelease.check(files, new CheckPolicy(Set.of("unreachable"), () -> Instant.EPOCH)))
                .isInstanceOfSatisfying(
                        CheckRelease.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .extracting(Diagnostic::severity)
                                .isEqualTo(Diagnostic.Severity.ERROR));
    }

    @Test
    void rulesThatFireWithoutEndForAMadeUpClientAreRefused() {
        assertThat(problems("""
                        rule "a" when $c: Client() Finding( $n : name ) then insertLogical( new Finding($c, $n + "x") ); end
                        rule "b" when $c: Client( visits >= 0 ) then insertLogical( new Finding($c, "y") ); end
                        rule "s" when $c: Client() Finding( name == "yxx" ) then segments.assign($c, "s"); end
                        """))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("endless-rules"))
                .extracting(Diagnostic::message)
                .isEqualTo("The rule 'a' concludes a name of more than 200 characters.");
    }

    @Test
    void scenariosThatCannotBeReadAreToldBesideRulesThatCannotBeCompiled() {
        var files = List.of(
                new RuleFile("segments/r.drl", rule("visit >= 1")),
                new RuleFile("scenarios/s.yaml", "scenarios:\n  - nmae: A\n"));

        assertThat(CheckRelease.check(files))
                .isInstanceOfSatisfying(
                        CheckRelease.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Diagnostic::file)
                                .contains("segments/r.drl", "scenarios/s.yaml"));
    }

    @Test
    void aReleaseWithoutARuleIsWarnedOf() {
        assertThat(CheckRelease.check(List.of()))
                .isInstanceOfSatisfying(
                        CheckRelease.Checked.class,
                        checked -> assertThat(checked.warnings())
                                .extracting(Diagnostic::code)
                                .containsExactly("no-rules"));
    }

    @Test
    void rulesThatFailForAMadeUpClientAreRefusedByName() {
        var rules = RulesTester.drl("""
                rule "sound" when $c: Client( visits >= 3 ) then segments.assign($c, "s"); end
                rule "broken" when $c: Client( visits >= 5 ) then segments.assign($c, "t"); end
                """).ruleSet();

        assertThat(SmokeEvaluation.problem(failing(rules)))
                .get()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(2))
                .extracting(Diagnostic::message)
                .isEqualTo("The rule 'broken' fails when run: of all visits this one.");
    }

    @Test
    void whateverFailsInACheckIsWhatTheCheckFound() {
        var broken = new CheckPolicy(Set.of(), () -> {
            throw new IllegalStateException("no clock");
        });

        assertThat(CheckRelease.check(List.of(new RuleFile("segments/r.drl", rule("visits >= 2"))), broken))
                .isInstanceOfSatisfying(
                        CheckRelease.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(fault -> assertThat(fault.code()).isEqualTo("internal-fault"))
                                .extracting(Diagnostic::message)
                                .asString()
                                .startsWith("The service failed while it checked the release."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-01T00:00", "2026-05-01T00:00:00Z", "20260501", "2026"})
    void aReviewThatIsNoDayIsToldAtItsLine(String review) {
        var info = new RuleFile("segments.yaml", "segments:\n  s:\n    review: " + review + "\n");

        assertThat(CheckRelease.problems(
                        List.of(new RuleFile("segments/r.drl", rule("visits >= 2")), info), CheckPolicy.lenient()))
                .extracting(Diagnostic::print)
                .containsExactly(
                        "segments.yaml:3:13: error: Wanted here is a day such as 2027-05-31 (at segments.s.review).");
    }

    @Test
    void filesAreWhatTheirNamesSayInLargeLettersToo() {
        var files = List.of(
                new RuleFile("segments/R.DRL", """
                        rule "r" when $c: Client( visits >= 2 ) then segments.assign($c, "s"); end
                        rule "c" when $c: Client() Entered( segment == "s" ) then campaigns.start($c, "care"); end
                        """),
                new RuleFile("campaigns/Care.YML", """
                        {name: care, title: Care, kind: marketing, reentry: each-entry, validity: 7d,
                         steps: [{name: call, task: {for: desk, text: Call}}]}
                        """),
                new RuleFile("SEGMENTS.yml", "segments: {s: {title: Twos}}"),
                new RuleFile("scenarios/Wrong.YAML", """
                        scenarios:
                          - name: One visit is enough
                            timeline: [{at: 2026-01-01T10:00, visit: cut, expect: {in: s}}]
                        """));

        assertThat(CheckRelease.problems(files, CheckPolicy.lenient()))
                .extracting(Diagnostic::code)
                .contains("scenario", "missing-owner")
                .doesNotContain("unknown-campaign", "yaml", "segment-undescribed", "unread-file");
    }

    @Test
    void aFileThatNothingReadsIsWarnedOf() {
        var files = List.of(
                new RuleFile("segments/r.drl", rule("visits >= 2")),
                new RuleFile("segments/vip.yaml", "a: b"),
                new RuleFile("library/segments/any.yaml", "a: b"));

        assertThat(CheckRelease.problems(files, CheckPolicy.lenient()))
                .filteredOn(found -> found.code().equals("unread-file"))
                .extracting(Diagnostic::file)
                .containsExactly("segments/vip.yaml");
    }

    /** Fails where the rule 'broken' is among those asked, as a mistake of the engine would. */
    private static RuleSet failing(RuleSet rules) {
        return (RuleSet) Proxy.newProxyInstance(
                RuleSet.class.getClassLoader(), new Class<?>[] {RuleSet.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("segments")
                            && rules.assigningRules().contains("broken")) {
                        throw new IllegalStateException("of all visits this one");
                    }
                    Object answer = method.invoke(rules, arguments);
                    return answer instanceof RuleSet asked ? failing(asked) : answer;
                });
    }

    @Test
    void whatIsCalculatedBeyondAllNumbersIsUnknownAndFailsNobody() {
        String huge = "visits" + " * 1000000000".repeat(40);
        for (String condition : List.of(huge + " / 7 > 3", huge + " - 1 > 3", huge + " % 2 == 0", huge + " > 3")) {
            assertThat(CheckRelease.check(List.of(new RuleFile("segments/r.drl", rule(condition)))))
                    .as(condition)
                    .isInstanceOfSatisfying(
                            CheckRelease.Checked.class,
                            checked -> assertThat(SmokeEvaluation.problem(checked.rules()))
                                    .isEmpty());
        }
    }

    private static String rule(String condition) {
        return "rule \"r\" when $c: Client( " + condition + " ) then segments.assign($c, \"s\"); end";
    }

    private static List<Diagnostic> problems(String drl) {
        return switch (CheckRelease.check(List.of(new RuleFile("segments/r.drl", drl)))) {
            case CheckRelease.Refused refused -> refused.problems();
            case CheckRelease.Checked checked -> checked.warnings();
        };
    }
}
