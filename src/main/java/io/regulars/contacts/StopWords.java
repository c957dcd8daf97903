package io.regulars.contacts;

import java.util.Locale;
import java.util.Set;

/** Knows the words by which people want no more short messages: those that networks ask for, in the languages of Europe. */
final class StopWords {
    private static final Set<String> WORDS = Set.of(
            "stop",
            "stopall",
            "stop all",
            "unsubscribe",
            "cancel",
            "end",
            "quit",
            "optout",
            "opt out", // English
            "stopp",
            "abmelden",
            "abbestellen", // German
            "atteikties",
            "beigt", // Latvian
            "стоп",
            "отписаться",
            "отписка", // Russian
            "arret",
            "arrêt",
            "desabonner",
            "désabonner", // French
            "baja",
            "alto",
            "parar", // Spanish, Portuguese
            "annulla",
            "cancella",
            "disiscrivi", // Italian
            "afmelden",
            "stoppen", // Dutch
            "lopeta",
            "sluta",
            "avsluta",
            "afmeld",
            "slutt", // the North
            "lopp",
            "atsisakyti",
            "rezygnuję",
            "rezygnuje",
            "wypisz",
            "zrušit",
            "odhlásit"); // the East

    private StopWords() {}

    /** Whether a message says that and nothing else. */
    static boolean says(String message) {
        String words = message.replaceAll("[\\p{P}\\p{S}]", " ").strip().replaceAll("\\s+", " ");
        return WORDS.contains(words.toLowerCase(Locale.ROOT));
    }
}
