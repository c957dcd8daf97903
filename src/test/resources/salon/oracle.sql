-- The salon's segments as of 2018-08-01 12:00 in Vancouver, straight from the NDJSON of POST /api/import.
-- Written from docs/domain.md alone; it shares nothing with the service.
--
-- Input:  oracle_line(n bigint, line jsonb), one row a line of the file, n its line number.
-- Output: client, segment; one statement, so psql and JDBC run it alike. PostgreSQL 17.
WITH setting AS MATERIALIZED (
    SELECT timestamptz '2018-08-01 12:00 America/Vancouver' AS now,
           date '2018-08-01' AS today,
           'America/Vancouver' AS zone,
           'CA' AS country,
           24 AS notice_hours
),

-- The import is done at `now`, so all of the file is known; the last line of an id is its state.
latest AS MATERIALIZED (
    SELECT DISTINCT ON (line ->> 'record', line ->> 'id')
           line ->> 'record' AS record, line ->> 'id' AS id, line
    FROM oracle_line
    ORDER BY line ->> 'record', line ->> 'id', n DESC
),

client AS MATERIALIZED (
    SELECT id AS client FROM latest WHERE record = 'client'
    UNION
    SELECT line ->> 'client' FROM latest
    WHERE record IN ('booking', 'receipt', 'activity', 'survey') AND line ->> 'client' IS NOT NULL
),

service AS (
    SELECT id AS service,
           line ->> 'category' AS category,
           (line ->> 'lateCancellationHours')::numeric AS notice_hours
    FROM latest WHERE record = 'service'
),

booking AS MATERIALIZED (
    SELECT b.*,
           -- Strictly less than the notice before the start; only when the client cancelled.
           b.status = 'CANCELLED' AND b.cancelled_by = 'CLIENT'
               AND extract(epoch FROM b.starts_at - b.cancelled_at) < 3600 * b.notice_hours AS late,
           b.status = 'BOOKED' AND b.starts_at > (SELECT now FROM setting) AS upcoming
    FROM (
        SELECT l.line ->> 'client' AS client,
               l.line ->> 'service' AS service,
               s.category,
               l.line ->> 'status' AS status,
               (l.line ->> 'startsAt')::timestamptz AS starts_at,
               (l.line ->> 'startsAt')::timestamptz AT TIME ZONE g.zone AS starts_local,
               ((l.line ->> 'startsAt')::timestamptz AT TIME ZONE g.zone)::date AS day,
               coalesce((l.line ->> 'bookedAt')::timestamptz, (l.line ->> 'startsAt')::timestamptz) AS made_at,
               (l.line ->> 'cancelledAt')::timestamptz AS cancelled_at,
               l.line ->> 'cancelledBy' AS cancelled_by,
               coalesce((l.line ->> 'price')::numeric, 0)
                   - coalesce((l.line ->> 'discount')::numeric, 0)
                   - coalesce((l.line ->> 'refunded')::numeric, 0) AS net,
               coalesce(s.notice_hours, g.notice_hours) AS notice_hours
        FROM latest l
        CROSS JOIN setting g
        LEFT JOIN service s ON s.service = l.line ->> 'service'
        WHERE l.record = 'booking'
    ) b
),

-- A visit: one client's local day with at least one completed booking.
visit AS MATERIALIZED (
    SELECT client, day, min(starts_local)::time < time '12:00' AS morning,
           day - lag(day) OVER (PARTITION BY client ORDER BY day) AS gap
    FROM booking WHERE status = 'COMPLETED'
    GROUP BY client, day
),

habits AS (
    SELECT client,
           count(*) AS visits,
           count(*) FILTER (WHERE morning) AS mornings,
           today - min(day) AS days_since_first,
           today - max(day) AS days_since_last,
           count(*) FILTER (WHERE day BETWEEN today - 89 AND today) AS last_90,
           count(*) FILTER (WHERE day BETWEEN today - 364 AND today) AS last_365,
           count(*) FILTER (WHERE day BETWEEN today - 59 AND today) AS last_60,
           count(*) FILTER (WHERE day BETWEEN today - 119 AND today - 60) AS earlier_60,
           CASE WHEN count(*) >= 3 THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) END AS usual_interval
    FROM visit CROSS JOIN setting
    GROUP BY client, today
),

