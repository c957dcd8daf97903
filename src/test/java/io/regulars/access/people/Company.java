package io.regulars.access.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A company's sign-in, as OpenID Connect says: a real server that signs tokens. Whoever comes to it is somebody whom the test named, and is
 * sent back with a code at once.
 */
final class Company implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    /** Tokens are good for an hour of real time, by which they are checked. */
    private static final long GOOD_SECONDS = 3600;

    private final HttpServer server;
    private final KeyPair keys;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile Someone next = new Someone("nobody", "nobody@example.com", List.of());

    /** Who signs in there. */
    record Someone(String subject, String email, List<String> groups) {}

    Company() throws IOException {
        keys = keys();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(
                "/.well-known/openid-configuration",
                exchange -> json(
                        exchange,
                        Map.of(
                                "issuer", issuer(),
                                "authorization_endpoint", issuer() + "/authorize",
                                "token_endpoint", issuer() + "/token",
                                "jwks_uri", issuer() + "/keys",
                                "response_types_supported", List.of("code"),
                                "subject_types_supported", List.of("public"),
                                "id_token_signing_alg_values_supported", List.of("RS256"))));
        answer("/keys", exchange -> json(exchange, Map.of("keys", List.of(publicKey()))));
        answer("/authorize", this::authorize);
        answer("/token", this::exchangeCode);
        server.start();
    }

    private interface Answers {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void answer(String path, Answers answers) {
        server.createContext(path, exchange -> {
            answers.answer(exchange);
            exchange.close();
        });
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whoever comes from now on is they. */
    void comes(Someone who) {
        next = who;
    }

    /** A token for a program of theirs. */
    String token(Someone who, String audience) {
        return signed(claims(who, audience), keys);
    }

    /** One that somebody else signed. */
    String forged(Someone who) {
        return signed(claims(who, "regulars"), keys());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        String back = "%s?code=%s&state=%s"
                .formatted(text(asked, "redirect_uri"), code, URLEncoder.encode(text(asked, "state"), UTF_8));
        exchange.getResponseHeaders().add("Location", back);
        exchange.sendResponseHeaders(302, -1);
    }

    private void exchangeCode(HttpExchange exchange) throws IOException {
        var told = parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Map<String, String> asked = Objects.requireNonNull(codes.remove(text(told, "code")), "an unknown code");
        var claims = claims(next, text(asked, "client_id"));
        if (asked.containsKey("nonce")) {
            claims.put("nonce", text(asked, "nonce"));
        }
        json(
                exchange,
                Map.of(
                        "access_token",
                        signed(claims, keys),
                        "id_token",
                        signed(claims, keys),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        GOOD_SECONDS));
    }

    private Map<String, Object> claims(Someone who, String audience) {
        long now = System.currentTimeMillis() / 1000;
        return new HashMap<>(Map.of(
                "iss",
                issuer(),
                "sub",
                who.subject,
                "aud",
                audience,
                "iat",
                now,
                "exp",
                now + GOOD_SECONDS,
                "email",
                who.email,
                "groups",
                who.groups));
    }

    private Map<String, Object> publicKey() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty", "RSA",
                "kid", "one",
                "use", "sig",
                "alg", "RS256",
                "n", BASE64.encodeToString(unsigned(key.getModulus())),
                "e", BASE64.encodeToString(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String signed(Map<String, Object> claims, KeyPair keys) {
        try {
            String head =
                    BASE64.encodeToString(JSON.writeValueAsBytes(Map.of("alg", "RS256", "typ", "JWT", "kid", "one")));
            String what = head + "." + BASE64.encodeToString(JSON.writeValueAsBytes(claims));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(what.getBytes(UTF_8));
            return what + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void json(HttpExchange exchange, Object answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> parameters(String form) {
        var parameters = new HashMap<String, String>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return parameters;
    }

    private static String text(Map<String, String> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
