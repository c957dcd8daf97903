package io.regulars.templates.text;

import java.util.List;

/**
 * What stands around the content of every mail of a release, with each brace as the engine reads it.
 *
 * @param html before and behind the content
 * @param text the same in plain text
 * @param links names of links that it has, by which it lets a client unsubscribe
 */
public record Layout(Around html, Around text, List<String> links) {
    /** Where a release has none: the content alone. */
    public static final Layout BARE = new Layout(new Around("""
                    <!DOCTYPE html>
                    <html lang="{mail.language}" dir="{mail.direction}">
                    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{mail.subject}</title></head>
                    <body>
                    """, "</body>\n</html>\n"), new Around("", ""), List.of());

    public Layout {
        links = List.copyOf(links);
    }

    /** What stands before and behind the content. */
    public record Around(String before, String behind) {
        /** The layout around a content. */
        public String of(String content) {
            return before + content + behind;
        }
    }

    /** Whether a client can unsubscribe by it. */
    public boolean unsubscribes() {
        return links.contains("link.unsubscribe") || links.contains("link.preferences");
    }
}
