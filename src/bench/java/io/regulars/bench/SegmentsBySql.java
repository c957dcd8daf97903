package io.regulars.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The baseline: one set-based statement that computes ten of the default segments for everybody at a moment, compares them
 * with the memberships stored and stores the difference. It knows these ten definitions and nothing else: no moment at which a
 * membership began, no reason, no due time, no campaign.
 */
final class SegmentsBySql {
    static final String NAMES =
            "'lead', 'first-timer', 'repeat', 'vip', 'at-risk', 'lapsed', 'no-show-risk', 'new', 'frequent', 'loyal'";

    private static final String COMPUTED = """
            with business as (
                select id, zone, cancellation_notice_hours, (now() at time zone zone)::date as today from business
                order by id limit 1),
            done as (
                select b.client_id,
                       count(distinct day) filter (where completed) as visits,
                       min(day) filter (where completed) as first_day, max(day) filter (where completed) as last_day,
                       count(distinct day) filter (where completed and day > today - 90) as visits_90,
                       count(distinct day) filter (where completed and day > today - 365) as visits_365,
                       sum(b.price_minor - discount_minor - refunded_minor) filter (where completed) as spend,
                       count(distinct day) filter (where status = 'NO_SHOW') as no_shows,
                       count(distinct day) filter (where status = 'CANCELLED' and cancelled_by = 'CLIENT' and cancelled_at > starts_at
                           - make_interval(hours => coalesce(s.late_cancellation_hours, cancellation_notice_hours))) as late
                from business, lateral (
                    select k.*, status = 'COMPLETED' as completed,
                           (starts_at at time zone coalesce(l.zone, business.zone))::date as day
                    from booking k left join location l on l.business_id = k.business_id and l.external_id = k.location
                    where k.business_id = business.id and not deleted) b
                    left join service s on s.business_id = b.business_id and s.external_id = b.service
                group by b.client_id),
            ranked as (
                select client_id, count(*) over () as n, rank() over (order by spend desc) - 1 as more from done where spend > 0),
            facts as (
                select c.id as client_id, today, coalesce(visits, 0) as visits, today - first_day as since_first,
                       today - last_day as since_last, coalesce(visits_90, 0) as visits_90, coalesce(visits_365, 0) as visits_365,
                       coalesce(no_shows, 0) as no_shows, coalesce(late, 0) as late,
                       coalesce(100 * (n - more) > 80 * n, false) as top,
                       today - ((c.profile ->> 'registeredAt')::timestamptz at time zone zone)::date as since_registration
                from business join client c on c.business_id = business.id and c.erased_at is null
                    left join done on done.client_id = c.id left join ranked on ranked.client_id = c.id),
            computed as (
                select client_id, segment
                from facts, lateral (values
                    ('lead', visits = 0), ('first-timer', visits = 1), ('repeat', visits >= 2), ('vip', top and visits >= 3),
                    ('at-risk', since_last >= 60 or no_shows >= 2), ('lapsed', since_last >= 180),
                    ('no-show-risk', no_shows + late >= 2),
                    ('new', since_first <= 30 or visits = 0 and since_registration <= 30),
                    ('frequent', visits_90 > 3), ('loyal', visits_365 >= 5)) s (segment, holds)
                where holds),
            """;

    private static final String RECOMPUTE = COMPUTED + """
            gone as (
                delete from membership m where business_id = (select id from business) and segment in (%s)
                    and not exists (select 1 from computed c where c.client_id = m.client_id and c.segment = m.segment)
                returning 1),
            added as (
                insert into membership (client_id, segment, business_id, since, release_id, rule, because)
                select client_id, segment, (select id from business), now(), 0, '', '' from computed c
                where not exists (select 1 from membership m where m.client_id = c.client_id and m.segment = c.segment)
                returning 1)
            select (select count(*) from computed), (select count(*) from gone), (select count(*) from added)
            """.formatted(NAMES);

    private SegmentsBySql() {}

    /**
     * What one statement found, and how long it took.
     *
     * @param memberships of the ten segments, of everybody
     * @param gone stored ones that it found to be over, and deleted
     * @param added those that were not stored
     */
    record Result(long memberships, long gone, long added, double seconds) {}

    /** Runs it in a transaction that is rolled back, so that it can be run again. */
    static Result recompute(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            ResultSet row = statement.executeQuery(RECOMPUTE);
            double seconds = (System.nanoTime() - start) / 1e9;
            row.next();
            return new Result(row.getLong(1), row.getLong(2), row.getLong(3), seconds);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
