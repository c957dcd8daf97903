package io.regulars.imports.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Who brought whom: within groups of {@value #GROUP} clients, so that one client's story can be told without knowing all
 * the others.
 */
final class Referrals {
    private static final int GROUP = 25;

    private Referrals() {}

    /** The number of the client who brought this one; 0: nobody did. */
    static int referrerOf(DemoSettings settings, int client) {
        Chance chance = Chance.of(settings.seed(), Chance.Part.REFERRAL, client);
        int referrer = first(client) + chance.between(0, GROUP - 1);
        // who never came brings nobody, and nobody is brought by somebody newer
        boolean possible = referrer <= settings.clients()
                && Persona.arrives(settings, referrer).plusDays(30).isBefore(Persona.arrives(settings, client))
                && Persona.of(settings, referrer).mostVisits() > 1;
        return chance.in(0.2) && possible ? referrer : 0;
    }

    /** The clients whom this one brought. */
    static List<Integer> by(DemoSettings settings, int client) {
        var brought = new ArrayList<Integer>();
        int last = Math.min(first(client) + GROUP - 1, settings.clients());
        for (int other = first(client); other <= last; other++) {
            if (referrerOf(settings, other) == client) {
                brought.add(other);
            }
        }
        return brought;
    }

    private static int first(int client) {
        return (client - 1) / GROUP * GROUP + 1;
    }
}
