package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.DescribeVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code rules/vocabulary.md} is what the vocabulary says; with {@code -Dvocabulary.write} the page is written anew. */
class VocabularyPageTest {
    private static final Path PAGE = Path.of("rules", "vocabulary.md");

    @Test
    void thePageSaysWhatTheVocabularySays() throws IOException {
        String page = new VocabularyPage(DescribeVocabulary.describe()).write();
        if (Boolean.getBoolean("vocabulary.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("the page is stale; write it anew and commit it:"
                        + " ./mvnw test -Dtest=VocabularyPageTest -Dvocabulary.write=true")
                .hasContent(page);
    }
}
