package io.regulars.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What a profile says of a client, read as facts. */
final class Person {
    private static final int ISO_DAY = "2026-11-22".length();
    private static final DateTimeFormatter MONTH_AND_DAY = DateTimeFormatter.ofPattern("MM-dd");

    private final BusinessSettings business;
    private final Profile profile;
    private final LocalDate today;

    Person(BusinessSettings business, Profile profile, LocalDate today) {
        this.business = business;
        this.profile = profile;
        this.today = today;
    }

    Profile profile() {
        return profile;
    }

    /** Full years; NaN without a birth date or before it. */
    double age() {
        LocalDate birth = profile.birthDate();
        if (birth == null || birth.isAfter(today)) {
            return Double.NaN;
        }
        int years = today.getYear() - birth.getYear();
        boolean isBeforeBirthday = today.getMonthValue() < birth.getMonthValue()
                || (today.getMonthValue() == birth.getMonthValue() && today.getDayOfMonth() < birth.getDayOfMonth());
        return isBeforeBirthday ? years - 1 : years;
    }

    /** The day they turn so many years; who is born on 29 February turns on 1 March where there is none. */
    static LocalDate turning(LocalDate birth, int years) {
        LocalDate day = birth.plusYears(years);
        return day.getDayOfMonth() == birth.getDayOfMonth() ? day : day.plusDays(1);
    }

    @Nullable
    String birthday() {
        LocalDate birth = profile.birthDate();
        return birth == null ? null : MONTH_AND_DAY.format(birth);
    }

    /** From today to the day they turn a year older, 0 on it; NaN without a birth date or before it. */
    double daysUntilBirthday() {
        LocalDate birth = profile.birthDate();
        if (birth == null || birth.isAfter(today)) {
            return Double.NaN;
        }
        int years = today.getYear() - birth.getYear();
        LocalDate next = turning(birth, years);
        return (next.isBefore(today) ? turning(birth, years + 1) : next).toEpochDay() - today.toEpochDay();
    }

    double acquisitionCost() {
        Long minor = profile.acquisitionCostMinor();
        return minor == null ? Double.NaN : business.amount(minor);
    }

    @Nullable
    LocalDate registeredOn() {
        return profile.registeredAt() == null ? null : LocalTimes.date(profile.registeredAt(), business.zone());
    }

    double daysSinceRegistration() {
        LocalDate day = registeredOn();
        return day == null ? Double.NaN : today.toEpochDay() - day.toEpochDay();
    }

    Truth isLocal() {
        return profile.country() == null
                ? Truth.UNKNOWN
                : Truth.of(profile.country().equals(business.country()));
    }

    Truth consents(String channel) {
        Boolean given = profile.consents().get(channel);
        return given == null ? Truth.UNKNOWN : Truth.of(given);
    }

    /** A custom attribute that is a text, or a yes or no as {@code true} and {@code false}. */
    @Nullable
    String text(String attribute) {
        return switch (profile.attributes().get(attribute)) {
            case String text -> text;
            case Boolean flag -> flag.toString();
            case null, default -> null;
        };
    }

    /** A custom attribute that is a number, else NaN. */
    double number(String attribute) {
        return switch (profile.attributes().get(attribute)) {
            case BigDecimal decimal -> decimal.doubleValue();
            case Number number -> number.doubleValue();
            case null, default -> Double.NaN;
        };
    }

    /** A custom attribute that is an ISO date, else null. */
    @Nullable
    LocalDate date(String attribute) {
        return switch (profile.attributes().get(attribute)) {
            case LocalDate date -> date;
            case String text -> parse(text);
            case null, default -> null;
        };
    }

    private static @Nullable LocalDate parse(String text) {
        try {
            return text.length() == ISO_DAY ? LocalDate.parse(text) : null; // longer ones lie beyond all calendars
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }
}
