package io.regulars.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherFormatsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "  }",
                "},",
                "[",
                "]",
                "\"record\": \"client\",",
                "  \"tags\": [",
                "}]",
                "\"student\",",
                "\"id\":1"
            })
    void aLineOfPrettyPrintedJsonSaysHowToMakeOneOfEachRecord(String line) {
        assertThat(remedy(line)).contains("jq -c .");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"record\": \"client\", \"id\": \"1\"}, {\"record\": \"client\", \"id\": \"2\"}]"})
    void aListOnOneLineSaysHowToTakeItApart(String line) {
        assertThat(remedy(line)).contains("without a list").contains("jq -c '.[]'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,firstName,city", "c-1;Ana;Riga", "c-1\tAna"})
    void aLineOfCsvSaysWhatALineIs(String line) {
        assertThat(remedy(line)).contains("looks like CSV").contains("{\"record\": \"client\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"record\": \"client\", \"id\": \"1\"}\r{\"record\": \"client\", \"id\": \"2\"}", "a,b\rc,d"})
    void aFileWhoseLinesEndWithCrSaysSo(String line) {
        assertThat(remedy(line)).contains("CR alone").contains("tr '\\r' '\\n'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"record\": \"client\", id: 1}", "42"})
    void nothingIsGuessedOfTheRest(String line) {
        assertThat(remedy(line)).isEmpty();
    }

    private static String remedy(String line) {
        return OtherFormats.remedy(line.getBytes(UTF_8));
    }
}
