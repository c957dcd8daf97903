package io.regulars.facts.measures;

import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Truth;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What a profile says of a client, read as facts. */
public final class Person {
    private static final int ISO_DAY = "2026-11-22".length();
    private static final DateTimeFormatter MONTH_AND_DAY = DateTimeFormatter.ofPattern("MM-dd");

    private final BusinessSettings business;
    private final Profile profile;
    private final LocalDate today;

    /** Reads a profile on a day of the business's calendar. */
    public Person(BusinessSettings business, Profile profile, LocalDate today) {
        this.business = business;
        this.profile = profile;
        this.today = today;
    }

    Profile profile() {
        return profile;
    }

    /** Full years; NaN without a birth date or before it. */
    public double age() {
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
    public static LocalDate turning(LocalDate birth, int years) {
        LocalDate day = birth.plusYears(years);
        return day.getDayOfMonth() == birth.getDayOfMonth() ? day : day.plusDays(1);
    }

    /** Month and day, such as {@code 02-29}; null if the birth date is unknown. */
    @Nullable
    public String birthday() {
        LocalDate birth = profile.birthDate();
        return birth == null ? null : MONTH_AND_DAY.format(birth);
    }

    /** From today to the day they turn a year older, 0 on it; NaN without a birth date or before it. */
    public double daysUntilBirthday() {
        LocalDate birth = profile.birthDate();
        if (birth == null || birth.isAfter(today)) {
            return Double.NaN;
        }
        int years = today.getYear() - birth.getYear();
        LocalDate next = turning(birth, years);
        return (next.isBefore(today) ? turning(birth, years + 1) : next).toEpochDay() - today.toEpochDay();
    }

    /** In units of the currency; NaN if unknown. */
    public double acquisitionCost() {
        Long minor = profile.acquisitionCostMinor();
        return minor == null ? Double.NaN : business.amount(minor);
    }

    /** The business's day of the registration; null if unknown. */
    @Nullable
    public LocalDate registeredOn() {
        return profile.registeredAt() == null ? null : LocalTimes.date(profile.registeredAt(), business.zone());
    }

    /** Calendar days; NaN if unknown. */
    public double daysSinceRegistration() {
        LocalDate day = registeredOn();
        return day == null ? Double.NaN : today.toEpochDay() - day.toEpochDay();
    }

    /** Whether the client lives in the business's country. */
    public Truth isLocal() {
        return profile.country() == null
                ? Truth.UNKNOWN
                : Truth.of(profile.country().equals(business.country()));
    }

    /** Whether the client agreed to a channel; unknown if nobody told. */
    public Truth consents(String channel) {
        Boolean given = profile.consents().get(channel);
        return given == null ? Truth.UNKNOWN : Truth.of(given);
    }

    /** A custom attribute that is a text, or a yes or no as {@code true} and {@code false}. */
    @Nullable
    public String text(String attribute) {
        return switch (profile.attributes().get(attribute)) {
            case String text -> text;
            case Boolean flag -> flag.toString();
            case null, default -> null;
        };
    }

    /** A custom attribute that is a number, else NaN. */
    public double number(String attribute) {
        return switch (profile.attributes().get(attribute)) {
            case BigDecimal decimal -> decimal.doubleValue();
            case Number number -> number.doubleValue();
            case null, default -> Double.NaN;
        };
    }

    /** A custom attribute that is an ISO date, else null. */
    @Nullable
    public LocalDate date(String attribute) {
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
