package io.regulars.contacts;

import io.regulars.clients.ConsentMethod;
import io.regulars.clients.Consents;
import io.regulars.contacts.StopMarketing.Wish;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.TakesAnyParameter;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where clients unsubscribe, without a key: the link of a message tells which one it was. A POST is the deed (RFC 8058), whatever its body
 * says beside; a GET only shows, since scanners of mail follow every link.
 */
@Path("/u/{token}")
@PermitAll
class UnsubscribeResource {
    private static final int LONGEST_BODY = 4_096;
    private static final Pattern CHOICE = Pattern.compile("(?:^|&)choice=([a-z]*)");

    private final Database database;
    private final StopMarketing stop;
    private final Suppressions suppressions;
    private final OwnCaps ownCaps;
    private final InstantSource clock;

    UnsubscribeResource(
            Database database, StopMarketing stop, Suppressions suppressions, OwnCaps ownCaps, InstantSource clock) {
        this.database = database;
        this.stop = stop;
        this.suppressions = suppressions;
        this.ownCaps = ownCaps;
        this.clock = clock;
    }

    @GET
    @TakesAnyParameter
    @Operation(hidden = true)
    public Response show(@PathParam("token") String token, @HeaderParam("Accept-Language") @Nullable String browser) {
        return database.transaction(tx -> {
            Optional<SentMessage> found = message(tx, token);
            if (found.isEmpty()) {
                return unknown(browser);
            }
            SentMessage message = found.get();
            PreferencePage page = page(tx, message, browser);
            boolean fewer = ownCaps.of(tx, message.client()).isPresent();
            return answer(
                    200, page, page.choices(message.businessName(), message.channel(), isStopped(tx, message), fewer));
        });
    }

    @POST
    @TakesAnyParameter
    @Operation(hidden = true)
    public Response stop(
            @PathParam("token") String token,
            @HeaderParam("Accept-Language") @Nullable String browser,
            InputStream body) {
        Optional<SentMessage> found = database.transaction(tx -> message(tx, token));
        if (found.isEmpty()) {
            return unknown(browser);
        }
        SentMessage message = found.get();
        return switch (choice(text(body))) {
            case "fewer" -> often(message, true, browser);
            case "usual" -> often(message, false, browser);
            case "everything" -> stopped(message, byPage(true), browser);
            case "" -> stopped(message, Wish.ONE_CLICK, browser);
            default -> stopped(message, byPage(false), browser);
        };
    }

    private Response often(SentMessage message, boolean fewer, @Nullable String browser) {
        return database.transaction(tx -> {
            if (fewer) {
                ownCaps.fewer(tx, message, clock.instant().truncatedTo(ChronoUnit.MICROS));
            } else {
                ownCaps.asEverybody(tx, message);
            }
            PreferencePage page = page(tx, message, browser);
            return answer(200, page, page.often(message.businessName(), message.channel(), fewer));
        });
    }

    private Response stopped(SentMessage message, Wish wish, @Nullable String browser) {
        stop.stop(message, wish);
        PreferencePage page = database.transaction(tx -> page(tx, message, browser));
        return answer(
                200,
                page,
                page.done(message.businessName(), Optional.of(message.channel()).filter(one -> !wish.everything())));
    }

    private static Wish byPage(boolean everything) {
        return new Wish(everything, SuppressionReason.UNSUBSCRIBED, ConsentMethod.PREFERENCES);
    }

    /** What was chosen on the page; empty: it is the button of a mail program. */
    private static String choice(String body) {
        Matcher choice = CHOICE.matcher(body);
        return choice.find() ? choice.group(1) : "";
    }

    /** The body as text; it is a few words in whatever form, and what is behind them does not matter. */
    private static String text(@Nullable InputStream body) {
        try {
            return body == null ? "" : new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProblemException(ErrorCode.MALFORMED, "The body broke off.");
        }
    }

    private static Optional<SentMessage> message(Transaction tx, String token) throws SQLException {
        Optional<MessageToken> read = MessageToken.ofLink(token);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        return SentMessage.find(tx, read.get().action())
                .filter(message -> read.get().opensLink(message.key()));
    }

    private boolean isStopped(Transaction tx, SentMessage message) throws SQLException {
        byte[] hash = message.addressHash();
        boolean closed = hash != null
                && suppressions
                        .find(tx, message.business(), message.channel(), hash, message.client(), clock.instant())
                        .isPresent();
        Boolean said = Consents.inForce(tx, message.client()).get(message.channel());
        return closed || Boolean.FALSE.equals(said);
    }

    /** In the client's language, else in that of the browser. */
    private static PreferencePage page(Transaction tx, SentMessage message, @Nullable String browser)
            throws SQLException {
        var languages = new ArrayList<String>();
        tx.first(
                        "select profile::text from client where id = ?",
                        row -> Json.stored(row.getString(1)).path("language").asText(""),
                        message.client())
                .filter(language -> !language.isEmpty())
                .ifPresent(languages::add);
        languages.addAll(languages(browser));
        return PreferencePage.in(languages);
    }

    private static List<String> languages(@Nullable String browser) {
        if (browser == null) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(browser).stream()
                    .map(Locale.LanguageRange::getRange)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of(); // what a browser says beside the point does not keep anybody from unsubscribing
        }
    }

    static Response unknown(@Nullable String browser) {
        PreferencePage page = PreferencePage.in(languages(browser));
        return answer(404, page, page.unknown());
    }

    private static Response answer(int status, PreferencePage page, String html) {
        return Response.status(status)
                .type("text/html; charset=utf-8")
                .header("Content-Language", page.language())
                .header("Content-Security-Policy", PreferencePage.POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .entity(html)
                .build();
    }
}
