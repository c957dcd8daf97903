package io.regulars.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** One connection that sends walk-ins of random clients: a new booking, then that it was completed. */
final class BookingRequests implements Load.Worker, AutoCloseable {
    private static final String[] SERVICES = {"cut", "color", "massage", "manicure"};

    private final HttpConnection http;
    private final Random random;
    private final int clients;
    private final String client;
    private final String prefix;
    private int number;
    private String body = "";

    BookingRequests(HttpConnection http, int worker, int clients) {
        this(http, worker, clients, "demo-");
    }

    /** Of clients whose ids are this text and a number. */
    BookingRequests(HttpConnection http, int worker, int clients, String client) {
        this.client = client;
        this.http = http;
        this.random = new Random(worker);
        this.clients = clients;
        this.prefix = "/api/bookings/load-" + worker + "-";
    }

    @Override
    public void next(int operation) throws IOException {
        boolean isNew = operation % 2 == 0;
        if (isNew) {
            number++;
            Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            body = "{\"client\":\"" + client + (1 + random.nextInt(clients)) + "\",\"service\":\""
                    + SERVICES[random.nextInt(SERVICES.length)]
                    + "\",\"staff\":\"KELLY\",\"channel\":\"desk\",\"startsAt\":\""
                    + start + "\",\"endsAt\":\"" + start.plusSeconds(3600) + "\",\"bookedAt\":\"" + start
                    + "\",\"price\":\"" + (20 + random.nextInt(60)) + ".00\",\"status\":\"";
        }
        http.send("PUT", prefix + number, body + (isNew ? "BOOKED\"}" : "COMPLETED\"}"));
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
