package io.regulars.offers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Codes that people read from a telephone, say to somebody, and type. */
class CodeTextTest {
    private final Random random = new Random(7);

    @Test
    void aCodeIsEightCharactersThatNobodyConfusesAndOneThatChecksThem() {
        for (int i = 0; i < 1_000; i++) {
            String code = CodeText.random(random);
            assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}");
            assertThat(CodeText.agrees(CodeText.key(code))).isTrue();
        }
    }

    @Test
    void theSameRandomSourceMakesTheSameCodesAndHardlyEverOneTwice() {
        assertThat(CodeText.random(new Random(1))).isEqualTo(CodeText.random(new Random(1)));
        var codes = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            codes.add(CodeText.random(random));
        }
        assertThat(codes).hasSize(10_000);
    }

    /** 32 is no multiple of 37 and 37 is a prime, so this holds for all of them; here for some. */
    @Test
    void anyOneWrongCharacterAndAnyTwoExchangedAreNoticed() {
        for (int i = 0; i < 200; i++) {
            String key = CodeText.key(CodeText.random(random));
            for (int place = 0; place < key.length(); place++) {
                for (char other : CodeText.ALPHABET.toCharArray()) {
                    String wrong = key.substring(0, place) + other + key.substring(place + 1);
                    assertThat(CodeText.agrees(wrong)).isEqualTo(wrong.equals(key));
                }
                if (place + 1 < key.length() - 1) {
                    String wrong = key.substring(0, place)
                            + key.charAt(place + 1)
                            + key.charAt(place)
                            + key.substring(place + 2);
                    assertThat(CodeText.agrees(wrong)).isEqualTo(wrong.equals(key));
                }
            }
        }
    }

    @Test
    void whoeverMistypesOneCharacterIsLedToTheCode() {
        String key = CodeText.key(CodeText.random(random));
        String wrong = (key.charAt(0) == 'A' ? "B" : "A") + key.substring(1);

        assertThat(CodeText.near(wrong)).contains(key).allMatch(CodeText::agrees);
    }

    @Test
    void capitalsBlanksHyphensAndWhatLooksAlikeDoNotMatter() {
        assertThat(CodeText.key("7k3m 9qxa5")).isEqualTo(CodeText.key("7K3M-9QXA5"));
        assertThat(CodeText.key("oil-1O0L")).isEqualTo("0111001");
    }
}
