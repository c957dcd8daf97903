package io.regulars.platform.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span with only those attributes of which it is known that they name no client. Paths, queries, addresses of callers and words of
 * exceptions may do so: {@code GET /api/clients/ana@example.com} becomes {@code GET /api/clients/{id}}.
 */
final class NamelessSpan extends DelegatingSpanData {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

    private static final Set<AttributeKey<?>> ALLOWED = Set.of(
            METHOD,
            ROUTE,
            AttributeKey.longKey("http.response.status_code"),
            AttributeKey.longKey("http.request.body.size"),
            AttributeKey.longKey("http.response.body.size"),
            AttributeKey.stringKey("url.scheme"),
            AttributeKey.stringKey("code.function.name"),
            Spans.ERROR,
            Spans.REQUEST_ID,
            Spans.CLIENTS,
            Spans.ENDPOINT_KIND,
            Spans.OUTCOME);

    private final Attributes attributes;

    NamelessSpan(SpanData span) {
        super(span);
        attributes = span.getAttributes().toBuilder()
                .removeIf(key -> !ALLOWED.contains(key))
                .build();
    }

    /** Of what came in and went out by HTTP, the method and the template of its path. */
    @Override
    public String getName() {
        String method = attributes.get(METHOD);
        String route = attributes.get(ROUTE);
        if (method == null) {
            return getKind() == SpanKind.SERVER ? "HTTP" : super.getName();
        }
        return route == null ? method : method + " " + route;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    /** An event would be an exception with its words; the status says that there was one. */
    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public StatusData getStatus() {
        return StatusData.create(super.getStatus().getStatusCode(), "");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof NamelessSpan same && attributes.equals(same.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), attributes);
    }
}
