package io.regulars.facts.history;

import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.day;
import static io.regulars.facts.Reading.flag;
import static io.regulars.facts.Reading.number;
import static io.regulars.facts.Reading.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
    @ParameterizedTest
    @CsvSource({
        "1990-05-17, 2026-05-16T23:59:59, 35",
        "1990-05-17, 2026-05-17T00:00:00, 36",
        "2000-02-29, 2027-02-28T12:00:00, 26",
        "2000-02-29, 2027-03-01T00:00:00, 27",
        "2000-02-29, 2028-02-29T00:00:00, 28",
        "2026-01-01, 2026-01-01T00:00:00, 0",
    })
    void theAgeGrowsOnTheBirthday(String born, String now, int age) {
        assertThat(number(client().born(born).at(now), "age")).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource({
        "1990-05-17, 2026-05-16T23:59:59, 1",
        "1990-05-17, 2026-05-17T00:00:00, 0",
        "1990-05-17, 2026-05-18T00:00:00, 364",
        "1990-05-17, 2027-05-18T00:00:00, 365",
        "1990-01-02, 2026-12-31T12:00:00, 2",
        "2000-02-29, 2027-02-28T12:00:00, 1",
        "2000-02-29, 2027-03-01T00:00:00, 0",
        "2000-02-29, 2028-02-28T00:00:00, 1",
        "2000-02-29, 2028-02-29T23:59:59, 0",
        "2026-01-01, 2026-01-01T00:00:00, 0",
    })
    void theNextBirthdayIsSoManyDaysAhead(String born, String now, int days) {
        assertThat(number(client().born(born).at(now), "daysUntilBirthday")).isEqualTo(days);
    }

    @Test
    void whatNobodySaidIsUnknown() {
        Client stranger = client().at("2026-01-01");

        assertThat(number(stranger, "age")).isNaN();
        assertThat(number(stranger, "daysUntilBirthday")).isNaN();
        assertThat(number(client().born("2026-01-02").at("2026-01-01"), "daysUntilBirthday"))
                .isNaN();
        assertThat(text(stranger, "birthday")).isEmpty();
        assertThat(day(stranger, "bornOn")).isEmpty();
        assertThat(number(stranger, "acquisitionCost")).isNaN();
        assertThat(number(stranger, "daysSinceRegistration")).isNaN();
        assertThat(day(stranger, "registeredOn")).isEmpty();
        assertThat(flag(stranger, "local")).isEqualTo(Truth.UNKNOWN);
        assertThat(flag(stranger, "consents", "email")).isEqualTo(Truth.UNKNOWN);
        assertThat(flag(stranger, "hasEmail")).isEqualTo(Truth.FALSE);
        assertThat(flag(stranger, "hasPhone")).isEqualTo(Truth.FALSE);
        for (String word : List.of(
                "firstName",
                "lastName",
                "gender",
                "language",
                "country",
                "region",
                "city",
                "postcode",
                "occupation",
                "source")) {
            assertThat(text(stranger, word)).as(word).isEmpty();
        }
    }

    @Test
    void whatWasSaidIsKnown() {
        Client ana = client().says("firstName", "Ana")
                .says("city", "Riga")
                .says("country", "LV")
                .says("email", "ana@example.com")
                .says("phone", " ")
                .born("1990-05-07")
                .registered("2026-01-03T23:30")
                .acquiredFor("12.50")
                .tag("student")
                .consent("email", true)
                .consent("sms", false)
                .at("2026-02-02");

        assertThat(text(ana, "id")).contains("c-1");
        assertThat(text(ana, "firstName")).contains("Ana");
        assertThat(text(ana, "city")).contains("Riga");
        assertThat(flag(ana, "local")).isEqualTo(Truth.TRUE);
        assertThat(flag(ana, "hasEmail")).isEqualTo(Truth.TRUE);
        assertThat(flag(ana, "hasPhone")).isEqualTo(Truth.FALSE);
        assertThat(text(ana, "birthday")).contains("05-07");
        assertThat(day(ana, "bornOn")).contains(LocalDate.parse("1990-05-07"));
        assertThat(day(ana, "registeredOn")).contains(LocalDate.parse("2026-01-03"));
        assertThat(number(ana, "daysSinceRegistration")).isEqualTo(30);
        assertThat(number(ana, "acquisitionCost")).isEqualTo(12.5);
        assertThat(flag(ana, "consents", "email")).isEqualTo(Truth.TRUE);
        assertThat(flag(ana, "consents", "sms")).isEqualTo(Truth.FALSE);
        assertThat(ana.snapshot().profile().tags()).containsExactly("student");
    }

    @Test
    void somebodyFromAnotherCountryIsNotLocal() {
        assertThat(flag(client().says("country", "LT").at("2026-01-01"), "local"))
                .isEqualTo(Truth.FALSE);
    }

    @Test
    void aCustomAttributeIsReadAsWhatItIsAndElseUnknown() {
        Client ana = client().attribute("hairType", "curly")
                .attribute("employees", new BigDecimal("50"))
                .attribute("weddingDay", "2026-06-20")
                .attribute("vegan", true)
                .attribute("forEver", "+999999999-12-31")
                .at("2026-01-01");

        assertThat(day(ana, "date", "forEver")).isEmpty();
        assertThat(text(ana, "text", "hairType")).contains("curly");
        assertThat(text(ana, "text", "vegan")).contains("true");
        assertThat(text(ana, "text", "employees")).isEmpty();
        assertThat(number(ana, "number", "employees")).isEqualTo(50);
        assertThat(number(ana, "number", "hairType")).isNaN();
        assertThat(day(ana, "date", "weddingDay")).contains(LocalDate.parse("2026-06-20"));
        assertThat(day(ana, "date", "hairType")).isEmpty();
        assertThat(day(ana, "date", "absent")).isEmpty();
    }
}
