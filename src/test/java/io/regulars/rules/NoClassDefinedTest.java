package io.regulars.rules;

import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.drl;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Rules are interpreted: loading others and firing them defines no class, which a native binary could not do. */
class NoClassDefinedTest {
    @Test
    void aChangedRuleIsReadCompiledAndFiredWithoutANewClass() {
        for (int warm = 0; warm < 3; warm++) {
            loadAndFire("warm", 1);
        }
        long before = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        for (int change = 0; change < 20; change++) {
            loadAndFire("changed-" + change, 1 + change);
        }
        assertThat(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount())
                .isEqualTo(before);
    }

    private static void loadAndFire(String segment, int threshold) {
        drl("""
                rule "a %1$s" when $c: Client( visits >= %2$d, city != null || noShows + cancellations < 9 )
                then segments.assign($c, "%1$s"); end
                rule "b %1$s" when $c: Client() $b: Booking( price > %2$d, $s : service )
                then segments.assign($c, "%1$s-" + $s); end
                """.formatted(segment, threshold))
                .given(client().visit("2026-01-01T10:00", "massage", "900.00"))
                .at("2026-01-10")
                .isIn(segment + "-massage")
                .because("the booking's price is 900");
    }
}
