package io.regulars.rules.tables.sheet;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What people write into a cell that is to say yes, no, or nothing. */
public final class CellWords {
    private static final Set<String> YES = Set.of(
            "x",
            "y",
            "yes",
            "true",
            "t",
            "1",
            "on",
            "ok",
            "okay",
            "+",
            "*",
            "•",
            "●",
            "✓",
            "✔",
            "✅",
            "☑",
            "☒",
            "√",
            "do",
            "do it",
            "done",
            "enabled",
            "active",
            "ja",
            "j",
            "jā",
            "jah",
            "taip",
            "tak",
            "si",
            "sí",
            "sì",
            "oui",
            "sim",
            "да",
            "так",
            "da",
            "hai",
            "evet",
            "kyllä",
            "joo",
            "igen",
            "ano",
            "áno",
            "vrai",
            "wahr",
            "vero",
            "verdadero",
            "yep");

    private static final Set<String> NO = Set.of(
            "n",
            "no",
            "false",
            "f",
            "0",
            "off",
            "never",
            "not",
            "do not",
            "don't",
            "disabled",
            "inactive",
            "nope",
            "nein",
            "non",
            "ne",
            "nē",
            "nee",
            "nej",
            "nei",
            "ei",
            "não",
            "nao",
            "nie",
            "nu",
            "nem",
            "hayır",
            "nav",
            "нет",
            "не",
            "ні",
            "faux",
            "falsch",
            "falso",
            "✗",
            "✘",
            "✖",
            "❌",
            "☐",
            "⛔",
            "🚫",
            "👎");

    private static final Set<String> ABSENT = Set.of(
            "n/a",
            "#n/a",
            "n.a.",
            "n.a",
            "na.",
            "n.v.t.",
            "nvt",
            "k.a.",
            "k. a.",
            "none",
            "null",
            "nil",
            "undefined",
            "(none)",
            "(null)",
            "(empty)",
            "(blank)",
            "(any)",
            "(all)",
            "<any>",
            "<all>",
            "<none>",
            "<null>",
            "not applicable",
            "tbd",
            "tba",
            "todo");

    private static final Set<String> ANY = Set.of(
            "any",
            "all",
            "anything",
            "anywhere",
            "everywhere",
            "all cities",
            "all services",
            "all clients",
            "überall",
            "visur",
            "everything",
            "anybody",
            "everybody",
            "everyone",
            "whatever",
            "empty",
            "blank",
            "egal",
            "alle",
            "alles",
            "beliebig",
            "keine",
            "keiner",
            "kein",
            "leer",
            "tous",
            "toutes",
            "tout",
            "todos",
            "todas",
            "tutti",
            "cualquiera",
            "aucun",
            "aucune",
            "nessuno",
            "ninguno",
            "любой",
            "все",
            "нет",
            "visi",
            "visas",
            "jebkurš",
            "jebkura",
            "nav",
            "bet koks",
            "wszystkie",
            "dowolny",
            "kõik",
            "irrelevant",
            "don't care",
            "doesn't matter",
            "does not matter",
            "dont care");

    private static final Set<String> OTHERS = Set.of(
            "other",
            "others",
            "all other",
            "all others",
            "any other",
            "the rest",
            "rest",
            "remaining",
            "else",
            "otherwise",
            "default",
            "everyone else",
            "everything else",
            "anything else",
            "andere",
            "alle anderen",
            "sonst",
            "sonstige",
            "übrige",
            "citi",
            "cita",
            "pārējie",
            "pārējās",
            "kiti",
            "muud",
            "ülejäänud",
            "inne",
            "pozostałe",
            "autre",
            "autres",
            "otro",
            "otros",
            "altri",
            "прочие",
            "другие",
            "остальные",
            "остальное");

    /** What an editor puts behind a sign to show it in colour. */
    private static final String EMOJI = "\uFE0F";

    /** {@code #REF!}, {@code #DIV/0!}, {@code #NAME?}, {@code #BEZUG!}: what spreadsheets write into a CSV for a formula that failed. */
    private static final Pattern ERROR = Pattern.compile("#¡?\\p{L}[\\p{L}/0]*[!?]");

    private CellWords() {}

    /** Whether it is the error of a formula. */
    static boolean isError(String text) {
        return ERROR.matcher(text.strip()).matches();
    }

    /** Whether it says yes. */
    public static boolean isYes(String text) {
        return YES.contains(plain(text));
    }

    /** Whether it says no, or that there is nothing to say. */
    public static boolean isNo(String text) {
        String plain = plain(text);
        return NO.contains(plain) || plain.matches("0([.,]0+)?%?") || saysNothing(text);
    }

    /** Whether it surely stands for nothing: a sign, or that there is none. */
    public static boolean saysNothing(String text) {
        String plain = plain(text);
        return ABSENT.contains(plain) || isSign(plain);
    }

    /** Whether it may be meant to stand for anything, though it could be a text of its own. */
    public static boolean saysAnything(String text) {
        return ANY.contains(plain(text));
    }

    /** Whether it may be meant for whatever the rows above are not for. */
    public static boolean saysOthers(String text) {
        return OTHERS.contains(plain(text));
    }

    /** Signs that hold the place of a value: - – * ? … */
    private static boolean isSign(String plain) {
        return plain.matches("[-\\u2010-\\u2015\\u2212*?._~/\\\\#…\\s]+");
    }

    private static String plain(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replace('’', '\'').replace(EMOJI, "");
        return lower.length() > 3 && lower.matches("\\p{L}+[.!]") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
