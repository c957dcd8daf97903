package io.regulars.platform.rest;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.regulars.platform.tracing.Spans;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Names each request, so that what its caller saw can be found in the log: by the id that the caller sends ({@code X-Request-Id}), or by one
 * of our own. The answer has it, and so has each line of the log that was written on the way, and the trace.
 */
@ApplicationScoped
class RequestIds {
    private static final String HEADER = "X-Request-Id";
    /** Under which name the log has it. */
    private static final String LOGGED = "requestId";
    /** Before whatever may have something to log. */
    private static final int EARLIEST = 11_000;
    /** Nothing that could be taken for anything else in a line, and no address of a mailbox. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    void register(@Observes Filters filters) {
        filters.register(RequestIds::name, EARLIEST);
    }

    private static void name(RoutingContext request) {
        String id = id(request.request().getHeader(HEADER));
        MDC.put(LOGGED, id);
        Span.current().setAttribute(Spans.REQUEST_ID, id);
        request.response().putHeader(HEADER, id);
        request.next();
    }

    private static String id(@Nullable String sent) {
        return sent != null && SANE.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
