package io.regulars.platform.rest;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/**
 * Has {@link PutOffDescription} stand before Quarkus' service, which reads the description of the API and writes it as JSON and as YAML at each
 * start: a sixth of what the starting thread did. Run by the build.
 */
public final class MarkDescription implements BuildCompatibleExtension {
    /** Made by the build. */
    public MarkDescription() {}

    /** Marks the service where it is packaged; in tests and while one develops, what Quarkus brings sees no class of ours. */
    @Enhancement(types = OpenApiDocumentService.class)
    public void mark(ClassConfig service) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            service.addAnnotation(WhenAsked.class);
        }
    }
}
