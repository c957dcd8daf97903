package io.regulars.offers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Where the codes of offers come from: nobody guesses the next. */
@ApplicationScoped
class RandomCodes {
    @Produces
    @Singleton
    RandomGenerator secure() {
        return new SecureRandom();
    }
}
