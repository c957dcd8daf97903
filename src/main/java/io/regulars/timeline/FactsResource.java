package io.regulars.timeline;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.Clients;
import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.database.Database;
import io.regulars.ranking.spends.SpendPercentile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is known of one client, in the words that rules use. */
@Path("/api/clients/{id}/facts")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.VIEWER, Roles.BOOKING_SYSTEM})
class FactsResource {
    private static final Object[] NOTHING = {};
    private static final int DIGITS = 4;

    private final Database database;
    private final Clients clients;
    private final PresentClients presentClients;
    private final Caller caller;

    FactsResource(Database database, Clients clients, PresentClients presentClients, Caller caller) {
        this.database = database;
        this.clients = clients;
        this.presentClients = presentClients;
        this.caller = caller;
    }

    /**
     * The facts as callers see them.
     *
     * @param at the moment they are of
     */
    @Schema(name = "ClientFacts")
    record Answer(String client, Instant at, List<Fact> facts) {}

    /**
     * One word of the vocabulary, and what it says of the client.
     *
     * @param value a number, text, list, true or false, or a day; null: not known
     * @param unit what a number is measured in, as the vocabulary names it; null: in nothing
     */
    @Schema(name = "ClientFact")
    record Fact(
            String name,
            String meaning,
            @Nullable String unit,

            @Schema(description = "A number, text, list, true or false, or a day; null: not known.") @Nullable
            Object value) {}

    @GET
    @Operation(
            summary = "What is known of a client now, by each word of the vocabulary that asks for nothing more",
            description = "Words with arguments, such as visitsInLast(30), are left out. What is not known is null.")
    public Answer facts(@PathParam("id") String id) {
        BusinessId business = caller.business();
        return database.transaction(tx -> {
            var client = clients.findSomebody(tx, business, id);
            PresentClients.Present present = presentClients.load(tx, business, client.id());
            Client facts = present.input().present();
            double percentile = SpendPercentile.of(tx, business, present.storedSpendMinor(), facts.spendMinor());
            List<Fact> all = Vocabulary.CLIENT.properties().values().stream()
                    .filter(property -> property.parameters().isEmpty())
                    .map(property -> fact(property, facts, percentile))
                    .toList();
            return new Answer(client.externalId(), facts.now(), all);
        });
    }

    private static Fact fact(Property<Client> property, Client client, double percentile) {
        return new Fact(
                property.name(),
                property.meaning(),
                Unit.of(property).map(Unit::name).orElse(null),
                value(property, client, percentile));
    }

    private static @Nullable Object value(Property<Client> property, Client client, double percentile) {
        return switch (property) {
            case Property.Numeric<Client> numeric -> number(numeric.reader().read(client, NOTHING));
            case Property.Rank<Client> rank -> number(percentile);
            case Property.Text<Client> text -> text.reader().read(client, NOTHING);
            case Property.Day<Client> day -> day.reader().read(client, NOTHING);
            case Property.Flag<Client> flag -> flag(flag.reader().read(client, NOTHING));
            case Property.Texts<Client> texts ->
                texts.reader().read(client, NOTHING).stream().sorted().toList();
        };
    }

    private static @Nullable BigDecimal number(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private static @Nullable Boolean flag(Truth truth) {
        return switch (truth) {
            case TRUE -> true;
            case FALSE -> false;
            case UNKNOWN -> null;
        };
    }
}
