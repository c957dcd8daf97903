package io.regulars.access.sessions;

import io.regulars.access.keys.Secret;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cookie that holds a browser's session: no script reads it, and no other site makes a browser send it. */
final class SessionCookie {
    /** Over HTTPS browsers take a name so begun for this host and its root only. */
    private static final String SECURE = "__Host-regulars";

    private static final String PLAIN = "regulars";

    /** By which it may be shown. */
    static final List<String> NAMES = List.of(SECURE, PLAIN);

    private SessionCookie() {}

    static NewCookie of(Secret token, UriInfo uri) {
        return cookie(token.text(), Sessions.LONGEST, uri);
    }

    /** Takes the cookie away. */
    static NewCookie none(UriInfo uri) {
        return cookie("", Duration.ZERO, uri);
    }

    static Optional<Secret> read(Map<String, Cookie> cookies) {
        for (String name : NAMES) {
            Cookie cookie = cookies.get(name);
            if (cookie != null) {
                return Optional.of(new Secret(cookie.getValue()));
            }
        }
        return Optional.empty();
    }

    private static NewCookie cookie(String value, Duration age, UriInfo uri) {
        boolean secure = uri.getBaseUri().getScheme().equals("https");
        return new NewCookie.Builder(secure ? SECURE : PLAIN)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge((int) age.toSeconds())
                .build();
    }
}
