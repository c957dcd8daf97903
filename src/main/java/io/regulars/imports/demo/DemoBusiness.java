package io.regulars.imports.demo;

import io.regulars.imports.demo.Catalogue.Service;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A salon that never was, told as the lines of an import: its services, then client after client with bookings, receipts,
 * activity, surveys and passes. About ten bookings a client over four years: seasons, a rhythm of their own for everyone, no-shows,
 * late and early cancellations, a few who spend most, people who only come in the morning, and many who never come back.
 *
 * <pre>
 *   {"record":"service","id":"cut","name":"Haircut",…}
 *   {"record":"client","id":"demo-1","firstName":"Ana",…}
 *   {"record":"booking","id":"demo-1-1","client":"demo-1","service":"cut",…}
 * </pre>
 */
public final class DemoBusiness {
    private final DemoSettings settings;

    public DemoBusiness(DemoSettings settings) {
        this.settings = settings;
    }

    /** The lines without line ends; made as they are taken, one client in memory at a time. */
    public Stream<String> lines() {
        return Stream.concat(
                Catalogue.services().stream().map(this::line),
                IntStream.rangeClosed(1, settings.clients()).boxed().flatMap(number -> client(number).stream()));
    }

    static String id(int client) {
        return "demo-" + client;
    }

    private String line(Service service) {
        return Line.of("service", service.code())
                .with("name", service.name())
                .with("category", service.category())
                .with("price", Line.amount(service.price(), settings.currency()))
                .with("lateCancellationHours", service.lateHours())
                .with("active", true)
                .with(
                        "occurredAt",
                        Persona.opening(settings).atStartOfDay(ZoneOffset.UTC).toInstant())
                .end();
    }

    private List<String> client(int number) {
        Persona persona = Persona.of(settings, number);
        List<Visit> visits = DemoVisits.of(settings, persona, number);
        Instant registeredAt = registeredAt(persona, visits);
        var lines = new ArrayList<String>();
        lines.add(People.line(settings, number, registeredAt));
        visits.forEach(visit -> lines.add(visit.line(id(number), settings)));
        new Engagement(settings, number, persona, lines::add).tell(visits, registeredAt);
        Prepaid.tell(settings, number, visits, lines::add);
        return lines;
    }

    /** With their first booking, or by leaving their address on the day they turned up. */
    private Instant registeredAt(Persona persona, List<Visit> visits) {
        Instant arrived = persona.arrives().atTime(7, 0).atZone(settings.zone()).toInstant();
        Instant first =
                visits.stream().map(Visit::bookedAt).min(Instant::compareTo).orElse(arrived);
        return first.isAfter(settings.end()) ? settings.end() : first;
    }
}
