package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.MergedRules;
import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.MergedRules.Part;
import io.regulars.rules.model.MergedRules.Prefer;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What two analysts have made of the same files is brought together, or it is said where it cannot be. */
class RuleMergeTest {
    private static final String A = rule("A", 1);
    private static final String B = rule("B", 1);
    private static final String C = rule("C", 1);

    @Test
    void aFileThatOnlyOneHasChangedMadeOrTakenOutIsThatOnes() {
        var base = List.of(file("a.drl", A), file("b.drl", B), file("t.xlsx", "1"));
        var active = List.of(file("a.drl", A), file("b.drl", B), file("n.drl", C), file("t.xlsx", "2"));
        var draft = List.of(file("a.drl", A.replace("1", "2")), file("t.xlsx", "1"));

        assertMerged(
                RuleMerge.merge(base, active, draft, Prefer.ACTIVE),
                file("a.drl", A.replace("1", "2")),
                file("n.drl", C),
                file("t.xlsx", "2"));
    }

    @Test
    void rulesOfOneFileAreMergedByTheirNames() {
        String head = "// Recency: days are calendar days.\n// More of it.\n\n";
        String base = head + "// of A\n" + A + "\n" + B;
        String active = head + "// of A\n" + rule("A", 2) + "\n" + B + "\n// of C\n" + C;
        String draft = head + rule("New", 1) + "\n// of A\n" + A + "\n" + rule("B", 3);

        assertMerged(
                merge("r.drl", base, active, draft),
                file(
                        "r.drl",
                        head + rule("New", 1) + "\n// of A\n" + rule("A", 2) + "\n" + rule("B", 3) + "\n// of C\n"
                                + C));
    }

    @Test
    void aRuleThatOneHasTakenOutIsGoneAndTheOrderIsThatOfWhoeverChangedIt() {
        assertMerged(merge("r.drl", A + B + C, A + C, rule("A", 2) + B + C), file("r.drl", rule("A", 2) + C));
        assertMerged(merge("r.drl", A + B + C, A + B + rule("C", 2), C + B + A), file("r.drl", rule("C", 2) + B + A));
        assertMerged(merge("r.drl", A + B, A + B + C, B + A), file("r.drl", B + C + A));
    }

    @Test
    void aRuleThatBothHaveChangedIsAConflictAtItsPlaceInTheDraft() {
        MergedRules merged = merge("r.drl", A + B, rule("A", 2) + B, B + "\n" + rule("A", 3));

        assertThat(merged.conflicts())
                .containsExactly(new Conflict(
                        "r.drl",
                        6,
                        Part.RULE,
                        "A",
                        A.strip(),
                        rule("A", 2).strip(),
                        rule("A", 3).strip(),
                        "Both the active release and the draft have changed the rule 'A', each otherwise."));
        assertThat(merged.files().getFirst().content()).contains("visits >= 2").doesNotContain("visits >= 3");
        assertThat(conflicts("r.drl", A + B, rule("A", 2) + B, B))
                .containsExactly("The draft has the rule 'A' no more, and the active release has changed it.");
        assertThat(conflicts("r.drl", A + B, B, rule("A", 2) + B))
                .containsExactly("The active release has the rule 'A' no more, and the draft has changed it.");
        assertThat(conflicts("r.drl", A, A + B, A + rule("B", 2)))
                .containsExactly("Both the active release and the draft have the rule 'B' newly, each otherwise.");
        assertThat(conflicts("r.drl", A + B + C, B + A + C, A + C + B)).hasSize(1);
        assertThat(merge("r.drl", A, rule("A", 2), rule("A", 2)).conflicts()).isEmpty();
    }

    @Test
    void whatCannotBeToldApartIsAConflictOfTheWholeFile() {
        for (String broken : List.of(
                A + "rule \"B\" when \"open",
                A + B + B,
                A + "rule when x then end\n",
                "/* a\n\n b */" + A + "/* open")) {
            assertThat(merge("r.drl", A, rule("A", 2), broken).conflicts())
                    .as(broken)
                    .extracting(Conflict::part)
                    .containsExactly(Part.FILE);
        }
        assertThat(merge("t.xlsx", "1", "2", "3").conflicts())
                .extracting(Conflict::sentence)
                .containsExactly("Both the active release and the draft have changed the file t.xlsx, each otherwise.");
    }

