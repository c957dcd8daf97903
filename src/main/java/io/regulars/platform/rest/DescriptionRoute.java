package io.regulars.platform.rest;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Has the description of the API prepared on a thread that may take long, before Quarkus answers with it on one that may not. */
@ApplicationScoped
class DescriptionRoute {
    private static final String PATH = "/q/openapi*";
    /** Quarkus' name for the description of an application that has one. */
    private static final String THE_ONE = "<default>";

    private final OpenApiDocumentService description;

    DescriptionRoute(OpenApiDocumentService description) {
        this.description = description;
    }

    void register(@Observes Router router) {
        router.get(PATH).order(-1).blockingHandler(request -> {
            description.getDocument(THE_ONE, Format.JSON);
            request.next();
        });
    }
}
