package io.regulars.clients;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.regulars.platform.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a message is sent to. Of an address only a hash is kept for longer: the HMAC of it under the key of the business, so that one
 * mailbox of two clients is known to be one, and nobody can tell whose it is.
 */
public sealed interface ContactAddress {
    /** What is told of an address without an @ and a domain. */
    Pattern MAIL = Pattern.compile("[^\\s@<>,;:\\x22]+@[^\\s@<>,;:\\x22]+\\.[^\\s@<>,;:.\\x22]+");

    /** The channels that lead to a phone number. */
    Set<String> BY_PHONE = Set.of("sms", "whatsapp", "phone", "call");

    /**
     * One that can be used.
     *
     * @param text as it is written to: a mail address, or a phone number such as +37120000000
     */
    record Usable(String text) implements ContactAddress {
        /** Its hash: 32 bytes. Capitals of a mail address make no difference. */
        public byte[] hash(byte[] businessKey) {
            return Hmac.of(businessKey, text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One that cannot, and why: without the address itself. */
    record Unusable(String what) implements ContactAddress {}

    /** A mail address as somebody wrote it. */
    static ContactAddress mail(String written) {
        String text = written.strip();
        return text.length() <= 254 && MAIL.matcher(text).matches()
                ? new Usable(text)
                : new Unusable("the mail address is malformed");
    }

    /**
     * A phone number as somebody wrote it.
     *
     * @param country of the business, two letters: numbers without +… are of it
     */
    static ContactAddress phone(String written, String country) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(written, country);
            return numbers.isValidNumber(number)
                    ? new Usable(numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164))
                    : new Unusable("there is no such phone number");
        } catch (NumberParseException e) {
            return new Unusable("the phone number is malformed");
        }
    }
}
