package io.regulars.templates;

import io.regulars.platform.text.NearestName;
import io.regulars.templates.text.InLanguage;
import io.regulars.templates.text.Layout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one release, compiled. A text is taken in the client's language ({@code lv-LV}, then {@code lv}), else in the
 * business's, else in the one that most templates of the release have.
 */
public final class TemplateCatalogue {
    /** A release without templates. */
    public static final TemplateCatalogue EMPTY = new TemplateCatalogue(Map.of(), Map.of(), Layout.BARE);

    private static final String ENGLISH = "en";

    private final Map<String, Map<String, CompiledMail>> mails;
    private final Map<String, Map<String, CompiledSms>> texts;
    private final Layout layout;
    private final String mainLanguage;
    private final Map<String, CompiledMail> mailsOfText = new ConcurrentHashMap<>();
    private final Map<String, CompiledSms> linesOfText = new ConcurrentHashMap<>();

    TemplateCatalogue(
            Map<String, Map<String, CompiledMail>> mails, Map<String, Map<String, CompiledSms>> texts, Layout layout) {
        this.mails = Map.copyOf(mails);
        this.texts = Map.copyOf(texts);
        this.layout = layout;
        this.mainLanguage = mainLanguage(mails, texts);
    }

    private static String mainLanguage(
            Map<String, Map<String, CompiledMail>> mails, Map<String, Map<String, CompiledSms>> texts) {
        var counts = new TreeMap<String, Integer>();
        mails.values().forEach(each -> each.keySet().forEach(language -> counts.merge(language, 1, Integer::sum)));
        texts.values().forEach(each -> each.keySet().forEach(language -> counts.merge(language, 1, Integer::sum)));
        int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
        return counts.getOrDefault(ENGLISH, 0) == most
                ? ENGLISH
                : counts.keySet().stream()
                        .filter(language -> counts.getOrDefault(language, 0) == most)
                        .findFirst()
                        .orElse(ENGLISH);
    }

    /** The names of all templates. */
    public Set<String> names() {
        var names = new TreeSet<>(mails.keySet());
        names.addAll(texts.keySet());
        return names;
    }

    /** Whether there is a mail of that name. */
    public boolean hasMail(String template) {
        return mails.containsKey(template);
    }

    /** Whether there is a short message of that name. */
    public boolean hasSms(String template) {
        return texts.containsKey(template);
    }

    /** The languages in which there is a mail or a short message of that name. */
    public Set<String> languages(String template) {
        var languages = new TreeSet<>(mails.getOrDefault(template, Map.of()).keySet());
        languages.addAll(texts.getOrDefault(template, Map.of()).keySet());
        return languages;
    }

    /** All languages in which anything is written. */
    public Set<String> languages() {
        var languages = new HashSet<String>();
        names().forEach(name -> languages.addAll(languages(name)));
        return languages;
    }

    /** The language in which most templates are; English if as many are. */
    public String mainLanguage() {
        return mainLanguage;
    }

    /**
     * A mail for one client.
     *
     * @param language the client's, as their profile says it; null: not known
     * @throws CannotRender if there is none of that name, or it fails
     */
    public Rendered.Mail mail(String template, @Nullable String language, TemplateValues values) {
        return chosen(named(mails, template, "mail"), language, values).render(values);
    }

    /**
     * A short message for one client.
     *
     * @param language the client's, as their profile says it; null: not known
     * @throws CannotRender if there is none of that name, or it fails
     */
    public Rendered.Sms sms(String template, @Nullable String language, TemplateValues values) {
        return chosen(named(texts, template, "sms"), language, values).render(values);
    }

    /**
     * A mail of a text that a campaign holds itself; its subject is the name of the business.
     *
     * @throws CannotRender if it fails
     */
    public Rendered.Mail mailOfText(String text, TemplateValues values) {
        return mailsOfText.computeIfAbsent(text, this::compiledMail).render(values);
    }

    /**
     * A short message of a text that a campaign holds itself.
     *
     * @throws CannotRender if it fails
     */
    public Rendered.Sms smsOfText(String text, TemplateValues values) {
        return linesOfText.computeIfAbsent(text, this::compiledLine).render(values);
    }

    /**
     * One line of a text that a campaign holds itself: what a task says.
     *
     * @throws CannotRender if it fails
     */
    public Rendered.Line lineOfText(String text, TemplateValues values) {
        return linesOfText.computeIfAbsent(text, this::compiledLine).line(values);
    }

    /**
     * A name that templates may use, as it is written for one client.
     *
     * @param value null: not known
     */
    public record NameWithValue(String name, @Nullable String value) {}

    /** All names, as a language writes them for one client; custom attributes, which have no names of ours, are left out. */
    public static List<NameWithValue> namesWithValues(String language, TemplateValues values) {
        var root = new ShownValue.Root(
                values, InLanguage.of(language, values.business().country()), new ShownValue.OfMail("", "", language));
        var all = new ArrayList<NameWithValue>();
        TemplateName.ALL.forEach((group, names) -> names.keySet().forEach(name -> {
            Object value = new ShownValue.Group(root, group).part(name);
            String written = value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    : String.valueOf(value);
            all.add(new NameWithValue(group + "." + name, written.isEmpty() ? null : written));
        }));
        all.add(new NameWithValue(TemplateName.TODAY, String.valueOf(root.part(TemplateName.TODAY))));
        return List.copyOf(all);
    }

    private CompiledMail compiledMail(String text) {
        return CompileText.mail(text, layout, mainLanguage).orElseThrow(() -> broken(text));
    }

    private CompiledSms compiledLine(String text) {
        return CompileText.line(text, mainLanguage).orElseThrow(() -> broken(text));
    }

    private static CannotRender broken(String text) {
        return new CannotRender("the text '" + NearestName.shortened(text) + "' cannot be read");
    }

    private static <T> Map<String, T> named(Map<String, Map<String, T>> all, String template, String kind) {
        Map<String, T> found = all.get(template);
        if (found == null) {
            throw new CannotRender("the release has no template '" + NearestName.shortened(template) + "' for " + kind);
        }
        return found;
    }

    private <T> T chosen(Map<String, T> byLanguage, @Nullable String language, TemplateValues values) {
        for (String wanted : wanted(language, values.business().language())) {
            T found = byLanguage.get(wanted);
            if (found != null) {
                return found;
            }
        }
        return new TreeMap<>(byLanguage).firstEntry().getValue();
    }

    private List<String> wanted(@Nullable String client, @Nullable String business) {
        var wanted = new ArrayList<String>();
        for (String language : new String[] {client, business}) {
            String left =
                    language == null ? "" : language.strip().replace('_', '-').toLowerCase(Locale.ROOT);
            while (!left.isEmpty()) {
                wanted.add(left);
                left = left.substring(0, Math.max(0, left.lastIndexOf('-')));
            }
        }
        wanted.add(mainLanguage);
        wanted.add(ENGLISH);
        return wanted;
    }
}
