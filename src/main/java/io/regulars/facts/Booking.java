package io.regulars.facts;

/** One booking of a client as a fact: its state seen with the client's clock and the business's catalogue. */
public record Booking(Client client, BookingState state) {}