reliability AS (
    SELECT client,
           -- Days, as visits are.
           count(DISTINCT day) FILTER (WHERE status = 'NO_SHOW') AS no_shows,
           count(DISTINCT day) FILTER (WHERE late) AS late_cancellations,
           bool_or(upcoming) AS upcoming,
           -- Whatever became of it, it was made.
           today - (max(made_at) AT TIME ZONE zone)::date AS days_since_booking,
           bool_or(status IN ('BOOKED', 'COMPLETED') AND service = 'massage') AS booked_massage
    FROM booking CROSS JOIN setting
    GROUP BY client, today, zone
),

money AS (
    SELECT client, sum(amount) AS spend,
           sum(amount) FILTER (WHERE day BETWEEN today - 29 AND today) AS spend_30
    FROM (
        SELECT client, day, net AS amount FROM booking WHERE status = 'COMPLETED'
        UNION ALL
        SELECT line ->> 'client', (line ->> 'date')::date, (line ->> 'amount')::numeric
        FROM latest WHERE record = 'receipt' AND line ->> 'booking' IS NULL
    ) paid CROSS JOIN setting
    GROUP BY client
),

-- Among the clients who spent: n of them, `more` spent strictly more. Ties share, integers only.
spender AS (
    SELECT client, 100 * (count(*) OVER () - (rank() OVER (ORDER BY spend DESC) - 1)) > 80 * count(*) OVER () AS top
    FROM money WHERE spend > 0
),

-- Every answer counts, also a second one to the same survey.
answer AS (
    SELECT line ->> 'client' AS client, line ->> 'kind' AS kind, (line ->> 'score')::numeric AS score,
           row_number() OVER (PARTITION BY line ->> 'client', line ->> 'kind'
                              ORDER BY (line ->> 'answeredAt')::timestamptz DESC, n DESC) AS nth
    FROM oracle_line
    WHERE line ->> 'record' = 'survey'
      AND coalesce((line ->> 'answeredAt')::timestamptz, '-infinity') <= (SELECT now FROM setting)
),

opinion AS (
    SELECT client,
           max(score) FILTER (WHERE kind = 'CSAT' AND nth = 1) AS csat,
           max(score) FILTER (WHERE kind = 'CSAT' AND nth = 2) AS csat_before,
           max(score) FILTER (WHERE kind = 'NPS' AND nth = 1) AS nps
    FROM answer GROUP BY client
),

activity AS MATERIALIZED (
    SELECT line ->> 'client' AS client, line ->> 'type' AS type, line -> 'data' AS data,
           (line ->> 'occurredAt')::timestamptz AS at,
           ((line ->> 'occurredAt')::timestamptz AT TIME ZONE zone)::date AS day
    FROM latest CROSS JOIN setting
    WHERE record = 'activity' AND (line ->> 'occurredAt')::timestamptz <= now
),

review AS (
    SELECT DISTINCT ON (client) client, (data ->> 'stars')::int AS stars
    FROM activity WHERE type = 'REVIEW_LEFT' ORDER BY client, at DESC
),

engagement AS (
    SELECT a.client,
           count(*) FILTER (WHERE type = 'REFERRED') AS referrals,
           count(DISTINCT day) FILTER (WHERE type = 'PAGE_VIEWED' AND day > today - 30) AS return_days,
           -- Only after its 24 h is a start known to be abandoned.
           bool_or(type = 'BOOKING_STARTED' AND day > today - 7 AND at + interval '24 hours' <= now
               AND NOT EXISTS (SELECT FROM booking b WHERE b.client = a.client
                               AND b.made_at >= a.at AND b.made_at <= a.at + interval '24 hours')) AS abandoned,
           bool_or(type = 'PAGE_VIEWED' AND day > today - 30 AND data ->> 'category' IS NOT NULL
               AND NOT EXISTS (SELECT FROM booking b WHERE b.client = a.client
                               AND b.category = a.data ->> 'category'
                               AND b.status IN ('BOOKED', 'COMPLETED'))) AS browsed
    FROM activity a CROSS JOIN setting
    GROUP BY a.client, today, now
),

