package io.regulars.contacts;

import com.fasterxml.jackson.core.type.TypeReference;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.ContactPolicies;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Clients;
import io.regulars.clients.Consents;
import io.regulars.contacts.ClientConsents.ClosedChannel;
import io.regulars.contacts.ClientConsents.SaidConsent;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a client agreed to, and what shows it. */
@Path("/api/clients/{id}/consents")
@Produces("application/json")
@RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
class ConsentResource {
    private static final TypeReference<Map<String, Object>> EVIDENCE = new TypeReference<>() {};

    private final Database database;
    private final Clients clients;
    private final ContactPolicies policies;
    private final Suppressions suppressions;
    private final OwnCaps ownCaps;
    private final Caller caller;
    private final InstantSource clock;

    ConsentResource(
            Database database,
            Clients clients,
            ContactPolicies policies,
            Suppressions suppressions,
            OwnCaps ownCaps,
            Caller caller,
            InstantSource clock) {
        this.database = database;
        this.clients = clients;
        this.policies = policies;
        this.suppressions = suppressions;
        this.ownCaps = ownCaps;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "What a client agreed to, channel by channel, when, how, and what shows it",
            description = "Also which of their present addresses must not be written to, and why. An address that the"
                    + " client closed opens when they agree anew by themselves (SUBSCRIBED); a profile that says yes"
                    + " does not open it. 'ownCap' says how many messages they asked for at most.")
    public ClientConsents consents(@PathParam("id") String id) {
        return database.transaction(tx -> {
            ClientRow client = clients.findSomebody(tx, caller.business(), id);
            return new ClientConsents(
                    client.externalId(),
                    said(tx, client),
                    closed(tx, client),
                    ownCaps.of(tx, client.id()).orElse(null));
        });
    }

    private static List<SaidConsent> said(Transaction tx, ClientRow client) throws SQLException {
        var inForce = new HashSet<String>();
        return Consents.all(tx, client.id()).stream()
                .map(said -> new SaidConsent(
                        said.channel(),
                        said.granted(),
                        inForce.add(said.channel()),
                        said.occurredAt(),
                        said.recordedAt(),
                        said.proof().method().written(),
                        said.proof().wording(),
                        Json.MAPPER.convertValue(said.proof().evidence(), EVIDENCE),
                        said.proof().actor(),
                        said.proof().source()))
                .toList();
    }

    private List<ClosedChannel> closed(Transaction tx, ClientRow client) throws SQLException {
        var writing = policies.of(tx, caller.business());
        var closed = new ArrayList<ClosedChannel>();
        for (Map.Entry<String, byte[]> address : ClientAddresses.hashes(
                        client.profile(), writing.country(), writing.key())
                .entrySet()) {
            for (SuppressedAddress one : suppressions.all(
                    tx, caller.business(), address.getKey(), address.getValue(), client.id(), clock.instant())) {
                closed.add(new ClosedChannel(
                        address.getKey(),
                        one.reason(),
                        one.since(),
                        one.until(),
                        one.reason().marketingOnly()));
            }
        }
        return closed;
    }
}
