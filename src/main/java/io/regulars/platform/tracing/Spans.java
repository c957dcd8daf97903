package io.regulars.platform.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Notes how long a piece of work took, and within which request. What failed is named by its class alone, as the words of an exception may
 * name a client. Of work that no request and no span above it asked for, only {@link #root} tells, so that looking for due work each second
 * makes no traces.
 */
@ApplicationScoped
public class Spans {
    /** The request's id in the log. */
    public static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("regulars.request.id");
    /** How many clients the work was about. */
    public static final AttributeKey<Long> CLIENTS = AttributeKey.longKey("regulars.clients");
    /** The kind of endpoint that something was sent to. */
    public static final AttributeKey<String> ENDPOINT_KIND = AttributeKey.stringKey("regulars.endpoint.kind");
    /** What an attempt to send came to. */
    public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("regulars.outcome");
    /** The class of an exception. */
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Tracer tracer;

    /** The tracer does nothing while tracing is off. */
    public Spans(OpenTelemetry openTelemetry) {
        tracer = openTelemetry.getTracer("io.regulars");
    }

    /** Work that may fail as its caller says. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Does the work within a span below the current one; without a span if there is none. */
    public <T, E extends Exception> T below(String name, Attributes attributes, Work<T, E> work) throws E {
        return Span.current().getSpanContext().isValid()
                ? within(tracer.spanBuilder(name).setAllAttributes(attributes), work)
                : work.run();
    }

    /** Does the work within a span below the current one, or with a trace of its own. */
    public <T, E extends Exception> T root(String name, SpanKind kind, Attributes attributes, Work<T, E> work)
            throws E {
        return within(tracer.spanBuilder(name).setSpanKind(kind).setAllAttributes(attributes), work);
    }

    private static <T, E extends Exception> T within(SpanBuilder builder, Work<T, E> work) throws E {
        Span span = builder.startSpan();
        if (!span.getSpanContext().isValid()) {
            return work.run();
        }
        try (Scope _ = span.makeCurrent()) {
            return work.run();
        } catch (Throwable e) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(ERROR, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }
}
