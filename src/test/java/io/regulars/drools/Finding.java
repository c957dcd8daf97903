package io.regulars.drools;

/** What a rule concluded. */
public record Finding(Client client, String name) {
    /** By which it is joined. */
    public String getClientId() {
        return client.id();
    }
}
