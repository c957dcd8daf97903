package io.regulars.rules.check;

import io.regulars.facts.history.Activity;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.text.Channels;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.check.ComparedText.Form;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts that have one form everywhere, compared with others: countries, languages, birthdays, channels, types of activity. */
final class KnownCodes {
    static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> OTHER_COUNTRY_NAMES =
            Map.of("uk", "GB", "england", "GB", "great britain", "GB", "holland", "NL", "el", "GR", "america", "US");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern BIRTHDAY = Pattern.compile(
            "(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|[12]\\d)");
    private static final Pattern BIRTHDAY_BEGINS = Pattern.compile("[01]|(0[1-9]|1[0-2])(-([0-3]\\d?)?)?");
    private static final Pattern BIRTHDAY_ENDS = Pattern.compile("\\d|-?[0-3]\\d");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\.\\s?(\\d{1,2})\\.?(?:\\s?\\d{2,4})?");
    private static final Pattern MONTH_FIRST = Pattern.compile("(?:\\d{4}-)?(\\d{1,2})-(\\d{1,2})");
    private static final List<String> CHANNELS = Channels.ALL;
    static final List<String> ACTIVITIES =
            Arrays.stream(Activity.Type.values()).map(Enum::name).toList();

    private KnownCodes() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        rule.everyCondition(condition -> {
            ComparedText.of(condition)
                    .forEach(text -> told(text)
                            .ifPresent(told -> rule.warn(
                                    text.literal().position(), told.code, told.message, told.hint, problems)));
            if (condition instanceof Condition.Matches matches && matches.text() instanceof Expression.Read read) {
                ClosedTexts.of(read)
                        .flatMap(texts -> texts.told(matches))
                        .ifPresent(told ->
                                rule.warn(matches.position(), told.code(), told.message(), told.hint(), problems));
            }
            if (condition instanceof Condition.TextTest test && test.text() instanceof Expression.Read read) {
                ClosedTexts.of(read)
                        .flatMap(texts -> texts.told(test))
                        .ifPresent(
                                told -> rule.warn(test.position(), told.code(), told.message(), told.hint(), problems));
            }
        });
    }

    private record Told(String code, String message, String hint) {}

    private static Optional<Told> told(ComparedText text) {
        boolean ofTheClient = text.read().factType() == Vocabulary.CLIENT;
        if (text.argument() != null) {
            return switch (text.argument().name()) {
                case "channel" -> channel(text.text());
                case "type" -> activity(text.text());
                default -> Optional.empty();
            };
        }
        return switch (text.read().property().name()) {
            case "country" -> ofTheClient ? country(text) : Optional.empty();
            case "language" -> ofTheClient ? language(text) : Optional.empty();
            case "birthday" -> ofTheClient ? birthday(text) : Optional.empty();
            case "activityType" -> text.form() == Form.WHOLE ? activityType(text.text()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Told> country(ComparedText compared) {
        String text = compared.text();
        boolean fits = compared.form() == Form.WHOLE ? COUNTRIES.contains(text) : text.matches("[A-Z]{1,2}");
        if (fits) {
            return Optional.empty();
        }
        return Optional.of(new Told(
                "country-code",
                "Countries of clients are codes of two capitals; no client has the country '" + text + "'.",
                countryMeant(text.strip())
                        .map(code -> "Did you mean '" + code + "'?")
                        .orElse("Write one such as \"LV\".")));
    }

    static Optional<String> countryMeant(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (COUNTRIES.contains(upper)) {
            return Optional.of(upper);
        }
        String other = OTHER_COUNTRY_NAMES.get(text.toLowerCase(Locale.ROOT));
        if (other != null) {
            return Optional.of(other);
        }
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                .sorted()
                .filter(code -> isNamed(Locale.of("", code), text))
                .findFirst()
                .or(() -> ownName(text));
    }

    private static boolean isNamed(Locale country, String text) {
        return country.getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(text)
                || country.getISO3Country().equalsIgnoreCase(text);
    }

    /** The country that calls itself so in one of its languages. */
    private static Optional<String> ownName(String text) {
        return Arrays.stream(Locale.getAvailableLocales())
                .filter(locale -> COUNTRIES.contains(locale.getCountry())
                        && locale.getDisplayCountry(locale).equalsIgnoreCase(text))
                .map(Locale::getCountry)
                .sorted()
                .findFirst();
    }

    private static Optional<Told> language(ComparedText compared) {
        String text = compared.text();
        if (compared.form() != Form.WHOLE || LANGUAGE.matcher(text).matches()) {
            return Optional.empty();
        }
        Optional<String> meant = Arrays.stream(Locale.getISOLanguages())
                .filter(code ->
                        Locale.of(code).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(text.strip()))
                .findFirst();
        return Optional.of(new Told(
                "language-code",
                "Languages of clients are codes; no client has the language '" + text + "'.",
                meant.map(code -> "Did you mean '" + code + "'?").orElse("Write one such as \"lv\" or \"en-GB\".")));
    }

    private static Optional<Told> birthday(ComparedText compared) {
        Pattern form = switch (compared.form()) {
            case WHOLE -> BIRTHDAY;
            case BEGINNING -> BIRTHDAY_BEGINS;
            case END -> BIRTHDAY_ENDS;
            case PART, ORDER, ARGUMENT -> null;
        };
        String text = compared.text();
        if (form == null || form.matcher(text).matches()) {
            return Optional.empty();
        }
        String meant = compared.form() == Form.WHOLE ? birthdayMeant(text.strip()) : null;
        return Optional.of(new Told(
                "birthday-form",
                "A birthday is the month and the day, such as 05-17; nobody's is '" + text + "'.",
                meant == null
                        ? "Write \"05-17\" for the 17th of May, and str[startsWith] \"05-\" for May."
                        : "Did you mean '" + meant + "'?"));
    }

    private static @Nullable String birthdayMeant(String text) {
        Matcher dayFirst = DAY_FIRST.matcher(text);
        Matcher monthFirst = MONTH_FIRST.matcher(text);
        String meant = dayFirst.matches()
                ? written(dayFirst.group(2), dayFirst.group(1))
                : monthFirst.matches() ? written(monthFirst.group(1), monthFirst.group(2)) : "";
        if (monthFirst.matches() && !BIRTHDAY.matcher(meant).matches()) {
            meant = written(monthFirst.group(2), monthFirst.group(1));
        }
        return BIRTHDAY.matcher(meant).matches() ? meant : null;
    }

    private static String written(String month, String day) {
        return "%02d-%02d".formatted(Integer.parseInt(month), Integer.parseInt(day));
    }

    /** Of a channel that nobody has heard of nothing is said: it may be one of the business's own. */
    private static Optional<Told> channel(String text) {
        if (CHANNELS.contains(text)) {
            return Optional.empty();
        }
        return nearest(text, CHANNELS)
                .map(meant -> new Told(
                        "unknown-channel", "There is no channel '" + text + "'.", "Did you mean '" + meant + "'?"));
    }

    private static Optional<Told> activityType(String text) {
        if (ACTIVITIES.contains(text)) {
            return Optional.empty();
        }
        return Optional.of(new Told(
                "unknown-activity",
                "There is no type of activity '" + text + "'.",
                nearest(text, ACTIVITIES)
                        .map(meant -> "Did you mean '" + meant + "'?")
                        .orElse("It is one of " + String.join(", ", ACTIVITIES)
                                + "; for one of your own ask activityName.")));
    }

    /** A type, or a custom activity's name; what looks like a type is to be one. */
    private static Optional<Told> activity(String text) {
        boolean looksLikeType =
                text.matches("[A-Z_]+") && nearest(text, ACTIVITIES).isPresent()
                        || text.matches("[A-Z]+(_[A-Z]+)+")
                        || ACTIVITIES.stream()
                                .anyMatch(type -> SimilarNames.folded(type).equals(SimilarNames.folded(text)));
        return looksLikeType ? activityType(text) : Optional.empty();
    }

    private static Optional<String> nearest(String text, List<String> known) {
        return known.stream()
                .filter(name -> SimilarNames.folded(name).equals(SimilarNames.folded(text)))
                .findFirst()
                .or(() -> NearestName.of(text, known));
    }
}
