package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.VocabularyShorthand.ATTRIBUTE;
import static io.regulars.facts.vocabulary.VocabularyShorthand.day;
import static io.regulars.facts.vocabulary.VocabularyShorthand.flag;
import static io.regulars.facts.vocabulary.VocabularyShorthand.named;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.text;

import io.regulars.facts.Client;
import io.regulars.facts.history.Profile;
import io.regulars.platform.text.Channels;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words for what a profile says. */
final class ProfileProperties {
    private ProfileProperties() {}

    static List<Property<Client>> all() {
        return List.of(
                text("id", "The client's id in the booking system.", "id == \"c-1\"", Timing.never(), Client::id),
                said("firstName", "First name.", "firstName == \"Ana\"", Profile::firstName),
                said("lastName", "Last name.", "lastName == \"Ozola\"", Profile::lastName),
                said("gender", "Gender, as the booking system writes it.", "gender == \"female\"", Profile::gender),
                number(
                        "age",
                        Unit.YEARS,
                        "Full years on today's date; who is born on 29 February turns on 1 March in other years. Unknown"
                                + " without a birth date.",
                        "age >= 25 && age <= 34",
                        (client, arguments, thresholds, moments) -> Timings.age(client, thresholds, moments),
                        client -> client.person().age()),
                day(
                        "bornOn",
                        "The day of birth.",
                        "bornOn >= \"1997-01-01\"",
                        Timing.never(),
                        client -> client.snapshot().profile().birthDate()),
                text(
                        "birthday",
                        "Month and day of birth, as MM-dd.",
                        "birthday == \"05-17\"",
                        Timing.never(),
                        client -> client.person().birthday()),
                number(
                        "daysUntilBirthday",
                        Unit.DAYS_OF_A_YEAR,
                        "Calendar days from the business's today to the client's next birthday, 0 on the day itself; who is born on"
                                + " 29 February has it on 1 March in other years. Unknown without a birth date.",
                        "daysUntilBirthday <= 7",
                        (client, arguments, thresholds, moments) -> Timings.birthdays(client, thresholds, moments),
                        client -> client.person().daysUntilBirthday()),
                said("language", "Language, as sent.", "language == \"lv\"", Profile::language),
                said("country", "Country of the client.", "country in (\"LV\", \"LT\")", Profile::country),
                said("region", "Region of the client.", "region == \"BC\"", Profile::region),
                said("city", "City of the client.", "city == \"Riga\"", Profile::city),
                said("postcode", "Postcode of the client.", "postcode str[startsWith] \"LV-10\"", Profile::postcode),
                said("occupation", "Occupation.", "occupation == \"teacher\"", Profile::occupation),
                said("source", "Where the client came from.", "source == \"instagram\"", Profile::source),
                number(
                        "acquisitionCost",
                        Unit.MONEY,
                        "What it cost to win the client, in the business's currency.",
                        "acquisitionCost > 20",
                        Timing.never(),
                        client -> client.person().acquisitionCost()),
                day(
                        "registeredOn",
                        "The day the client registered, in the business's zone.",
                        "registeredOn >= \"2026-01-01\"",
                        Timing.never(),
                        client -> client.person().registeredOn()),
                number(
                        "daysSinceRegistration",
                        Unit.DAYS,
                        "Calendar days since the client registered.",
                        "daysSinceRegistration <= 30",
                        Timings.daysSince(
                                client -> client, client -> client.person().registeredOn()),
                        client -> client.person().daysSinceRegistration()),
                flag(
                        "local",
                        "Whether the client's country is the business's; unknown without a country.",
                        "local == true",
                        List.of(),
                        Timing.never(),
                        (client, arguments) -> client.person().isLocal()),
                new Property.Texts<>(
                        "tags",
                        "The tags the client wears.",
                        "tags contains \"student\"",
                        List.of(),
                        Timing.never(),
                        (client, arguments) -> client.snapshot().profile().tags()),
                new Property.Text<>(
                        "text",
                        "A custom attribute that is a text; a yes or no reads as \"true\" or \"false\".",
                        "text(\"hairType\") == \"curly\"",
                        List.of(ATTRIBUTE),
                        Timing.never(),
                        List.of(),
                        (client, arguments) -> client.person().text((String) arguments[0])),
                number(
                        "number",
                        Unit.OWN,
                        "A custom attribute that is a number.",
                        "number(\"employees\") >= 50",
                        List.of(ATTRIBUTE),
                        Timing.never(),
                        (client, arguments) -> client.person().number((String) arguments[0])),
                new Property.Day<>(
                        "date",
                        "A custom attribute that is a date written as 2026-11-22.",
                        "date(\"weddingDay\") >= \"2026-06-01\"",
                        List.of(ATTRIBUTE),
                        Timing.never(),
                        (client, arguments) -> client.person().date((String) arguments[0])),
                flag(
                        "hasEmail",
                        "Whether an e-mail address is known.",
                        "hasEmail == true",
                        Timing.never(),
                        client -> isGiven(client.snapshot().profile().email())),
                flag(
                        "hasPhone",
                        "Whether a phone number is known.",
                        "hasPhone == true",
                        Timing.never(),
                        client -> isGiven(client.snapshot().profile().phone())),
                flag(
                        "consents",
                        "Whether the client agreed to be written to over a channel: by their profile, SUBSCRIBED or UNSUBSCRIBED, the latest"
                                + " of them. Unknown if they were never asked.",
                        "consents(\"email\") == true",
                        List.of(named("channel", "A channel: " + String.join(", ", Channels.ALL) + ".")),
                        Timing.never(),
                        (client, arguments) -> client.person().consents((String) arguments[0])));
    }

    private static Property<Client> said(
            String name, String meaning, String example, Function<Profile, @Nullable String> reader) {
        return text(
                name,
                meaning,
                example,
                Timing.never(),
                client -> reader.apply(client.snapshot().profile()));
    }

    private static boolean isGiven(@Nullable String address) {
        return address != null && !address.isBlank();
    }
}
