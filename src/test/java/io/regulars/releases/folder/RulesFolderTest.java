package io.regulars.releases.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a folder is a release, and what is a change of it. */
class RulesFolderTest {
    @TempDir
    private Path folder;

    @Test
    void rulesAndDescriptionsAreReadAndNothingElse() throws IOException {
        write("segments/vip.drl", "rule");
        write("campaigns/welcome.yaml", "name: welcome");
        write("README.md", "how to");
        write("segments/.vip.drl.swp", "editor");
        write("segments/vip.drl~", "editor");
        write(".git/x.drl", "not ours");

        assertThat(new RulesFolder(folder).read().files())
                .extracting(RuleFile::path)
                .containsExactly("campaigns/welcome.yaml", "segments/vip.drl");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheRules() throws IOException {
        write("a.drl", "\uFEFFrule");
        assertThat(new RulesFolder(folder).read().files())
                .singleElement()
                .extracting(RuleFile::content)
                .isEqualTo("rule");
    }

    @Test
    void aFileThatIsNotUtf8IsAProblemOfThatFile() throws IOException {
        Files.write(folder.resolve("a.drl"), new byte[] {'r', (byte) 0xE4, 'x'});
        assertThat(new RulesFolder(folder).read().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.print())
                        .isEqualTo("a.drl:1:1: error: The file is not UTF-8 text. Save it with the encoding UTF-8."));
    }

    @Test
    void aSaveARenameAndASwappedLinkAreEachAChange() throws IOException {
        write("..v1/vip.drl", "one");
        write("..v2/vip.drl", "two");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(folder.resolve("vip.drl"), Path.of("..data/vip.drl"));
        var rules = new RulesFolder(folder);
        String first = rules.fingerprint();
        assertThat(rules.fingerprint()).isEqualTo(first);
        assertThat(rules.read().files()).extracting(RuleFile::content).containsExactly("one");

        Files.createSymbolicLink(folder.resolve("..new"), Path.of("..v2"));
        Files.move(folder.resolve("..new"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        String swapped = rules.fingerprint();
        assertThat(swapped).isNotEqualTo(first);
        assertThat(rules.read().files()).extracting(RuleFile::content).containsExactly("two");

        write("other.drl", "x");
        String added = rules.fingerprint();
        assertThat(added).isNotEqualTo(swapped);

        Files.move(write("saved.tmp", "longer"), folder.resolve("other.drl"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(rules.fingerprint()).isNotEqualTo(added);
    }

    @Test
    void theEndingOfANameMayBeInAnyCase() throws IOException {
        for (String name :
                List.of("hot.DRL", "t.CSV", "offers.XLSX", "campaigns/care.YAML", "campaigns/lost.yml", "old.Xls")) {
            write(name, "x");
        }

        RulesFolder.Contents contents = new RulesFolder(folder).read();

        assertThat(contents.files())
                .extracting(RuleFile::path)
                .containsExactly(
                        "campaigns/care.YAML", "campaigns/lost.yml", "hot.DRL", "offers.XLSX", "old.Xls", "t.CSV");
        assertThat(contents.warnings()).isEmpty();
    }

    @Test
    void whatMayBeTakenForARuleFileAndIsNoneIsWarnedOf() throws IOException {
        for (String name : List.of(
                "m.xlsm",
                "o.ods",
                "t.tsv",
                "x.txt",
                "vip.drl.bak",
                "vip.dlr",
                "NOTES", // told
                "README.md",
                "README.txt",
                "LICENSE",
                "~$offers.xlsx",
                "~$m.xlsm",
                ".x.drl",
                "vip.drl~",
                "x.txt~",
                ".git/a.txt")) {
            write(name, "x");
        }

        List<Diagnostic> warnings = new RulesFolder(folder).read().warnings();

        assertThat(warnings)
                .extracting(Diagnostic::file)
                .containsExactly("NOTES", "m.xlsm", "o.ods", "t.tsv", "vip.dlr", "vip.drl.bak", "x.txt");
        assertThat(warnings).allSatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("ignored-file");
            assertThat(warning.severity()).isEqualTo(Diagnostic.Severity.WARNING);
        });
        assertThat(warnings)
                .extracting(Diagnostic::hint)
                .contains("Save the workbook as .xlsx.", "Save the table as .csv.");
    }

    @Test
    void aLinkThatLeadsNowhereOrBackIsWarnedOfAndAllElseIsRead() throws IOException {
        write("vip.drl", "x");
        Files.createSymbolicLink(folder.resolve("gone.drl"), Path.of("nowhere.drl"));
        Files.createSymbolicLink(folder.resolve("round"), folder);

        RulesFolder.Contents contents = new RulesFolder(folder).read();

        assertThat(contents.files()).extracting(RuleFile::path).containsExactly("vip.drl");
        assertThat(contents.warnings()).extracting(Diagnostic::code).containsExactly("dangling-link", "link-loop");
        assertThat(contents.warnings().getFirst().message()).contains("nowhere.drl");
    }

    @Test
    void anEditOfTheSameSizeAtTheSameTimeIsAChange() throws IOException {
        Path file = write("vip.drl", "visits > 1");
        var time = Files.getLastModifiedTime(file);
        var rules = new RulesFolder(folder);
        String before = rules.fingerprint();

        write("vip.drl", "visits > 2");
        Files.setLastModifiedTime(file, time);

        assertThat(rules.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void aFolderThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> new RulesFolder(folder.resolve("nowhere")).read())
                .isInstanceOf(NoSuchFileException.class);
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
