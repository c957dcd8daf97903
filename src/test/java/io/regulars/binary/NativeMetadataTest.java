package io.regulars.binary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regulars.facts.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a native binary is told of our classes is true of those that there are. */
class NativeMetadataTest {
    private static final String FILE = "/META-INF/native-image/io.regulars/regulars/reachability-metadata.json";

    @Test
    void eachClassIsThereAndEachKindOfFactIsTold() throws IOException {
        List<String> names = names();

        assertThat(names).doesNotHaveDuplicates().allSatisfy(NativeMetadataTest::exists);
        assertThat(Vocabulary.types().values())
                .allSatisfy(type -> assertThat(names).contains(type.type().getName()));
    }

    private static void exists(String name) throws ClassNotFoundException {
        assertThat(Class.forName(name, false, NativeMetadataTest.class.getClassLoader())
                        .getName())
                .isEqualTo(name);
    }

    private static List<String> names() throws IOException {
        try (InputStream file = NativeMetadataTest.class.getResourceAsStream(FILE)) {
            return new JsonMapper()
                    .readTree(file)
                    .path("reflection")
                    .valueStream()
                    .map(type -> type.path("type"))
                    .map(JsonNode::asText)
                    .toList();
        }
    }
}
