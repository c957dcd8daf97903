package io.regulars.evaluation;

import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.List;
import java.util.stream.Collectors;

/** Rules of every form of the guide, and of every word of the vocabulary. */
final class AllForms {
    /** Each way to ask of bookings, of findings and in groups. */
    static final RuleSet FORMS = compiled("""
            rule "e1" when $c : Client( favouriteService == "haircut" || stage in ("REGULAR", "NEW"), !(firstVisitOn < "2025-03-05") ) then segments.assign($c, "e1"); end
            rule "e2" when $c : Client( noShowRate < 0.4 ) then segments.assign($c, "e2"); end
            rule "e3" when $c : Client( spend - profit > 40 ) then segments.assign($c, "e3"); end
            rule "e4" when $c : Client( noShows / bookings <= 0.3, overdueFactor != null ) then segments.assign($c, "e4"); end
            rule "e5" when $c : Client( usualIntervalDays <= 9, favouriteStaff == "KELLY" ) then segments.assign($c, "e5"); end
            rule "e6" when $c : Client( visitTrend == null, usualDayOfMonth != 3 ) then segments.assign($c, "e6"); end
            rule "e7" when $c : Client( $s : favouriteCategory ) then segments.assign($c, "likes:" + $s); end
            rule "e8" when $c : Client( favouriteWeekday in ("MONDAY", "TUESDAY", "WEDNESDAY") ) then segments.assign($c, "e8"); end
            rule "e9" when $c : Client( daysSinceLastBooking < 9, cancellations >= 1 ) then segments.assign($c, "e9"); end
            rule "f1" when $c : Client( highestPrice > 50 ) then segments.assign($c, "f1"); end
            rule "f2" when $c : Client( openRateInLast(20) < 0.9 ) then segments.assign($c, "f2"); end
            rule "f3" when $c : Client( previousCsat != lastCsat || lastNps > 5 ) then segments.assign($c, "f3"); end
            rule "f4" when $c : Client( lastReviewStars <= 3 ) then segments.assign($c, "f4"); end
            rule "g1" when $c : Client() accumulate( Booking( status == COMPLETED, $p : price ); $s : sum($p), $n : count(); $s > 60, $n < 9 ) then segments.assign($c, "g1"); end
            rule "g2" when $c : Client() accumulate( Booking( status == COMPLETED, $p : paid ); $s : average($p); $s > 40 ) then segments.assign($c, "g2"); end
            rule "g3" when $c : Client() accumulate( Booking( $p : startHour ); $s : min($p), $t : max($p); $t - $s > 6 ) then segments.assign($c, "g3"); end
            rule "g4" when $c : Client() accumulate( Booking( status != CANCELLED, $p : service ); $s : collectSet($p); $s contains "color" ) then segments.assign($c, "g4"); end
            rule "g5" when $c : Client() accumulate( Booking( daysAgo <= 8, daysAgo >= 0 ); $n : count(); $n >= 1 ) then segments.assign($c, "g5"); end
            rule "g6" when $c : Client() accumulate( Survey( score <= 8, daysAgo < 30 ); $n : count(); $n >= 1 ) then segments.assign($c, "g6"); end
            rule "g7" when $c : Client() accumulate( Booking( status == COMPLETED, $p : startsAt ); $d : max($p); $d >= "2025-03-20" ) then segments.assign($c, "g7"); end
            rule "g8" when $c : Client() accumulate( Booking( status == COMPLETED, price > 0, $p : price ); $a : average($p), $n : count(); $n >= 2 ) not Booking( status == COMPLETED, price > $a * 1.3 ) then segments.assign($c, "g8"); end
            rule "h1" when $c : Client() forall( $b : Booking( status == COMPLETED, daysAgo < 20 ) Booking( this == $b, price > 30 ) ) then segments.assign($c, "h1"); end
            rule "h2" when $c : Client() exists Booking( upcoming == true, price > 20 ) then segments.assign($c, "h2"); end
            rule "h3" when $c : Client() not Booking( moved == true ) then segments.assign($c, "h3"); end
            rule "h4" when $c : Client() Booking( status == COMPLETED, price > 25, $s : service ) then segments.assign($c, "dear:" + $s); end
            rule "h5" when $c : Client() exists Survey( kind == CSAT, score <= 6 ) then segments.assign($c, "h5"); end
            rule "h7" when $c : Client() exists Booking( cancelledBy == "CLIENT" ) exists Booking( priceAssumed == true || series != null ) then segments.assign($c, "h7"); end
            rule "h8" when exists( Client( visits >= 3 ) or Booking( price > 70 ) ) $c : Client() then segments.assign($c, "h8"); end
            rule "i1" when $c : Client( visits >= 2 ) then insertLogical( new Finding($c, "known") ); end
            rule "i2" when $c : Client() Booking( status == COMPLETED, $s : service ) then insertLogical( new Finding($c, "had:" + $s) ); end
            rule "i3" when $c : Client( noShows == 0 ) Finding( name == "known" ) then insertLogical( new Finding($c, "good") ); end
            rule "i4" when $c : Client() Finding( name == "good" ) then segments.assign($c, "i4"); end
            rule "i5" when $c : Client() not Finding( name == "good" ) Finding( name == "had:color" ) then segments.assign($c, "i5"); end
            rule "j1" activation-group "tier" salience 3 when $c : Client( spend >= 150 ) then segments.assign($c, "gold"); end
            rule "j2" activation-group "tier" salience 2 when $c : Client( visits >= 2 ) exists Booking( status == COMPLETED, price > 40 ) then segments.assign($c, "silver"); end
            rule "j3" activation-group "tier" salience 1 when $c : Client() then segments.assign($c, "bronze"); end
            rule "j4" activation-group "by service" when $c : Client() Booking( status == COMPLETED, $s : service ) then segments.assign($c, "first:" + $s); end
            rule "j5" activation-group "mixed" salience 2 when $c : Client( noShows >= 1 ) then segments.assign($c, "missed"); end
            rule "j6" activation-group "mixed" when $c : Client() Finding( name == "known" ) then segments.assign($c, "kept"); end
            """);

    /** Each word of a client, asked so as its example asks it, and denied. */
    static final RuleSet WORDS = compiled(Vocabulary.CLIENT.properties().values().stream()
            .map(word -> """
                    rule "%1$s" when $c : Client( %2$s ) then segments.assign($c, "%1$s"); end
                    rule "not %1$s" when $c : Client( !( %2$s ) ) then segments.assign($c, "not %1$s"); end
                    """.formatted(word.name(), word.example()))
            .collect(Collectors.joining()));

    private AllForms() {}

    /** Rules that are right. */
    static RuleSet compiled(String drl) {
        return switch (CompileRules.compile(List.of(new RuleFile("test.drl", drl)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(rejected.diagnostics().toString());
        };
    }
}
