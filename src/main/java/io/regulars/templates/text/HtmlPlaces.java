package io.regulars.templates.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where the parts in braces of a hand-written HTML stand: what is safe between elements is not safe everywhere. */
public final class HtmlPlaces {
    private static final Set<String> LINKS = Set.of("href", "src", "action", "background", "cite", "poster");

    /** A kind of place. */
    public enum Place {
        TEXT,
        /** A quoted attribute that leads nowhere. */
        ATTRIBUTE,
        /** A quoted {@code href} or its like. */
        LINK,
        /** Within a style, a script or an attribute that is one. */
        CODE,
        /** Within an element's tag, outside of quotes. */
        UNQUOTED
    }

    private final String source;
    private final Map<Integer, Integer> braceAt = new HashMap<>();
    private final Braces braces;
    private final Map<Integer, Place> places = new HashMap<>();
    private int at;

    private HtmlPlaces(Braces braces) {
        this.source = braces.source();
        this.braces = braces;
        for (int i = 0; i < braces.all().size(); i++) {
            braceAt.put(braces.all().get(i).start(), i);
        }
    }

    /** The place of each part in braces, by its index. */
    public static Map<Integer, Place> of(Braces braces) {
        var places = new HtmlPlaces(braces);
        places.read();
        return places.places;
    }

    private void read() {
        while (at < source.length()) {
            if (source.startsWith("<!--", at)) {
                until("-->", Place.TEXT);
            } else if (source.charAt(at) == '<' && at + 1 < source.length() && isName(source.charAt(at + 1))) {
                element();
            } else {
                step(Place.TEXT);
            }
        }
    }

    private void element() {
        int start = ++at;
        while (at < source.length() && isName(source.charAt(at))) {
            at++;
        }
        String name = source.substring(start, at).toLowerCase(Locale.ROOT);
        while (at < source.length() && source.charAt(at) != '>') {
            attribute();
        }
        at++;
        if (name.equals("style") || name.equals("script")) {
            until("</" + name, Place.CODE);
        }
    }

    /** One attribute, or whatever stands before the next. */
    private void attribute() {
        int start = at;
        while (at < source.length() && isName(source.charAt(at))) {
            at++;
        }
        String name = source.substring(start, at).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            step(Place.UNQUOTED);
            return;
        }
        blanks();
        if (at >= source.length() || source.charAt(at) != '=') {
            return;
        }
        at++;
        blanks();
        if (at < source.length() && (source.charAt(at) == '"' || source.charAt(at) == '\'')) {
            char quote = source.charAt(at++);
            Place place = LINKS.contains(name)
                    ? Place.LINK
                    : name.equals("style") || name.startsWith("on") ? Place.CODE : Place.ATTRIBUTE;
            until(String.valueOf(quote), place);
        }
    }

    private void blanks() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    private void until(String end, Place place) {
        while (at < source.length() && !source.regionMatches(true, at, end, 0, end.length())) {
            step(place);
        }
        at += end.length();
    }

    /** One character, or one part in braces as a whole. */
    private void step(Place place) {
        Integer brace = braceAt.get(at);
        if (brace == null) {
            at++;
        } else {
            places.put(brace, place);
            at = braces.all().get(brace).end();
        }
    }

    private static boolean isName(char character) {
        return Character.isLetterOrDigit(character) || character == '-' || character == ':' || character == '_';
    }
}