    @Test
    void rulesOfOneNameInTwoFilesAreToldAlthoughEachFileIsSound() {
        var base = List.of(file("r.drl", A));
        MergedRules merged = RuleMerge.merge(
                base,
                List.of(file("r.drl", A), file("x.drl", B)),
                List.of(file("r.drl", A), file("y.drl", C + rule("B", 2))),
                Prefer.DRAFT);

        assertThat(merged.conflicts()).isEmpty();
        assertThat(merged.clashes())
                .extracting(conflict -> conflict.file() + " " + conflict.line() + " " + conflict.of())
                .containsExactly("y.drl 5 B");
    }

    @Test
    void segmentsAreMergedByTheirNames() {
        String base = "# Ours\nsegments:\n  vip: # best\n    title: VIPs\n  lead:\n    title: Leads\n";
        String active = base + "  # for a while\n  student:\n    title: Students\n";
        String draft = base.replace("VIPs", "The best") + "  local:\n    title: Locals\n";

        assertMerged(
                merge("segments.yaml", base, active, draft),
                file(
                        "segments.yaml",
                        base.replace("VIPs", "The best")
                                + "  local:\n    title: Locals\n  # for a while\n  student:\n    title: Students\n"));
        assertThat(merge("segments.yaml", base, base.replace("VIPs", "X"), base.replace("VIPs", "Y"))
                        .conflicts())
                .extracting(conflict -> conflict.part() + " " + conflict.of() + " " + conflict.line())
                .containsExactly("SEGMENT vip 3");
        assertMerged(
                merge("segments.yaml", "", "segments:\n  a:\n    title: A\n", "segments:\n  b:\n    title: B\n"),
                file("segments.yaml", "segments:\n  b:\n    title: B\n  a:\n    title: A\n"));
        // written so that only a person can merge it
        assertThat(merge("segments.yaml", base, "segments: {vip: {title: X}, lead: {title: Leads}}\n", draft)
                        .conflicts())
                .extracting(Conflict::part)
                .containsExactly(Part.FILE);
    }

    @Test
    void scenariosAreMergedByTheirNamesAndACampaignIsOnePart() {
        String base = "business: {zone: Europe/Riga}\nscenarios:\n  - name: One\n    timeline: []\n";
        String active = base + "\n  - name: Two\n    timeline: [1]\n";
        String draft = base.replace("[]", "[3]");
        assertMerged(
                merge("scenarios/s.yaml", base, active, draft),
                file("scenarios/s.yaml", draft + "\n  - name: Two\n    timeline: [1]\n"));

        String welcome = "name: welcome\ntitle: Welcome\nreentry: once\n";
        assertThat(conflicts(
                        "campaigns/w.yaml", welcome, welcome.replace("Welcome", "Hello"), welcome.replace("once", "x")))
                .containsExactly(
                        "Both the active release and the draft have changed the campaign 'welcome', each otherwise.");
    }

    @Test
    void rowsOfATableAreMergedWhereTheyDoNotTouchUnderTheSameHead() {
        String head =
                "RuleTable t,,\nCONDITION,ACTION,\n$c : Client,,\nvisits >=,\"segments.assign($c, \"\"$param\"\")\",\nvisits,s,\n";
        String base = head + "1,a,\n2,b,\n3,c,\n4,d,\n";
        String active = head + "1,a,\n2,b,\n3,c,\n4,e,\n5,f,\n";
        String draft = head + "0,z,\n1,a,\n3,c,\n4,d,\n";
        assertMerged(merge("t.csv", base, active, draft), file("t.csv", head + "0,z,\n1,a,\n3,c,\n4,e,\n5,f,\n"));

        assertThat(merge("t.csv", base, active, base.replace("4,d", "4,x")).conflicts())
                .extracting(conflict -> conflict.part() + " " + conflict.line())
                .containsExactly("ROWS 9");
        assertThat(merge("t.csv", base, active, base.replace("visits >=", "visits >"))
                        .conflicts())
                .extracting(Conflict::part)
                .containsExactly(Part.FILE);
        assertThat(merge("t.csv", base, base.replace("2,b", "2,\"b\nb\""), base.replace("1,a", "1,\"a\nb\""))
                        .conflicts())
                .extracting(Conflict::part)
                .containsExactly(Part.ROWS);
    }

