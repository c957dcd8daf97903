package io.regulars;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings whose values stand in files, as container engines hand out secrets: {@code REGULARS_ADMIN_KEY_FILE} names the file that has what
 * {@code REGULARS_ADMIN_KEY} would say.
 *
 * @param values by property, such as {@code regulars.admin-key}
 * @param problems one sentence per file that cannot be used
 */
record SecretFiles(Map<String, String> values, List<String> problems) {
    private static final List<String> PROPERTIES = List.of(
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password",
            "quarkus.oidc.credentials.secret",
            "quarkus.mailer.username",
            "quarkus.mailer.password",
            "quarkus.otel.exporter.otlp.headers",
            "regulars.admin-key",
            "regulars.secret-key");

    /** Reads the files that the environment names. */
    static SecretFiles read(Map<String, String> environment) {
        var values = new LinkedHashMap<String, String>();
        var problems = new ArrayList<String>();
        for (String property : PROPERTIES) {
            String variable = StartSettings.variable(property);
            String file = environment.getOrDefault(variable + "_FILE", "");
            if (file.isBlank()) {
                continue;
            }
            try {
                if (!environment.getOrDefault(variable, "").isBlank()) {
                    throw new IllegalArgumentException(variable + " is set too; set one of both.");
                }
                values.put(property, secret(Path.of(file)));
            } catch (IllegalArgumentException e) {
                problems.add(variable + "_FILE: " + e.getMessage());
            }
        }
        return new SecretFiles(Map.copyOf(values), List.copyOf(problems));
    }

    /** Without the line's end, which editors and {@code echo} put behind it. */
    private static String secret(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder; name the file in it.");
        }
        try {
            String secret = Files.readString(file).stripTrailing();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(file + " is empty.");
            }
            return secret;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file + ".", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException(
                    "the service may not read " + file + "; give the user it runs as the right to.", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is no text in UTF-8.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a file says of a property. */
    Optional<String> value(String property) {
        return Optional.ofNullable(values.get(property));
    }

    /** Makes them settings of this process, by properties in which a dollar stands for itself. */
    void take() {
        values.forEach((property, value) -> System.setProperty(property, value.replace("$", "\\$")));
    }
}
