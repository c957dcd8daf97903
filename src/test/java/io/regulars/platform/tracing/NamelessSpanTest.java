package io.regulars.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

class NamelessSpanTest {
    @Test
    void aRequestKeepsItsTemplateAndLosesItsPath() {
        SpanData span = nameless("GET /api/clients/ana@example.com", SpanKind.SERVER, """
                http.request.method GET
                http.route /api/clients/{id}
                url.path /api/clients/ana@example.com
                url.query q=ana
                client.address 10.0.0.7
                user_agent.original Ana's phone
                regulars.request.id try-7
                """);

        assertThat(span.getName()).isEqualTo("GET /api/clients/{id}");
        assertThat(span.getAttributes())
                .isEqualTo(Attributes.builder()
                        .put("http.request.method", "GET")
                        .put("http.route", "/api/clients/{id}")
                        .put("regulars.request.id", "try-7")
                        .build());
    }

    @Test
    void aPathThatNobodyAnswersIsNotNamed() {
        assertThat(nameless("GET /ana", SpanKind.SERVER, "http.request.method GET")
                        .getName())
                .isEqualTo("GET");
        assertThat(nameless("/ana", SpanKind.SERVER, "url.path /ana").getName()).isEqualTo("HTTP");
    }

    @Test
    void ofAnExceptionOnlyThatThereWasOneStays() {
        SpanData span = nameless("transaction", SpanKind.INTERNAL, "error.type java.sql.SQLException");

        assertThat(span.getName()).isEqualTo("transaction");
        assertThat(span.getEvents()).isEmpty();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEmpty();
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("java.sql.SQLException");
    }

    /** A span that failed because of Ana, with an attribute a line. */
    private static SpanData nameless(String name, SpanKind kind, String attributes) {
        try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
            var span = provider.get("test").spanBuilder(name).setSpanKind(kind).startSpan();
            attributes.lines().map(line -> line.split(" ", 2)).forEach(each -> span.setAttribute(each[0], each[1]));
            span.recordException(new IllegalStateException("ana@example.com is there already"));
            span.setStatus(StatusCode.ERROR, "ana@example.com is there already");
            span.end();
            return new NamelessSpan(((ReadableSpan) span).toSpanData());
        }
    }
}
