package io.regulars.binary;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** A program that writes something of which a native binary is told nothing. */
public final class WritesUnknown {
    /** It is in no metadata. */
    public record Unknown(String name) {}

    private WritesUnknown() {}

    /** Prints it. */
    public static void main(String... arguments) throws IOException {
        System.out.println(new JsonMapper().writeValueAsString(new Unknown("Ana")));
    }
}
