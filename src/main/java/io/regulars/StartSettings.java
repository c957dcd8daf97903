package io.regulars;

import io.regulars.access.people.GroupRoles;
import io.regulars.platform.text.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Settings read before Quarkus runs, so that a wrong one costs one sentence instead of a stack trace. */
final class StartSettings {
    private StartSettings() {}

    /** A system property, or the environment variable of that name: {@code regulars.data} is {@code REGULARS_DATA}. */
    static Optional<String> value(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable(property))))
                .filter(value -> !value.isBlank());
    }

    /** One sentence per setting that cannot be used. */
    static List<String> problems(SecretFiles secrets) {
        var problems = new ArrayList<>(secrets.problems());
        check("regulars.zone", Codes::zone, problems);
        check("regulars.currency", Codes::currency, problems);
        check("regulars.country", Codes::country, problems);
        check("regulars.rules-lead", StartSettings::lead, problems);
        check("regulars.clock", Codes::instant, problems);
        check("regulars.sign-in-groups", GroupRoles::read, problems);
        check("regulars.keep.sent-texts", atLeast(1), problems);
        check("regulars.keep.unsent-texts", atLeast(30), problems);
        check("regulars.keep.answers", atLeast(1), problems);
        check("regulars.keep.audit-log", atLeast(365), problems);
        check("regulars.admin-key", Codes::key, problems);
        check("regulars.admin-key", secrets.value("regulars.admin-key"), Codes::key, problems);
        return problems;
    }

    private static void check(String property, Consumer<String> reader, List<String> problems) {
        check(property, value(property), reader, problems);
    }

    private static void check(String property, Optional<String> said, Consumer<String> reader, List<String> problems) {
        said.ifPresent(value -> {
            try {
                reader.accept(value);
            } catch (IllegalArgumentException e) {
                problems.add(variable(property) + ": " + e.getMessage());
            }
        });
    }

    private static Consumer<String> atLeast(int days) {
        return value -> {
            if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < days) {
                throw new IllegalArgumentException("is a number of days, " + days + " or more, not '" + value + "'.");
            }
        };
    }

    private static void lead(String value) {
        if (!List.of("folder", "api").contains(value)) {
            throw new IllegalArgumentException("is folder or api, not '" + value + "'.");
        }
    }

    /** The environment variable of a property. */
    static String variable(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
