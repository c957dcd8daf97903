package io.regulars.offers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads codes, one a line: {@code SPRING-1}, {@code SPRING-1;whatever} or <code>{"code": "SPRING-1"}</code>. */
final class PoolLines {
    private static final int MOST = 100_000;
    private static final int MOST_ERRORS = 20;
    private static final int LONGEST_LINE = 10_000;

    private PoolLines() {}

    /**
     * All codes in order; header and blank lines are passed over.
     *
     * @throws ProblemException INVALID with the first lines that hold no code
     */
    static List<String> read(InputStream body) {
        var codes = new ArrayList<String>();
        var wrong = new ArrayList<ProblemException.FieldError>();
        try {
            var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String code = code(line.replace("\uFEFF", "").strip());
                if (code.isEmpty()
                        || number == 1 && code.toLowerCase(Locale.ROOT).equals("code")) {
                    continue;
                }
                if (!code.matches("[A-Za-z0-9][A-Za-z0-9_.-]{2,39}")) {
                    wrong.add(new ProblemException.FieldError(
                            "/" + number,
                            "'" + NearestName.shortened(code) + "' is no code: 3 to 40 of A-Z, 0-9, '-', '_' and '.'"));
                } else {
                    codes.add(code);
                }
                if (wrong.size() == MOST_ERRORS) {
                    break;
                }
                if (codes.size() > MOST) {
                    throw new ProblemException(
                            ErrorCode.TOO_LARGE, "At most " + MOST + " codes are taken at once; send the rest after.");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!wrong.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID, "Some lines hold no code, and none was taken; 'errors' names each line.", wrong);
        }
        if (codes.isEmpty()) {
            throw new ProblemException(ErrorCode.INVALID, "There is no code in it; write one a line.");
        }
        return codes;
    }

    private static String code(String line) {
        if (line.length() > LONGEST_LINE) {
            return line.substring(0, LONGEST_LINE);
        }
        if (line.startsWith("{")) {
            try {
                JsonNode code = Json.MAPPER.readTree(line).path("code");
                return code.isTextual() ? code.textValue().strip() : line;
            } catch (JsonProcessingException e) {
                return line;
            }
        }
        String first = line.split("[,;\\t]", 2)[0].strip();
        return first.length() > 1 && first.startsWith("\"") && first.endsWith("\"")
                ? first.substring(1, first.length() - 1)
                : first;
    }
}
