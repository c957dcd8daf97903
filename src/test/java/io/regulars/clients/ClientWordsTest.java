package io.regulars.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientWordsTest {
    @Test
    void eachWordIsABeginningWithoutAccentsAndCapitals() {
        assertThat(ClientWords.query("  Bērz  AN ")).isEqualTo("'berz':* & 'an':*");
    }

    @Test
    void lettersWhoseCapitalsADatabaseMayNotKnowAreLookedForInEachWay() {
        assertThat(ClientWords.query("АННА")).isEqualTo("('анна':* | 'Анна':* | 'АННА':*)");
    }

    @Test
    void aPhoneNumberIsItsDigitsHoweverItIsWritten() {
        assertThat(ClientWords.query("+371 2612-3456")).isEqualTo("'37126123456':*");
    }

    @Test
    void whatTheQueryLanguageWouldReadIsText() {
        assertThat(ClientWords.query("o'neil & \\ !")).isEqualTo("'o''neil':* & '&':* & '\\\\':* & '!':*");
    }

    @Test
    void nothingTypedIsNoQuery() {
        assertThat(ClientWords.query(" \t ")).isEmpty();
    }
}
