package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.preview.Population.Part;
import io.regulars.rules.model.Necessity;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The populations of the businesses that somebody asks about, kept in memory. Each question first reads what has changed
 * since the last one, so the answer is that of the database. The business asked least lately makes room for others.
 */
@ApplicationScoped
class Populations {
    private static final int CHUNK = 2_000;
    private static final int BYTES_OF_A_RECORD = 350;

    private final Database database;
    private final LoadSnapshots loadSnapshots;
    private final InstantSource clock;
    private final long mostRecords;
    private final Map<BusinessId, Kept> all = new LinkedHashMap<>(16, 0.75f, true);

    Populations(Database database, LoadSnapshots loadSnapshots, PopulationConfig config, InstantSource clock) {
        this.database = database;
        this.loadSnapshots = loadSnapshots;
        this.clock = clock;
        this.mostRecords = config.records().orElse(Runtime.getRuntime().maxMemory() / 3 / BYTES_OF_A_RECORD);
    }

    /** What is kept of a business; whoever brings it up to date holds its lock. */
    private static final class Kept {
        private @Nullable Population population;
        /** Of what these transactions and later ones write, some may not have been seen. */
        private String unseenFrom = "0";

        private boolean tooLarge;
        private volatile long records;
    }

    /**
     * The population as the database has it now, at a moment that is now or was a little while ago; empty if it is too large
     * to be kept.
     *
     * @param mayBeOld the farthest that moment may lie back, so that facts computed for the last question serve again
     */
    private Optional<Population> of(BusinessId business, Duration mayBeOld) {
        Kept kept = kept(business);
        synchronized (kept) {
            Optional<Population> current =
                    kept.tooLarge ? Optional.empty() : database.transaction(tx -> update(tx, business, kept, mayBeOld));
            kept.tooLarge = current.isEmpty();
            kept.population = current.orElse(null);
            kept.records = current.map(Population::records).orElse(0L);
            makeRoom(kept);
            return current;
        }
    }

    /** Whether everybody can be asked at once: they are in memory already, or few enough to be read quickly. */
    boolean atHand(BusinessId business, long few) {
        if (kept(business).records > 0) {
            return true;
        }
        List<Boolean> counted = database.transaction(tx -> tx.list(
                "select 1 from client where business_id = ? and erased_at is null limit ?",
                row -> true,
                business.value(),
                few + 1));
        return counted.size() <= few;
    }

    /**
     * What was made of each part of a population, in the order of the clients' numbers, and the moment it is about.
     *
     * @param passedOver how many clients are in none of the parts, since the rules cannot concern them
     */
    record Judged<T>(Instant at, BusinessSettings business, List<T> parts, long passedOver) {}

    /**
     * What is asked about everybody.
     *
     * @param mayBeOld the farthest the moment may lie back, so that facts computed for the last question serve again
     * @param cuts what clients are ranked by
     * @param concerned who has to be asked; others may be passed over
     */
    record Question<T>(
            Duration mayBeOld, Set<Cut> cuts, Concerned concerned, Progress progress, Function<Part, T> judge) {
        /** A question that no client can be passed over by. */
        Question(Duration mayBeOld, Set<Cut> cuts, Progress progress, Function<Part, T> judge) {
            this(mayBeOld, cuts, Concerned.EVERYBODY, progress, judge);
        }
    }

    /**
     * Who has to be asked.
     *
     * @param segment who is stored to be in it has to; null: everybody
     * @param necessity of whom it may be true has to
     */
    record Concerned(@Nullable String segment, Necessity necessity) {
        static final Concerned EVERYBODY = new Concerned(null, Necessity.NONE);
    }

    /** Told how many clients of how many are done; may throw to end it. */
    @FunctionalInterface
    interface Progress {
        void done(long clients, long of);
    }

    /** Asks about everybody, on all processors where the population is in memory. */
    <T> Judged<T> judge(BusinessId business, Question<T> question) {
        Optional<Population> kept = of(business, question.mayBeOld);
        if (kept.isEmpty()) {
            return database.transaction(transaction -> stream(transaction, business, question));
        }
        Population population = question.cuts.isEmpty() ? kept.get() : ranked(business, kept.get(), question.cuts);
        long all = population.size();
        var done = new AtomicLong();
        List<T> answers = population.parts().parallelStream()
                .map(part -> {
                    T answer = question.judge.apply(part);
                    question.progress.done(done.addAndGet(part.size()), all);
                    return answer;
                })
                .toList();
        return new Judged<>(population.at(), population.business(), answers, 0);
    }

    private Population ranked(BusinessId business, Population population, Set<Cut> cuts) {
        Population ranked = population.ranked(cuts);
        Kept kept = kept(business);
        synchronized (kept) {
            if (kept.population == population) {
                kept.population = ranked;
            }
        }
        return ranked;
    }

