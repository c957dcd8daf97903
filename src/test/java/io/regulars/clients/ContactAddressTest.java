package io.regulars.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people write them, and what is kept of them. */
class ContactAddressTest {
    private static final byte[] KEY = "of the business".getBytes(StandardCharsets.UTF_8);

    @Test
    void aMailAddressIsOneHoweverItIsWritten() {
        assertThat(hash(ContactAddress.mail(" Anna.Berzina@Mail.Example "), KEY))
                .isEqualTo(hash(ContactAddress.mail("anna.berzina@mail.example"), KEY));
    }

    @Test
    void aPhoneNumberIsOneWithAndWithoutItsCountry() {
        assertThat(ContactAddress.phone("2000 0000", "LV")).isEqualTo(new ContactAddress.Usable("+37120000000"));
        assertThat(ContactAddress.phone("+371 20-000-000", "DE")).isEqualTo(new ContactAddress.Usable("+37120000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "anna@mail", "a@b@c.example", "anna@mail.example\nBcc: all@mail.example"})
    void aMalformedMailAddressIsNotUsed(String written) {
        assertThat(ContactAddress.mail(written)).isInstanceOf(ContactAddress.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "call me", "12", "+371 1"})
    void whatIsNoPhoneNumberIsNotUsed(String written) {
        assertThat(ContactAddress.phone(written, "LV")).isInstanceOf(ContactAddress.Unusable.class);
    }

    @Test
    void theHashOfAnotherBusinessIsAnother() {
        var address = ContactAddress.mail("anna@mail.example");

        assertThat(hash(address, KEY)).hasSize(32).isNotEqualTo(hash(address, new byte[] {1}));
    }

    private static byte[] hash(ContactAddress address, byte[] key) {
        return ((ContactAddress.Usable) address).hash(key);
    }
}
