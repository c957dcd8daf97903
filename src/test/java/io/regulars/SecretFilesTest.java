package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    private static final String FILE = "QUARKUS_DATASOURCE_PASSWORD_FILE";

    @TempDir
    Path folder;

    @Test
    void aSecretIsTheFileWithoutItsLastLinesEnd() throws IOException {
        var secrets = read(write(" two words\n"));
        assertThat(secrets.values()).containsExactly(Map.entry("quarkus.datasource.password", " two words"));
        assertThat(secrets.problems()).isEmpty();
        assertThat(SecretFiles.read(Map.of("HOME", "/root")).values()).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsSaidInOneSentence() throws IOException {
        assertThat(read(folder.resolve("none")).problems())
                .containsExactly(FILE + ": there is no file " + folder.resolve("none") + ".");
        assertThat(read(folder).problems())
                .containsExactly(FILE + ": " + folder + " is a folder; name the file in it.");
        Path file = write("\n");
        assertThat(read(file).problems()).containsExactly(FILE + ": " + file + " is empty.");
        Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThat(read(file).problems()).containsExactly(FILE + ": " + file + " is no text in UTF-8.");
    }

    @Test
    void aSettingIsSaidOnce() throws IOException {
        var secrets = SecretFiles.read(Map.of(FILE, write("a").toString(), "QUARKUS_DATASOURCE_PASSWORD", "b"));
        assertThat(secrets.problems())
                .containsExactly(FILE + ": QUARKUS_DATASOURCE_PASSWORD is set too; set one of both.");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text);
    }

    private static SecretFiles read(Path file) {
        return SecretFiles.read(Map.of(FILE, file.toString()));
    }
}