    /** Of one that is not kept, a part after the other; what clients have spent is gone through first. */
    private <T> Judged<T> stream(Transaction transaction, BusinessId business, Question<T> question)
            throws SQLException {
        snapshot(transaction);
        var somebody = Population.of(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                loadSnapshots.settings(transaction, business),
                List.of());
        List<Long> all = everybody(transaction, business);
        Cutoffs cutoffs = question.cuts.isEmpty() ? Cutoffs.NONE : cutoffs(transaction, somebody, all, question.cuts);
        List<Long> asked = question.concerned.segment == null
                ? all
                : Candidates.find(transaction, business, question.concerned, somebody.at());
        var answers = new ArrayList<T>();
        long done = 0;
        for (List<Long> some : chunks(asked)) {
            for (Part part : load(transaction, somebody, some)
                    .ranked(cutoffs, question.cuts)
                    .parts()) {
                answers.add(question.judge.apply(part));
            }
            done += some.size();
            question.progress.done(done, asked.size());
        }
        return new Judged<>(somebody.at(), somebody.business(), answers, all.size() - asked.size());
    }

    private Cutoffs cutoffs(Transaction transaction, Population somebody, List<Long> ids, Set<Cut> cuts)
            throws SQLException {
        var spends = LongStream.builder();
        for (List<Long> some : chunks(ids)) {
            load(transaction, somebody, some).spends().sequential().forEach(spends);
        }
        return Population.cutoffs(spends.build().sorted().toArray(), cuts);
    }

    private Population load(Transaction transaction, Population somebody, List<Long> ids) throws SQLException {
        return Population.of(
                somebody.at(),
                somebody.business(),
                loadSnapshots.load(transaction, somebody.business().currency(), ids));
    }

    private Optional<Population> update(Transaction transaction, BusinessId business, Kept kept, Duration mayBeOld)
            throws SQLException {
        String unseen = snapshot(transaction);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BusinessSettings settings = loadSnapshots.settings(transaction, business);
        Population known = kept.population;
        Optional<Population> updated = known == null
                ? load(transaction, business, settings, now)
                : Optional.of(changed(transaction, business, kept.unseenFrom, timed(known, settings, now, mayBeOld)));
        kept.unseenFrom = unseen;
        return updated.filter(population -> population.records() <= mostRecords);
    }

    /** Days are counted from the local midnight on, so no moment stands for one of another day. */
    private static Population timed(Population known, BusinessSettings settings, Instant now, Duration mayBeOld) {
        boolean stands = known.business().equals(settings)
                && !known.at().isAfter(now)
                && !known.at().plus(mayBeOld).isBefore(now)
                && day(known.at(), settings).equals(day(now, settings));
        return stands ? known : known.at(now, settings);
    }

    private static LocalDate day(Instant moment, BusinessSettings settings) {
        return LocalDate.ofInstant(moment, settings.zone());
    }

    private Population changed(Transaction transaction, BusinessId business, String since, Population known)
            throws SQLException {
        List<Long> changed = transaction.list("""
                select id from client where business_id = ? and changed_in >= ?::xid8
                union
                select i.client_id from import_client i join import_job j on j.id = i.job_id where j.business_id = ?
                order by 1
                """, row -> row.getLong(1), business.value(), since, business.value());
        NavigableMap<Long, ClientSnapshot> now = new TreeMap<>();
        for (List<Long> some : chunks(changed)) {
            loadSnapshots
                    .load(transaction, known.business().currency(), some)
                    .forEach(clientSnapshot -> now.put(clientSnapshot.id(), clientSnapshot));
        }
        return known.changed(new HashSet<>(changed), now);
    }

    private Optional<Population> load(
            Transaction transaction, BusinessId business, BusinessSettings settings, Instant now) throws SQLException {
        var clientSnapshots = new ArrayList<ClientSnapshot>();
        long records = 0;
        for (List<Long> some : chunks(everybody(transaction, business))) {
            List<ClientSnapshot> more = loadSnapshots.load(transaction, settings.currency(), some);
            records += more.stream().mapToLong(ClientSnapshot::records).sum();
            if (records > mostRecords) {
                return Optional.empty();
            }
            clientSnapshots.addAll(more);
        }
        return Optional.of(Population.of(now, settings, clientSnapshots));
    }

    /** Everything that follows is read as of one moment; gives the first transaction whose writes it may not show. */
    private static String snapshot(Transaction transaction) throws SQLException {
        transaction.update("set transaction isolation level repeatable read, read only");
        return transaction
                .first("select pg_snapshot_xmin(pg_current_snapshot())::text", row -> row.getString(1))
                .orElseThrow();
    }

    private static List<Long> everybody(Transaction transaction, BusinessId business) throws SQLException {
        return transaction.list(
                "select id from client where business_id = ? and erased_at is null order by id",
                row -> row.getLong(1),
                business.value());
    }

    private static List<List<Long>> chunks(List<Long> ids) {
        var chunks = new ArrayList<List<Long>>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            chunks.add(ids.subList(from, Math.min(ids.size(), from + CHUNK)));
        }
        return chunks;
    }

    private Kept kept(BusinessId business) {
        synchronized (all) {
            return all.computeIfAbsent(business, first -> new Kept());
        }
    }

    private void makeRoom(Kept asked) {
        synchronized (all) {
            long sum = all.values().stream().mapToLong(kept -> kept.records).sum();
            var others = all.values().iterator();
            while (sum > mostRecords && others.hasNext()) {
                Kept other = others.next();
                if (other != asked) {
                    sum -= other.records;
                    others.remove();
                }
            }
        }
    }
}