profile AS (
    SELECT id AS client, line ->> 'country' AS country, line ->> 'city' AS city, line ->> 'source' AS source,
           today - ((line ->> 'registeredAt')::timestamptz AT TIME ZONE zone)::date AS days_since_registration
    FROM latest CROSS JOIN setting WHERE record = 'client'
),

-- Counts and sums are 0 without data; every other property stays NULL, and NULL never selects.
fact AS MATERIALIZED (
    SELECT c.client,
           coalesce(h.visits, 0) AS visits, coalesce(h.mornings, 0) AS mornings,
           h.days_since_first, h.days_since_last, h.usual_interval,
           coalesce(h.last_90, 0) AS last_90, coalesce(h.last_365, 0) AS last_365,
           coalesce(h.last_60, 0) AS last_60, coalesce(h.earlier_60, 0) AS earlier_60,
           coalesce(r.no_shows, 0) AS no_shows, coalesce(r.late_cancellations, 0) AS late_cancellations,
           coalesce(r.upcoming, false) AS upcoming, r.days_since_booking,
           coalesce(r.booked_massage, false) AS booked_massage,
           coalesce(m.spend_30, 0) AS spend_30, coalesce(s.top, false) AS top,
           o.csat, o.csat_before, o.nps, v.stars, coalesce(e.referrals, 0) AS referrals,
           coalesce(e.return_days, 0) AS return_days, coalesce(e.abandoned, false) AS abandoned,
           coalesce(e.browsed, false) AS browsed,
           p.country, p.city, p.source, p.days_since_registration
    FROM client c
    LEFT JOIN habits h USING (client)
    LEFT JOIN reliability r USING (client)
    LEFT JOIN money m USING (client)
    LEFT JOIN spender s USING (client)
    LEFT JOIN opinion o USING (client)
    LEFT JOIN review v USING (client)
    LEFT JOIN engagement e USING (client)
    LEFT JOIN profile p USING (client)
),

member AS (
    SELECT f.client, d.segment
    FROM fact f CROSS JOIN setting g CROSS JOIN LATERAL (VALUES
        ('lead', visits = 0),
        ('first-timer', visits = 1),
        ('repeat', visits >= 2),
        ('vip', top AND visits >= 3),
        ('top-spender', top),
        ('at-risk', days_since_last >= 60 OR no_shows >= 2),
        ('lapsed', days_since_last >= 180),
        ('no-show-risk', no_shows + late_cancellations >= 2),
        ('reactivation', days_since_booking >= 60 AND NOT upcoming),
        ('new', days_since_first <= 30 OR (visits = 0 AND days_since_registration <= 30)),
        ('morning-regular', visits >= 3 AND 10 * mornings >= 7 * visits),
        ('frequency-drop', earlier_60 >= 3 AND 2 * last_60 <= earlier_60 AND NOT upcoming),
        ('overdue', usual_interval > 0 AND days_since_last >= 1.5 * usual_interval AND NOT upcoming),
        ('frequent', last_90 > 3),
        ('loyal', last_365 >= 5),
        ('massage-big-spender', booked_massage AND spend_30 > 200),
        ('satisfied', csat >= 9),
        ('neutral', csat >= 7 AND csat < 9),
        ('detractor', csat < 7),
        ('recovered', csat_before < 7 AND csat >= 7),
        ('not-recovered', csat_before < 7 AND csat < 7),
        ('positive-review', stars >= 4),
        ('negative-review', stars <= 2),
        ('advocate', referrals >= 1 OR (stars = 5 AND nps >= 9)),
        ('abandoned-booking', abandoned),
        ('browser', browsed),
        ('returning-visitor', return_days >= 2),
        ('local', f.country = g.country),
        ('non-local', f.country <> g.country),
        ('city:' || city, city IS NOT NULL),
        ('source:' || source, source IS NOT NULL)
    ) AS d (segment, holds)
    WHERE d.holds
    UNION
    SELECT client, 'service:' || service FROM booking WHERE status = 'COMPLETED'
    UNION
    SELECT client, 'category:' || category FROM booking WHERE status = 'COMPLETED' AND category IS NOT NULL
)

SELECT client, segment FROM member ORDER BY client COLLATE "C", segment COLLATE "C";
