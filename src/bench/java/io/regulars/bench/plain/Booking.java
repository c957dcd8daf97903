package io.regulars.bench.plain;

/** A booking; its client by id, so that it can be joined by an index. */
public record Booking(String clientId, String service, double price, int day) {
    /** As rules name it. */
    public String getClientId() {
        return clientId;
    }

    /** As rules name it. */
    public String getService() {
        return service;
    }

    /** As rules name it. */
    public double getPrice() {
        return price;
    }
}
