package io.regulars.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"price\": \"1.00\", \"price\": \"2.00\"} | The body names 'price' twice (line 1, column ",
                "{\"a\": {\"b\": 1, \"b\": 1}}                | The body names 'b' twice",
                "{} {}                                      | The body goes on after its JSON object (line 1, column ",
                "{\"price\": NaN}                           | The body is no JSON (line 1, column ",
                "[]                                         | A JSON object is needed",
            })
    void whatIsWrongWithABodyIsSaidInWords(String body, String says) {
        assertThatThrownBy(() -> Json.object(body.getBytes(UTF_8))).hasMessageStartingWith(says);
    }
}
