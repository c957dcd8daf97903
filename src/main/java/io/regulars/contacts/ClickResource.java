package io.regulars.contacts;

import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.rest.TakesAnyParameter;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where links of mails lead to first, without a key: it notes which one was followed, and sends the browser on to a stored URL. */
@Path("/l/{token}")
@PermitAll
class ClickResource {
    private final Database database;
    private final InstantSource clock;

    ClickResource(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Where a link leads to, and the key under which it was signed. */
    private record Target(String url, byte[] key) {}

    @GET
    @TakesAnyParameter
    @Operation(hidden = true)
    public Response follow(@PathParam("token") String token, @HeaderParam("Accept-Language") @Nullable String browser) {
        return lead(token, browser, true);
    }

    /** Whoever asks for the head alone has not followed it. */
    @HEAD
    @TakesAnyParameter
    @Operation(hidden = true)
    public Response look(@PathParam("token") String token, @HeaderParam("Accept-Language") @Nullable String browser) {
        return lead(token, browser, false);
    }

    private Response lead(String token, @Nullable String browser, boolean followed) {
        Optional<LinkToken> link = LinkToken.of(token);
        Optional<String> url =
                link.isEmpty() ? Optional.empty() : database.transaction(tx -> url(tx, link.get(), followed));
        return url.isEmpty()
                ? UnsubscribeResource.unknown(browser)
                : Response.status(Response.Status.FOUND)
                        .header(HttpHeaders.LOCATION, url.get())
                        .header("Referrer-Policy", "no-referrer")
                        .header("Cache-Control", "no-store")
                        .build();
    }

    private Optional<String> url(Transaction tx, LinkToken link, boolean followed) throws SQLException {
        Optional<Target> target = tx.first(
                        "select t.url, b.contact_key from link_target t join business b on b.id = t.business_id where t.id = ?",
                        row -> new Target(row.getString("url"), Objects.requireNonNull(row.getBytes("contact_key"))),
                        link.link())
                .filter(found -> link.isMadeBy(found.key()));
        if (target.isPresent() && followed) {
            tx.update(
                    """
                    insert into link_click (action_id, link, links, at) values (?, ?, ?, ?) on conflict do nothing
                    """,
                    link.action(),
                    link.link(),
                    link.links(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
        return target.map(Target::url);
    }
}
