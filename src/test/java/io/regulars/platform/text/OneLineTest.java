package io.regulars.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One event is one line of the log, whatever names, cells and ids hold. */
class OneLineTest {
    private static ExtLogRecord logged(String logger, String message, Object... parameters) {
        var event = new ExtLogRecord(Level.WARNING, message, ExtLogRecord.FormatStyle.PRINTF, "io.regulars.Any");
        event.setLoggerName(logger);
        event.setParameters(parameters);
        assertThat(new OneLine().isLoggable(event)).isTrue();
        return event;
    }

    @ParameterizedTest
    @CsvSource({
        "'vip\n2026-11-22 ERROR lost', 'vip\\n2026-11-22 ERROR lost'",
        "'a\r\nb\tc', 'a\\r\\nb\\tc'",
        "'a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'",
        "'\u001b[31mred', '\\u001b[31mred'",
        "'a\u202eb\u0000', 'a\\u202eb\\u0000'",
        "'Jānis 💇 100 %', 'Jānis 💇 100 %'",
    })
    void whatWouldEndOrChangeTheLineIsWrittenAsAnEscape(String name, String shown) {
        ExtLogRecord event = logged("io.regulars.releases.folder.WatchRules", "The rule '%s' is new.", name);

        assertThat(event.getFormattedMessage()).isEqualTo("The rule '" + shown + "' is new.");
    }

    @Test
    void whatAFaultSaysStaysInItsLineToo() {
        var event = new ExtLogRecord(Level.SEVERE, "failed", "io.regulars.Any");
        var fault = new IllegalStateException("outer", new IllegalArgumentException("inner\nforged"));
        event.setThrown(fault);

        new OneLine().isLoggable(event);

        var text = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(text, true));
        assertThat(text.toString())
                .contains("java.lang.IllegalArgumentException: inner\\nforged")
                .doesNotContain("\nforged");
        assertThat(event.getThrown().getStackTrace()).isEqualTo(fault.getStackTrace());
    }

    @Test
    void theWelcomeOfTheFirstStartIsToBeCopiedAsItIs() {
        assertThat(logged("io.regulars", "one\ntwo").getFormattedMessage()).isEqualTo("one\ntwo");
    }

    @Test
    void everyLogGoesThroughIt() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/resources/application.properties")))
                .contains(
                        "quarkus.log.console.filter=one-line",
                        "quarkus.log.file.filter=one-line",
                        "quarkus.log.syslog.filter=one-line");
    }
}
