package io.regulars.platform.tracing;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.arc.Unremovable;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterRuntimeConfig;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterTracesConfig;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Sends spans to the collector that {@code QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT} names, as OTLP says for HTTP and by the JDK's own client;
 * Quarkus' exporter would want the libraries of gRPC. Made only while tracing is on. That the collector takes nothing is told once, and once
 * that it does again; what it did not take is lost.
 */
@Singleton
@Unremovable
class TellCollector implements SpanExporter {
    private static final Logger LOG = Logger.getLogger(TellCollector.class);
    private static final String LOCAL = "http://localhost:4318";

    private final String endpoint;
    private final SpanExporter collector;
    private final AtomicBoolean away = new AtomicBoolean();

    TellCollector(OtlpExporterRuntimeConfig settings) {
        OtlpExporterTracesConfig ofTraces = settings.traces();
        endpoint = ofTraces.endpoint().or(settings::endpoint).orElse(LOCAL).strip();
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceAll("/+$", "") + "/v1/traces")
                .setTimeout(ofTraces.timeout())
                // the next spans are another try
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider::noop);
        ofTraces.compression()
                .or(settings::compression)
                .ifPresent(how -> builder.setCompression(how.name().toLowerCase(Locale.ROOT)));
        for (String header : ofTraces.headers().or(settings::headers).orElse(List.of())) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                builder.addHeader(
                        header.substring(0, equals).strip(),
                        header.substring(equals + 1).strip());
            }
        }
        collector = builder.build();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode taken =
                collector.export(spans.stream().<SpanData>map(NamelessSpan::new).toList());
        return taken.whenComplete(() -> took(taken));
    }

    private void took(CompletableResultCode taken) {
        if (taken.isSuccess()) {
            if (away.compareAndSet(true, false)) {
                LOG.infof("The collector at %s takes traces again.", endpoint);
            }
        } else if (away.compareAndSet(false, true)) {
            Throwable failure = taken.getFailureThrowable();
            LOG.warnf(
                    "The collector at %s takes no traces%s; they are lost until it does.",
                    endpoint, failure == null ? "" : " (" + failure.getMessage() + ")");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return collector.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return collector.shutdown();
    }
}
