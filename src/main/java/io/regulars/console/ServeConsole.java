package io.regulars.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers each place of the console with its one page, which shows what the address says: {@code /segments/vip}. */
@ApplicationScoped
class ServeConsole {
    /** Only the console's own places, so that any other address is still one that there is not. */
    private static final String PLACES =
            "/(sign-in|more|log|(segments|clients|changes|messages|campaigns|rules|settings)(/.+)?)/?";

    void register(@Observes Router router) {
        router.routeWithRegex(HttpMethod.GET, PLACES).order(-1).handler(ServeConsole::page);
    }

    private static void page(RoutingContext request) {
        request.reroute("/");
    }
}
