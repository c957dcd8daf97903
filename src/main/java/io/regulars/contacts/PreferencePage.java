package io.regulars.contacts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The page on which clients say what they want no more: HTML without scripts, cookies or anything from elsewhere, which works with a
 * keyboard and a screen reader.
 */
final class PreferencePage {
    private static final String STYLE = """
            body{font:1.1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:2rem 1rem;color:#1a1a1a;background:#fff}
            h1{font-size:1.5rem}form{margin:1rem 0}
            button{font:inherit;padding:.7rem 1.2rem;border:2px solid #1a1a1a;border-radius:.4rem;background:#fff;color:#1a1a1a;width:100%;text-align:left;cursor:pointer}
            button:hover,button:focus-visible{background:#1a1a1a;color:#fff;outline-offset:3px}
            """;

    /** What a browser may do with the page: show it, and send its form back to us. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Words words;

    private PreferencePage(Words words) {
        this.words = words;
    }

    /** The languages there are, the first one for everybody else. */
    private enum Language {
        EN,
        LV
    }

    /**
     * What the page says.
     *
     * @param heading with the business's name for %s
     * @param gets with the channel for %s, like all below
     */
    private record Words(
            String code,
            String heading,
            String gets,
            String getsNone,
            String stop,
            String stopAll,
            String done,
            String doneAll,
            String fewer,
            String getsFewer,
            String doneFewer,
            String usual,
            String doneUsual,
            String unknown,
            Map<String, String> channels) {
        String channel(String name) {
            return channels.getOrDefault(name, name);
        }
    }

    private static final Words ENGLISH = new Words(
            "en",
            "Messages from %s",
            "You may get offers and news %s.",
            "You get no offers and no news %s.",
            "No more offers and news %s",
            "No more offers and news at all",
            "Done. You get no more offers and news %s.",
            "Done. You get no more offers and news, by whatever way.",
            "Offers and news at most once a month",
            "You get offers and news at most once a month.",
            "Done. You get offers and news at most once a month.",
            "Offers and news as often as everybody",
            "Done. You get offers and news as often as everybody.",
            "This link is not complete, or its message is too old. Please open it again from the message, or copy all of it.",
            Map.of(
                    "email", "by e-mail",
                    "sms", "by text message",
                    "whatsapp", "by WhatsApp",
                    "phone", "by phone",
                    "call", "by phone",
                    "push", "in the app",
                    "post", "by post"));

    private static final Words LATVIAN = new Words(
            "lv",
            "Ziņas no %s",
            "Jūs varat saņemt piedāvājumus un jaunumus %s.",
            "Jūs nesaņemat piedāvājumus un jaunumus %s.",
            "Vairs nesūtīt piedāvājumus un jaunumus %s",
            "Vairs nesūtīt nekādus piedāvājumus un jaunumus",
            "Izdarīts. Jūs vairs nesaņemsiet piedāvājumus un jaunumus %s.",
            "Izdarīts. Jūs vairs nesaņemsiet piedāvājumus un jaunumus nekādā veidā.",
            "Piedāvājumus un jaunumus ne biežāk kā reizi mēnesī",
            "Jūs saņemat piedāvājumus un jaunumus ne biežāk kā reizi mēnesī.",
            "Izdarīts. Jūs saņemsiet piedāvājumus un jaunumus ne biežāk kā reizi mēnesī.",
            "Piedāvājumus un jaunumus tikpat bieži kā visi",
            "Izdarīts. Jūs saņemsiet piedāvājumus un jaunumus tikpat bieži kā visi.",
            "Šī saite nav pilnīga vai ziņa ir pārāk veca. Lūdzu, atveriet to no ziņas vēlreiz vai nokopējiet to visu.",
            Map.of(
                    "email", "e-pastā",
                    "sms", "īsziņā",
                    "whatsapp", "ar WhatsApp",
                    "phone", "pa tālruni",
                    "call", "pa tālruni",
                    "push", "lietotnē",
                    "post", "pa pastu"));

    /**
     * In the first of these languages that there is; in English if there is none.
     *
     * @param wanted such as lv-LV, the dearest first
     */
    static PreferencePage in(List<String> wanted) {
        Language language = wanted.stream()
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .flatMap(code -> Arrays.stream(Language.values())
                        .filter(known -> known.name().equalsIgnoreCase(code)))
                .findFirst()
                .orElse(Language.EN);
        return new PreferencePage(
                switch (language) {
                    case EN -> ENGLISH;
                    case LV -> LATVIAN;
                });
    }

    String language() {
        return words.code();
    }

    /**
     * What the client may choose.
     *
     * @param stopped whether they get nothing more by the channel
     * @param fewer whether they asked for fewer messages
     */
    String choices(String business, String channel, boolean stopped, boolean fewer) {
        String way = words.channel(channel);
        String stop = stopped ? "" : form("channel", words.stop().formatted(way));
        return page(
                words.heading().formatted(business),
                paragraph((stopped ? words.getsNone() : words.gets()).formatted(way))
                        + (fewer ? paragraph(words.getsFewer()) : "")
                        + (fewer ? form("usual", words.usual()) : form("fewer", words.fewer()))
                        + stop
                        + form("everything", words.stopAll()));
    }

    /** How often they get something from now on; and what else they may choose. */
    String often(String business, String channel, boolean fewer) {
        return page(
                words.heading().formatted(business),
                status(fewer ? words.doneFewer() : words.doneUsual())
                        + form("channel", words.stop().formatted(words.channel(channel)))
                        + form("everything", words.stopAll()));
    }

    /** What was done. */
    String done(String business, Optional<String> channel) {
        String done =
                channel.map(one -> words.done().formatted(words.channel(one))).orElse(words.doneAll());
        String more = channel.isPresent() ? form("everything", words.stopAll()) : "";
        return page(words.heading().formatted(business), status(done) + more);
    }

    /** What there is to say of a link that leads nowhere. */
    String unknown() {
        return page("404", paragraph(words.unknown()));
    }

    private String page(String heading, String main) {
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
                <meta name="robots" content="noindex"><title>%s</title><style>%s</style></head>
                <body><main><h1>%s</h1>%s</main></body></html>
                """.formatted(words.code(), escaped(heading), STYLE, escaped(heading), main);
    }

    private static String form(String choice, String text) {
        return "<form method=\"post\"><button name=\"choice\" value=\"" + choice + "\">" + escaped(text)
                + "</button></form>";
    }

    private static String status(String text) {
        return "<p role=\"status\">" + escaped(text) + "</p>";
    }

    private static String paragraph(String text) {
        return "<p>" + escaped(text) + "</p>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