    /** Whatever two do to the rules, nothing of either is lost without a word: a seeded search. */
    @Test
    void everyRuleOfTheMergedFileIsThatOfOneSideAndNoChangeIsLostUntold() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            List<String> base = random(random, new ArrayList<>());
            List<String> active = random(random, base);
            List<String> draft = random(random, base);
            MergedRules merged = merge("r.drl", joined(base), joined(active), joined(draft));
            if (merged.conflicts().isEmpty()) {
                List<String> now = merged.files().stream()
                        .flatMap(file -> List.of(file.content().split("(?<=end)\\s*")).stream())
                        .filter(rule -> !rule.isBlank())
                        .toList();
                for (String rule : active) {
                    assertThat(base.contains(rule) || now.contains(rule.strip()))
                            .as("seed " + seed + " " + rule)
                            .isTrue();
                }
                for (String rule : draft) {
                    assertThat(base.contains(rule) || now.contains(rule.strip()))
                            .as("seed " + seed + " " + rule)
                            .isTrue();
                }
                for (String rule : now) {
                    assertThat(active.contains(rule + "\n") || draft.contains(rule + "\n"))
                            .as("seed " + seed)
                            .isTrue();
                    boolean kept =
                            active.contains(rule + "\n") && draft.contains(rule + "\n") || !base.contains(rule + "\n");
                    assertThat(kept)
                            .as("taken out by one: seed " + seed + " " + rule)
                            .isTrue();
                }
            }
        }
    }

    private static List<String> random(Random random, List<String> from) {
        var rules = new ArrayList<>(from);
        for (int edit = random.nextInt(4); edit >= 0; edit--) {
            String name = "R" + random.nextInt(6);
            rules.removeIf(rule -> rule.contains("\"" + name + "\""));
            if (random.nextInt(3) > 0) {
                rules.add(random.nextInt(rules.size() + 1), rule(name, random.nextInt(3)));
            }
        }
        return rules;
    }

    private static String joined(List<String> rules) {
        return rules.stream().collect(Collectors.joining("\n"));
    }

    private static void assertMerged(MergedRules merged, RuleFile... files) {
        assertThat(merged.conflicts()).isEmpty();
        assertThat(merged.clashes()).isEmpty();
        assertThat(merged.files())
                .extracting(RuleFile::path)
                .containsExactly(List.of(files).stream().map(RuleFile::path).toArray(String[]::new));
        assertThat(merged.files())
                .extracting(RuleFile::content)
                .containsExactly(List.of(files).stream().map(RuleFile::content).toArray(String[]::new));
    }

    private static List<String> conflicts(String path, String base, String active, String draft) {
        return merge(path, base, active, draft).conflicts().stream()
                .map(Conflict::sentence)
                .toList();
    }

    private static MergedRules merge(String path, String base, String active, String draft) {
        List<RuleFile> was = base.isEmpty() ? List.of() : List.of(file(path, base));
        return RuleMerge.merge(was, List.of(file(path, active)), List.of(file(path, draft)), Prefer.ACTIVE);
    }

    private static RuleFile file(String path, String text) {
        return new RuleFile(path, text);
    }

    private static String rule(String name, int visits) {
        return "rule \"" + name + "\" when\n  $c: Client( visits >= " + visits
                + " ) then\n  segments.assign($c, \"s\");\nend\n";
    }
}
