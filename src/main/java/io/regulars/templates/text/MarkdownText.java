package io.regulars.templates.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Markdown becomes HTML and plain text before anybody's data is in it, so that a name can never become a link or a heading: each part
 * in braces is a word of letters and digits meanwhile.
 * <pre>
 *   Hello {client.firstName}, [book]({link.book})   →   Hello {client.firstName}, &lt;a href="{link.book}"&gt;book&lt;/a&gt;
 *                                                   →   Hello {client.firstName}, book: {link.book}
 * </pre>
 */
public final class MarkdownText {
    private static final Parser PARSER = Parser.builder().build();
    /** Without these, mail programs set paragraphs far apart, each in its own way. */
    private static final Map<String, String> STYLES = Map.of(
            "p", "margin:0 0 16px",
            "h1", "margin:0 0 16px;font-size:24px;line-height:30px",
            "h2", "margin:8px 0 12px;font-size:19px;line-height:26px",
            "h3", "margin:8px 0 12px;font-size:16px;line-height:24px",
            "ul", "margin:0 0 16px;padding:0 0 0 24px",
            "ol", "margin:0 0 16px;padding:0 0 0 24px",
            "img", "max-width:100%;height:auto;border:0");

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                String style = STYLES.get(tag);
                if (style != null) {
                    attributes.put("style", style);
                }
                if (node instanceof Link && isAlone(node)) {
                    attributes.put("class", "button");
                }
            })
            .build();

    private final Braces braces;
    private final String mark;
    private final Pattern word;
    private final Pattern alone;
    private final Set<Integer> targets = new HashSet<>();
    private final List<String> literalTargets = new ArrayList<>();

    private MarkdownText(Braces braces) {
        this.braces = braces;
        String free = "Zq";
        while (braces.source().contains(free)) {
            free += "q";
        }
        this.mark = free;
        this.word = Pattern.compile(mark + "(\\d+)Z");
        this.alone = Pattern.compile("<p[^>]*>((?:\\s*" + mark + "\\d+Z)+\\s*)</p>\\n?");
    }

    /**
     * What a source becomes.
     *
     * @param html for the engine
     * @param text for the engine
     * @param targets of links and pictures: the parts in braces that stand there, by their index
     * @param literalTargets those that are written out
     */
    public record Converted(String html, String text, Set<Integer> targets, List<String> literalTargets) {}

    /** Converts a source whose parts in braces are sound. */
    public static Converted convert(Braces braces) {
        var markdown = new MarkdownText(braces);
        Node document = PARSER.parse(markdown.withWords());
        String html = markdown.withBraces(markdown.unwrapped(RENDERER.render(document)));
        var plain = markdown.new Plain();
        document.accept(plain);
        return new Converted(
                html,
                markdown.withBraces(plain.text.toString().strip()) + "\n",
                Set.copyOf(markdown.targets),
                List.copyOf(markdown.literalTargets));
    }

    private static boolean isAlone(Node link) {
        return link.getParent() instanceof Paragraph && link.getPrevious() == null && link.getNext() == null;
    }

    /** Each part in braces as a word; a section that has a line for itself becomes a block. */
    private String withWords() {
        var text = new StringBuilder();
        String source = braces.source();
        int at = 0;
        for (int i = 0; i < braces.all().size(); i++) {
            Braces.Brace brace = braces.all().get(i);
            text.append(source, at, brace.start());
            at = brace.end();
            if (brace.isComment()) {
                continue;
            }
            boolean line = brace.isSection() && hasItsLine(source, brace);
            text.append(line ? "\n" : "").append(mark).append(i).append('Z').append(line ? "\n" : "");
        }
        return text.append(source.substring(at)).toString();
    }

    private static boolean hasItsLine(String source, Braces.Brace brace) {
        int before = brace.start() - 1;
        while (before >= 0 && source.charAt(before) == ' ') {
            before--;
        }
        int behind = brace.end();
        while (behind < source.length() && (source.charAt(behind) == ' ' || source.charAt(behind) == '\r')) {
            behind++;
        }
        return (before < 0 || source.charAt(before) == '\n')
                && (behind == source.length() || source.charAt(behind) == '\n');
    }

    /** Paragraphs that hold nothing but sections are none. */
    private String unwrapped(String html) {
        Matcher paragraph = alone.matcher(html);
        return paragraph.replaceAll(found -> {
            Matcher inside = word.matcher(found.group(1));
            boolean sections = true;
            while (inside.find()) {
                sections &= braceOf(inside).isSection();
            }
            return Matcher.quoteReplacement(sections ? found.group(1) : found.group());
        });
    }

    private String withBraces(String converted) {
        var text = new StringBuilder();
        Matcher found = word.matcher(converted);
        int at = 0;
        while (found.find()) {
            text.append(Braces.literal(converted.substring(at, found.start())))
                    .append(braceOf(found).text());
            at = found.end();
        }
        return text.append(Braces.literal(converted.substring(at))).toString();
    }

    private Braces.Brace braceOf(Matcher found) {
        return braces.all().get(Integer.parseInt(found.group(1)));
    }

    private void target(String destination) {
        Matcher found = word.matcher(destination);
        boolean any = false;
        while (found.find()) {
            any = true;
            targets.add(Integer.parseInt(found.group(1)));
        }
        if (!any) {
            literalTargets.add(destination);
        }
    }

    /** Writes the blocks of a document below each other as a mail in plain text. */
    private final class Plain extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();
        private String indent = "";

        @Override
        public void visit(Paragraph paragraph) {
            block(paragraph);
        }

        @Override
        public void visit(Heading heading) {
            block(heading);
        }

        private void block(Node node) {
            begin(node);
            visitChildren(node);
            text.append('\n');
        }

        /** An empty line before each block but the first, and within lists that are tight none. */
        private void begin(Node node) {
            boolean first = node.getPrevious() == null && !(node.getParent() instanceof BlockQuote);
            boolean inItem = node.getParent() instanceof ListItem;
            if (!(inItem && first)) {
                if (!text.isEmpty()) {
                    text.append('\n');
                }
                text.append(indent);
            }
        }

        @Override
        public void visit(BulletList list) {
            items(list, "- ", list.isTight());
        }

        @Override
        public void visit(OrderedList list) {
            items(list, null, list.isTight());
        }

        private void items(Node list, @Nullable String bullet, boolean tight) {
            String outer = indent;
            int number = list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                    ? ordered.getMarkerStartNumber()
                    : 1;
            if (!text.isEmpty() && !(list.getParent() instanceof ListItem)) {
                text.append('\n');
            }
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                String sign = bullet == null ? number++ + ". " : bullet;
                if (!tight && item.getPrevious() != null) {
                    text.append('\n');
                }
                text.append(outer).append(sign);
                indent = outer + " ".repeat(sign.length());
                visitChildren(item);
            }
            indent = outer;
        }

        @Override
        public void visit(BlockQuote quote) {
            String outer = indent;
            indent = outer + "> ";
            visitChildren(quote);
            indent = outer;
        }

        @Override
        public void visit(ThematicBreak line) {
            begin(line);
            text.append("---\n");
        }

        @Override
        public void visit(FencedCodeBlock code) {
            begin(code);
            text.append(code.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock code) {
            begin(code);
            text.append(code.getLiteral());
        }

        @Override
        public void visit(HtmlBlock html) {
            begin(html);
            text.append(html.getLiteral()).append('\n');
        }

        @Override
        public void visit(HtmlInline html) {
            text.append(html.getLiteral());
        }

        @Override
        public void visit(Code code) {
            text.append(code.getLiteral());
        }

        @Override
        public void visit(Text words) {
            text.append(words.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak end) {
            text.append('\n').append(indent);
        }

        @Override
        public void visit(HardLineBreak end) {
            text.append('\n').append(indent);
        }

        @Override
        public void visit(Link link) {
            target(link.getDestination());
            int from = text.length();
            visitChildren(link);
            String shown = text.substring(from);
            String destination = link.getDestination();
            if (shown.isBlank() || destination.endsWith(shown)) {
                text.setLength(from);
                text.append(destination.startsWith("mailto:") ? shown : destination);
            } else {
                text.append(": ").append(destination);
            }
        }

        @Override
        public void visit(Image image) {
            target(image.getDestination());
            visitChildren(image);
        }
    }
}
