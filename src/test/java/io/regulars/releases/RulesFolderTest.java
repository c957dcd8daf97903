package io.regulars.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regulars.rules.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
