package io.regulars.campaigns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The difference between who got a campaign and who was held out, with how far it can be trusted. */
class UpliftTest {
    @Test
    void theIntervalIsThatOfNewcombesOwnExample() {
        Uplift uplift = Uplift.of(70, 56, 80, 48);
        assertThat(uplift.difference()).isEqualByComparingTo("0.2");
        assertThat(uplift.low()).isEqualByComparingTo("0.0524");
        assertThat(uplift.high()).isEqualByComparingTo("0.3339");
    }

    @Test
    void fewHeldOutTellLittle() {
        Uplift uplift = Uplift.of(90, 20, 10, 0);
        assertThat(uplift.low()).isNegative();
        assertThat(uplift.high()).isPositive().isLessThan(BigDecimal.ONE);
    }
}
