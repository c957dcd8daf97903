package io.regulars.access.businesses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.regulars.arbiter.Cap;
import io.regulars.arbiter.Rate;
import io.regulars.platform.problem.ProblemException;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** How a business says how it writes to its clients. */
class ContactPolicyBodyTest {
    @Test
    void whatIsNotSaidIsAsUsual() {
        assertThat(read("{}")).isEqualTo(ContactPolicy.DEFAULT);
    }

    @Test
    void whatIsShownIsReadBack() {
        ContactPolicy policy = read("""
            {"caps": [{"most": 1, "days": 14, "per": "client"}, {"most": 3, "days": 30, "per": "channel", "channel": "sms"}],
             "segments": [{"segment": "vip", "most": 4, "days": 7}], "gapHours": 48, "quiet": {"from": "20:00", "to": "10:30"},
             "rates": {"email": "100 per hour", "sms": "50 per day"}, "holdoutPercent": 5, "softOptIn": true,
             "postalAddress": "Brivibas 1, Riga", "senders": [{"address": "hello@salon.example", "name": "Salon"}],
             "phone": "+371 20000000", "url": "https://salon.example", "bookingUrl": "https://salon.example/book", "language": "lv"}
            """);

        assertThat(policy.sending().caps()).contains(new Cap(3, 30, Cap.Per.CHANNEL, "sms"));
        assertThat(policy.sending().gap()).isEqualTo(Duration.ofDays(2));
        assertThat(policy.sending().quiet().to()).isEqualTo(LocalTime.of(10, 30));
        assertThat(policy.particulars().booking()).isEqualTo("https://salon.example/book");
        assertThat(policy.sending().rates()).containsEntry("sms", new Rate(50, Rate.Per.DAY));
        assertThat(read(ContactPolicyBody.json(policy).toString())).isEqualTo(policy);
        assertThat(read(ContactPolicyBody.json(ContactPolicy.DEFAULT).toString()))
                .isEqualTo(ContactPolicy.DEFAULT);
    }

    @Test
    void noCapsAndNoRatesAreSaidByEmptyOnes() {
        ContactPolicy policy = read("{\"caps\": [], \"rates\": {}}");

        assertThat(policy.sending().caps()).isEmpty();
        assertThat(policy.sending().rates()).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsPlace() {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> read("""
            {"caps": [{"most": 0, "days": 7, "per": "household"}], "segments": [{"most": 1, "days": 1}], "gapHours": -1,
             "quiet": {"from": "9 pm", "to": "25:00"}, "rates": {"email": "fast", "E MAIL": "1 per day"}, "holdoutPercent": 51,
             "softOptIn": "yes", "senders": [{"address": "nobody", "name": "A\\nB"}], "quietHours": 1,
             "phone": "1\\n2", "url": "javascript:alert(1)", "bookingUrl": "http://salon.example", "language": "Latvian!"}
            """));

        assertThat(problem.errors())
                .extracting(ProblemException.FieldError::pointer)
                .containsExactlyInAnyOrder(
                        "/caps/0/most",
                        "/caps/0/per",
                        "/segments/0/segment",
                        "/gapHours",
                        "/quiet/from",
                        "/quiet/to",
                        "/rates/email",
                        "/rates/E MAIL",
                        "/holdoutPercent",
                        "/softOptIn",
                        "/senders/0/address",
                        "/senders/0/name",
                        "/phone",
                        "/url",
                        "/bookingUrl",
                        "/language",
                        "/quietHours");
    }

    private static ContactPolicy read(String json) {
        return ContactPolicyBody.stored(json);
    }
}
