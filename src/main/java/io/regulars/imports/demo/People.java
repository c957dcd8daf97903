package io.regulars.imports.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Gives a client a name, an address and whatever else a booking system knows of them. */
final class People {
    private static final List<String> WOMEN = List.of(
            "Ana",
            "Beatrise",
            "Clara",
            "Dina",
            "Elena",
            "Freya",
            "Greta",
            "Hanna",
            "Ieva",
            "Julia",
            "Kate",
            "Laura",
            "Marta",
            "Nora",
            "Olga",
            "Paula",
            "Rosa",
            "Sofia",
            "Tereza",
            "Una",
            "Vera",
            "Zane");
    private static final List<String> MEN = List.of(
            "Adam", "Bruno", "Carl", "David", "Erik", "Filip", "Georg", "Hugo", "Ivan", "Janis", "Karlis", "Leo",
            "Martin", "Niklas", "Oscar", "Peter", "Robert", "Simon", "Tom", "Viktor");
    private static final List<String> FAMILIES = List.of(
            "Adler", "Berg", "Castro", "Dahl", "Eklund", "Fischer", "Gruber", "Hansen", "Ilves", "Jansons", "Kalnins",
            "Lind", "Moreau", "Novak", "Ozola", "Petrov", "Rossi", "Silva", "Torres", "Urban", "Vitols", "Weber");
    private static final List<String> CITIES = List.of("Northport", "Easthaven", "Millbrook", "Lakeside", "Fairview");
    private static final List<String> WORK =
            List.of("teacher", "nurse", "engineer", "student", "designer", "lawyer", "chef", "retired", "manager");
    private static final List<String> HAIR = List.of("straight", "wavy", "curly");
    private static final List<String> SOURCES =
            List.of("instagram", "google", "website", "walk-in", "flyer", "friend", "partner");
    private static final int[] COSTS = {1400, 1850, 600, 0, 400, 0, 950};

    private People() {}

    /** The line of one client. */
    static String line(DemoSettings settings, int number, Instant registeredAt) {
        Chance chance = Chance.of(settings.seed(), Chance.Part.PROFILE, number);
        boolean woman = chance.in(0.68);
        String first = chance.of(woman ? WOMEN : MEN);
        boolean local = chance.in(0.88);
        int city = chance.weighted(55, 18, 12, 10, 5);
        boolean referred = Referrals.referrerOf(settings, number) > 0;
        int source = referred ? SOURCES.indexOf("friend") : chance.weighted(24, 26, 16, 14, 5, 5, 10);
        int occupation = chance.between(0, WORK.size() - 1);
        Line line = Line.of("client", DemoBusiness.id(number))
                .with("firstName", first)
                .with("lastName", chance.of(FAMILIES))
                .with("email", chance.in(0.9) ? first.toLowerCase(Locale.ROOT) + "." + number + "@example.com" : null)
                .with("phone", chance.in(0.8) ? phone(chance) : null)
                .with("birthDate", chance.in(0.8) ? birthDate(settings, WORK.get(occupation), chance) : null)
                .with("gender", chance.in(0.9) ? (woman ? "female" : "male") : null)
                .with("language", chance.in(0.7) ? "en" : null)
                .with("country", local ? settings.country() : foreign(settings, chance))
                .with("city", local && chance.in(0.9) ? CITIES.get(city) : null)
                .with("postcode", local && chance.in(0.6) ? "10" + city + chance.between(10, 99) : null)
                .with("occupation", chance.in(0.4) ? WORK.get(occupation) : null)
                .with("source", chance.in(0.92) ? SOURCES.get(source) : null)
                .with("acquisitionCost", chance.in(0.7) ? Line.amount(COSTS[source], settings.currency()) : null)
                .with("registeredAt", registeredAt)
                .withTexts("tags", occupation == WORK.indexOf("student") ? List.of("student") : List.of())
                .with("occurredAt", registeredAt);
        if (chance.in(0.5)) {
            line.with("attributes", attributes -> attributes.with("hairType", chance.of(HAIR)));
        }
        return line.with(
                        "consents",
                        consents -> consents.with("email", chance.in(0.75)).with("sms", chance.in(0.45)))
                .end();
    }

    /** Numbers that the North American plan keeps for stories: 555-0100 to 555-0199. */
    private static String phone(Chance chance) {
        return "+1" + chance.between(201, 989) + "55501" + chance.between(0, 9) + chance.between(0, 9);
    }

    private static LocalDate birthDate(DemoSettings settings, String work, Chance chance) {
        LocalDate today = LocalDate.ofInstant(settings.end(), settings.zone());
        int age = switch (work) {
            case "student" -> chance.between(18, 26);
            case "retired" -> chance.between(62, 84);
            default -> chance.between(22, 45) + chance.between(0, 18);
        };
        return today.minusYears(age).minusDays(chance.between(0, 364));
    }

    private static String foreign(DemoSettings settings, Chance chance) {
        String country = chance.of(List.of("DE", "SE", "GB", "US", "EE", "FR"));
        return country.equals(settings.country()) ? "IT" : country;
    }
}
