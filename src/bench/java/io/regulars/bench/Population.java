package io.regulars.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A population of any size with ten bookings a client, written straight into the tables by set-based SQL: a third has lapsed,
 * others come every two to eight weeks, three in ten have the tenth booking ahead; no-shows, cancellations and refunds; prices
 * of a catalogue, so that spends tie. Bookings lie in the order in which they happened, as live traffic leaves them: those of
 * one client are spread over the whole table.
 */
final class Population {
    private final Connection connection;
    private final int crossing;

    /** {@code crossing}: how many clients in a hundred were here last 59 days ago, so that they are at risk from next midnight on. */
    Population(Connection connection, int crossing) {
        this.connection = connection;
        this.crossing = crossing;
    }

    /** Writes clients that nobody has evaluated, with the ids 1 to {@code clients}, into an empty database. */
    void write(int clients) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(FAST);
            sql.execute(FUNCTIONS);
            sql.execute(SERVICES);
            sql.execute(CLIENTS.formatted(clients));
            sql.execute(PROFILES);
            sql.execute(STATES.replace(":crossing", Integer.toString(crossing)));
            sql.execute(INDEXES_AWAY);
            sql.execute(VERSIONS);
            sql.execute(BOOKINGS);
            sql.execute(INDEXES_BACK);
        }
        analyze();
    }

    /**
     * Lets everybody be there so many times, as evaluated: who was evaluated among a part of a population is ranked the same
     * among the whole if each is there equally often.
     */
    void multiply(int times) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(FAST);
            sql.execute(INDEXES_AWAY);
            sql.execute(COPIES.replace(":times", Integer.toString(times)));
            sql.execute(INDEXES_BACK);
        }
        analyze();
    }

    /** As autovacuum leaves tables some time after they were filled. */
    private void analyze() throws SQLException {
        try (Statement sql = connection.createStatement()) {
            for (String table : new String[] {"client", "client_version", "booking", "booking_version", "membership"}) {
                sql.execute("vacuum analyze " + table);
            }
            sql.execute("vacuum analyze spend_level");
            sql.execute("checkpoint");
        }
    }

    /** Foreign keys hold by the way the rows are made. */
    private static final String FAST = """
            set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB';
            set session_replication_role = replica
            """;

    /** {@code pick(n, salt, choices)}: the same for the same, and spread evenly. */
    private static final String FUNCTIONS = """
            create or replace function pick(n bigint, salt bigint, choices int) returns int language sql immutable parallel safe as
                $$ select ((hashint8extended(n, salt) & 9223372036854775807) % choices)::int $$
            """;

    private static final String SERVICES = """
            insert into service (business_id, external_id, name, category, price_minor, cost_minor, late_cancellation_hours,
                                 occurred_at, recorded_at)
            select (select min(id) from business), code, code, category, price, price / 5, late, now() - interval '4 years',
                   now() - interval '4 years'
            from (values ('cut', 'hair', 4500, null), ('blow-dry', 'hair', 3200, null), ('color', 'color', 9500, 48),
                         ('highlights', 'color', 14500, 48), ('massage', 'massage', 6500, null),
                         ('massage-90', 'massage', 9000, null), ('facial', 'skin', 7500, null),
                         ('manicure', 'nails', 3500, null)) s (code, category, price, late)
            """;

    private static final String CLIENTS = """
            insert into client (id, business_id, external_id, known, profile, occurred_at, recorded_at)
            overriding system value
            select i, (select min(id) from business), 'c-' || i, true, jsonb_build_object(
                       'firstName', (array['Ana', 'Eva', 'Ilze', 'Janis', 'Karlis', 'Laura', 'Marta', 'Peteris'])[1 + pick(i, 21, 8)],
                       'lastName', 'Ozola-' || pick(i, 22, 5000), 'email', 'c' || i || '@example.com',
                       'phone', '+3712' || lpad(i::text, 7, '0'), 'birthDate', date '1950-01-01' + pick(i, 23, 20000),
                       'gender', (array['female', 'male'])[1 + pick(i, 24, 2)], 'language', 'lv', 'country',
                       (array['LV', 'LV', 'LV', 'LT'])[1 + pick(i, 25, 4)], 'city',
                       (array['Riga', 'Riga', 'Jelgava', 'Ogre', 'Tukums'])[1 + pick(i, 26, 5)], 'source',
                       (array['instagram', 'web', 'friend', 'walk-in'])[1 + pick(i, 27, 4)], 'registeredAt',
                       to_char(registered at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'consents',
                       jsonb_build_object('email', pick(i, 28, 10) < 8, 'sms', pick(i, 29, 2) = 0)),
                   registered, registered
            from generate_series(1, %d) i,
                 lateral (select date_trunc('day', now()) - interval '1200 days' + pick(i, 30, 86400) * interval '1 second') r (registered);
            select setval(pg_get_serial_sequence('client', 'id'), (select max(id) from client))
            """;

    private static final String PROFILES = """
            insert into client_version (client_id, occurred_at, recorded_at, profile)
                select id, occurred_at, recorded_at, profile from client order by id;
            insert into consent (client_id, channel, granted, occurred_at, recorded_at, source)
                select id, key, value::boolean, occurred_at, recorded_at, 'booking-system'
                from client, jsonb_each_text(profile -> 'consents')
            """;

    /** One row a booking, as it ends up. Bookings 1 to 10 of a client in their order. */
    private static final String STATES = """
            create temporary table state as
            with client_course as (
                select id as i, business_id, pick(id, 6, 20) as course,
                       case when pick(id, 50, 100) < :crossing then 59 when pick(id, 1, 3) = 0 then 190 + pick(id, 31, 400) else 1 + pick(id, 32, 70) end as last_days_ago,
                       case when pick(id, 50, 100) >= :crossing and pick(id, 1, 3) > 0 and pick(id, 3, 10) < 3 then 9 else 10 end as past,
                       14 + pick(id, 2, 46) as interval_days
                from client),
            at as (
                select c.*, k, i * 16 + k as n,
                       date_trunc('day', now()) + case
                           when k > past then make_interval(days => 1 + pick(i, 33, 14))
                           else -make_interval(days => last_days_ago + (past - k) * interval_days - least(past - k, 1) * pick(i * 16 + k, 34, 7))
                           end + make_interval(hours => 7 + pick(i * 16 + k, 35, 9)) as starts_at,
                       pick(i * 16 + k, 5, 100) as roll
                from client_course c, generate_series(1, 10) k)
            select i, at.business_id, k, 'b-' || n as external_id, s.external_id as service, s.price_minor,
                   (array['ANNA', 'BORIS', 'CARLA', 'DIANA', 'EMIL'])[1 + pick(n, 41, 5)] as staff,
                   (array['web', 'phone', 'app'])[1 + pick(n, 42, 3)] as channel,
                   (array['card', 'cash'])[1 + pick(n, 43, 2)] as payment_method, starts_at,
                   least(starts_at, date_trunc('day', now())) - make_interval(days => 1 + pick(n, 36, 12)) as booked_at,
                   case when k > past then 'BOOKED'
                        when course = 0 or (course = 1 and k < past) or roll >= 98 then 'BUSINESS'
                        when course = 1 or roll < 87 then 'COMPLETED' when roll < 91 then 'NO_SHOW'
                        when roll < 95 then 'LATE' else 'EARLY' end as kind,
                   case when pick(n, 37, 10) = 0 then s.price_minor / 10 else 0 end as discount_minor,
                   case when pick(n, 38, 50) = 0 then s.price_minor / 2 else 0 end as refunded_minor
            from at join (select *, row_number() over (order by external_id) - 1 as place from service) s
                on s.place = pick(n, 44, 8);
            alter table state add primary key (i, k);
            analyze state
            """;

    private static final String INDEXES_AWAY = """
            drop index booking_client;
            alter table booking drop constraint booking_pkey;
            alter table booking_version drop constraint booking_version_pkey;
            drop index membership_segment;
            alter table membership drop constraint membership_pkey
            """;

    private static final String INDEXES_BACK = """
            alter table booking_version add primary key (client_id, occurred_at, seq);
            alter table booking add primary key (business_id, external_id);
            create index booking_client on booking (client_id);
            alter table membership add primary key (client_id, segment);
            create index membership_segment on membership (business_id, segment, client_id)
            """;

    /** Of the last two bookings it is also known how they were made. */
    private static final String VERSIONS = """
            insert into booking_version (client_id, external_id, occurred_at, recorded_at, service, staff, location, channel,
                                         payment_method, starts_at, ends_at, booked_at, status, cancelled_at, cancelled_by,
                                         price_minor, discount_minor, refunded_minor, tip_minor, tax_minor)
            select i, external_id, occurred_at, occurred_at, service, staff, 'main', channel, payment_method, starts_at,
                   starts_at + interval '1 hour', booked_at, status,
                   case when status = 'CANCELLED' then occurred_at end,
                   case when status = 'CANCELLED' then case kind when 'BUSINESS' then 'BUSINESS' else 'CLIENT' end end,
                   price_minor, discount_minor, refunded_minor, 0, 0
            from (
                select *, case kind when 'COMPLETED' then starts_at + interval '1 hour' when 'NO_SHOW' then starts_at + interval '20 minutes'
                                    when 'LATE' then starts_at - interval '3 hours' when 'BOOKED' then booked_at
                                    else greatest(booked_at + interval '1 hour', starts_at - interval '4 days') end as occurred_at,
                       case when kind in ('COMPLETED', 'NO_SHOW', 'BOOKED') then kind else 'CANCELLED' end as status
                from state
                union all
                select *, booked_at, 'BOOKED' from state where k >= 9 and kind <> 'BOOKED') v
            order by occurred_at
            """;

    private static final String BOOKINGS = """
            insert into booking (business_id, external_id, client_id, service, staff, location, channel, payment_method, starts_at,
                                 ends_at, booked_at, status, cancelled_at, cancelled_by, price_minor, discount_minor,
                                 refunded_minor, occurred_at, recorded_at)
            select business_id, external_id, client_id, service, staff, location, channel, payment_method, starts_at, ends_at,
                   booked_at, status, cancelled_at, cancelled_by, price_minor, discount_minor, refunded_minor, occurred_at,
                   recorded_at
            from (select distinct on (v.client_id, v.external_id) v.*, c.business_id
                  from booking_version v join client c on c.id = v.client_id
                  order by v.client_id, v.external_id, v.occurred_at desc, v.seq desc) latest
            order by occurred_at
            """;

    private static final String COPIES = """
            create temporary table shift as
                select j * (select max(id) from client) as by from generate_series(1, :times - 1) j;
            insert into client (id, business_id, external_id, known, profile, occurred_at, recorded_at, spend_minor, evaluated_at,
                                evaluated_release, evaluate_again_at, cutoffs_reached)
                overriding system value
                select id + by, business_id, 'c-' || id + by, known, profile, occurred_at, recorded_at, spend_minor, evaluated_at,
                       evaluated_release, evaluate_again_at, cutoffs_reached
                from shift, client;
            select setval(pg_get_serial_sequence('client', 'id'), (select max(id) from client));
            insert into client_version (client_id, occurred_at, recorded_at, profile)
                select client_id + by, occurred_at, recorded_at, profile from shift, client_version;
            insert into consent (client_id, channel, granted, occurred_at, recorded_at, source)
                select client_id + by, channel, granted, occurred_at, recorded_at, source from shift, consent;
            insert into membership (client_id, segment, business_id, since, release_id, rule, because)
                select client_id + by, segment, business_id, since, release_id, rule, because from shift, membership;
            create temporary table once as select * from booking_version order by occurred_at;
            truncate booking_version;
            insert into booking_version (client_id, external_id, occurred_at, recorded_at, service, staff, location, channel,
                                         payment_method, starts_at, ends_at, booked_at, status, cancelled_at, cancelled_by,
                                         price_minor, discount_minor, refunded_minor, tip_minor, tax_minor)
                select client_id + by, 'b-' || substring(external_id from 3)::bigint + 16 * by, occurred_at, recorded_at, service,
                       staff, location, channel, payment_method, starts_at, ends_at, booked_at, status, cancelled_at,
                       cancelled_by, price_minor, discount_minor, refunded_minor, tip_minor, tax_minor
                from once, (select by from shift union all select 0) copies;
            drop table once;
            create temporary table once as select * from booking order by occurred_at;
            truncate booking;
            insert into booking (business_id, external_id, client_id, service, staff, location, channel, payment_method,
                                 starts_at, ends_at, booked_at, status, cancelled_at, cancelled_by, price_minor, discount_minor,
                                 refunded_minor, occurred_at, recorded_at)
                select business_id, 'b-' || substring(external_id from 3)::bigint + 16 * by, client_id + by, service, staff,
                       location, channel, payment_method, starts_at, ends_at, booked_at, status, cancelled_at, cancelled_by,
                       price_minor, discount_minor, refunded_minor, occurred_at, recorded_at
                from once, (select by from shift union all select 0) copies;
            drop table once;
            update spend_level set clients = clients * :times;
            update spend_ranking set population = population * :times;
            update spend_cutoff set below = below * :times, at_cutoff = at_cutoff * :times
            """;
}
