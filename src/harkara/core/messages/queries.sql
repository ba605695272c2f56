-- name: log_statuses
-- Writes status events and returns those that are new; a duplicate collides with the unique key.
-- Sorted, so that two batches holding the same keys wait for each other instead of deadlocking.
-- An event whose message we do not know yet is parked.
INSERT INTO message_status_logs
    (wamid, status, occurred_at, error_code, error_title, error_details, pricing, is_parked)
SELECT e.wamid, e.status, e.occurred_at, e.error_code, e.error_title, e.error_details, CAST(e.pricing AS jsonb),
       NOT EXISTS (SELECT 1 FROM messages m WHERE m.wamid = e.wamid)
FROM unnest(
    CAST(:wamids AS text[]), CAST(:statuses AS text[]), CAST(:occurred_at AS timestamptz[]),
    CAST(:error_codes AS bigint[]), CAST(:error_titles AS text[]), CAST(:error_details AS text[]),
    CAST(:pricings AS text[])
) AS e (wamid, status, occurred_at, error_code, error_title, error_details, pricing)
ORDER BY e.wamid, e.status, e.occurred_at
ON CONFLICT (wamid, status, occurred_at) DO NOTHING
RETURNING id, is_parked

-- name: unpark
-- Parked events whose message has been recorded meanwhile. What carries our mark is settled before its statuses are logged,
-- so only a send that was being recorded at that very moment comes late, by milliseconds. Hence the first ten seconds
-- are asked at every look, then once more after a minute, and then `give_up` has the last word: the events of another
-- program on the same number, 3,000 a second of them, cost a look at 40,000 rows instead of at ten minutes' worth.
WITH known AS (
    SELECT l.id
    FROM message_status_logs l JOIN messages m USING (wamid)
    WHERE l.is_parked
      AND (l.received_at > now() - interval '10 seconds'
           OR l.received_at BETWEEN now() - interval '65 seconds' AND now() - interval '60 seconds')
    ORDER BY l.id
    FOR UPDATE OF l SKIP LOCKED
)
UPDATE message_status_logs l SET is_parked = false
FROM known WHERE l.id = known.id
RETURNING l.id

-- name: give_up
-- The last look at what has been parked for ten minutes. What is still unknown was sent by another program, or its message
-- is older than the ledger keeps; it stays in the log and is never asked for again.
WITH due AS (
    SELECT l.id
    FROM message_status_logs l
    WHERE l.is_parked AND l.received_at <= now() - interval '10 minutes'
    ORDER BY l.received_at
    LIMIT 10000
    FOR UPDATE OF l SKIP LOCKED
)
UPDATE message_status_logs l SET is_parked = false
FROM due
WHERE l.id = due.id
RETURNING l.id, EXISTS (SELECT 1 FROM messages m WHERE m.wamid = l.wamid) AS is_known

-- name: apply_statuses
-- Moves messages, recipients, the batches' totals and the numbers' days by the status events with these log ids, all in one
-- statement. The result does not depend on the order or grouping of events: the status is the highest rank ever seen
-- (sent < delivered < read < failed), each time is the earliest reported, the error is that of the earliest failure;
-- `read` implies delivered. Totals and days move by what changed. A message counts on the IST day it was sent.
-- Rows are locked in key order before they are written, table after table in the one order of docs/message-lifecycle.md:
-- each part reads what the part before it has locked, so that concurrent batches cannot deadlock. No part joins two others:
-- the planner knows nothing of their sizes, and a nested loop over 12,000 events took 4.6 s where this takes 0.6.
WITH event AS (
    SELECT l.wamid,
           max(CASE l.status WHEN 'failed' THEN 4 WHEN 'read' THEN 3 WHEN 'delivered' THEN 2 ELSE 1 END) AS rank,
           min(l.occurred_at) FILTER (WHERE l.status IN ('delivered', 'read')) AS delivered_at,
           min(l.occurred_at) FILTER (WHERE l.status = 'read') AS read_at,
           min(l.occurred_at) FILTER (WHERE l.status = 'failed') AS failed_at,
           (array_agg(l.error_code ORDER BY l.occurred_at) FILTER (WHERE l.status = 'failed'))[1] AS error_code,
           (array_agg(coalesce(l.error_details, l.error_title) ORDER BY l.occurred_at)
               FILTER (WHERE l.status = 'failed'))[1] AS error_details
    FROM message_status_logs l
    WHERE l.id = ANY(CAST(:log_ids AS bigint[])) AND l.status IN ('sent', 'delivered', 'read', 'failed')
    GROUP BY l.wamid
), message_before AS (
    SELECT m.id, m.number_id, m.campaign_contact_id, CAST(m.created_at AT TIME ZONE 'Asia/Kolkata' AS date) AS day,
           m.status, m.delivered_at, m.read_at, m.failed_at,
           CASE m.status WHEN 'failed' THEN 4 WHEN 'read' THEN 3 WHEN 'delivered' THEN 2 ELSE 1 END AS rank,
           e.wamid, e.rank AS new_rank, e.delivered_at AS new_delivered_at, e.read_at AS new_read_at,
           e.failed_at AS new_failed_at, e.error_code, e.error_details
    FROM messages m JOIN event e USING (wamid)
    WHERE m.direction = 'out'
    ORDER BY m.wamid
    FOR UPDATE OF m
), message_event AS (
    -- Most `sent` events tell nothing new; what would stay as it is is not written.
    SELECT * FROM message_before
    WHERE new_rank > rank
       OR new_delivered_at < coalesce(delivered_at, 'infinity')
       OR new_read_at < coalesce(read_at, 'infinity')
       OR new_failed_at < coalesce(failed_at, 'infinity')
), message_after AS (
    UPDATE messages m
    SET status = (ARRAY['sent', 'delivered', 'read', 'failed'])[greatest(e.rank, e.new_rank)],
        delivered_at = least(m.delivered_at, e.new_delivered_at),
        read_at = least(m.read_at, e.new_read_at),
        failed_at = least(m.failed_at, e.new_failed_at),
        error_code = CASE WHEN e.new_failed_at IS NULL OR e.new_failed_at >= m.failed_at
                          THEN m.error_code ELSE e.error_code END,
        error_details = CASE WHEN e.new_failed_at IS NULL OR e.new_failed_at >= m.failed_at
                             THEN m.error_details ELSE e.error_details END
    FROM message_event e
    WHERE m.id = e.id
), recipient_event AS (
    SELECT campaign_contact_id AS id, max(new_rank) AS rank, min(new_delivered_at) AS delivered_at,
           min(new_read_at) AS read_at, min(new_failed_at) AS failed_at,
           (array_agg(error_code ORDER BY new_failed_at, wamid))[1] AS error_code,
           (array_agg(error_details ORDER BY new_failed_at, wamid))[1] AS error_details
    FROM message_event
    WHERE campaign_contact_id IS NOT NULL
    GROUP BY campaign_contact_id
), recipient_before AS (
    SELECT c.id, c.campaign_id, c.batch_id, c.delivered_at, c.read_at, c.failed_at, c.status,
           c.error_code AS error_code_before,
           CASE c.status WHEN 'failed' THEN 4 WHEN 'read' THEN 3 WHEN 'delivered' THEN 2 WHEN 'sent' THEN 1 ELSE 0 END
               AS rank,
           e.rank AS new_rank, e.delivered_at AS new_delivered_at, e.read_at AS new_read_at,
           e.failed_at AS new_failed_at, e.error_code, e.error_details
    FROM campaign_contacts c JOIN recipient_event e USING (id)
    ORDER BY c.id
    FOR UPDATE OF c
), recipient_after AS (
    UPDATE campaign_contacts c
    SET status = (ARRAY['sent', 'delivered', 'read', 'failed'])[greatest(e.rank, e.new_rank)],
        delivered_at = least(c.delivered_at, e.new_delivered_at),
        read_at = least(c.read_at, e.new_read_at),
        failed_at = least(c.failed_at, e.new_failed_at),
        error_code = CASE WHEN e.new_failed_at IS NULL OR e.new_failed_at >= c.failed_at
                          THEN c.error_code ELSE e.error_code END,
        error_details = CASE WHEN e.new_failed_at IS NULL OR e.new_failed_at >= c.failed_at
                             THEN c.error_details ELSE e.error_details END
    FROM recipient_before e
    WHERE c.id = e.id
), batch_delta AS (
    SELECT campaign_id, batch_id,
           count(*) FILTER (WHERE delivered_at IS NULL AND new_delivered_at IS NOT NULL) AS delivered,
           count(*) FILTER (WHERE read_at IS NULL AND new_read_at IS NOT NULL) AS read,
           count(*) FILTER (WHERE status <> 'failed' AND new_rank = 4) AS failed,
           count(*) FILTER (WHERE new_failed_at < coalesce(failed_at, 'infinity')) AS coded
    FROM recipient_before
    GROUP BY campaign_id, batch_id
), moved AS (
    SELECT campaign_id FROM batch_delta GROUP BY campaign_id HAVING sum(delivered + read + failed + coded) > 0
), campaign AS (
    SELECT c.id FROM campaigns c JOIN moved ON moved.campaign_id = c.id
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
), batch AS (
    UPDATE campaign_templates b
    SET total_delivered = b.total_delivered + d.delivered,
        total_read = b.total_read + d.read,
        total_failed = b.total_failed + d.failed,
        is_counted = false
    FROM batch_delta d CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    WHERE b.id = d.batch_id AND d.delivered + d.read + d.failed > 0
), code AS (
    -- An earlier failure than the one known takes its place, and its code's.
    SELECT campaign_id, error_code, 1 AS moved FROM recipient_before
    WHERE new_failed_at < coalesce(failed_at, 'infinity')
    UNION ALL
    SELECT campaign_id, error_code_before, -1 FROM recipient_before
    WHERE new_failed_at < failed_at
), failure AS (
    INSERT INTO campaign_failures AS f (campaign_id, error_code, failed)
    SELECT campaign_id, error_code, sum(moved)
    FROM code CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    GROUP BY 1, 2
    HAVING sum(moved) <> 0
    ON CONFLICT (campaign_id, error_code) DO UPDATE SET failed = f.failed + excluded.failed
), day AS (
    SELECT number_id, day,
           count(*) FILTER (WHERE delivered_at IS NULL AND new_delivered_at IS NOT NULL) AS delivered,
           count(*) FILTER (WHERE read_at IS NULL AND new_read_at IS NOT NULL) AS read,
           count(*) FILTER (WHERE status <> 'failed' AND new_rank = 4) AS failed
    FROM message_event
    GROUP BY number_id, day
)
INSERT INTO number_days AS n (number_id, day, delivered, read, failed)
SELECT day.number_id, day.day, day.delivered, day.read, day.failed
FROM day CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
WHERE day.delivered + day.read + day.failed > 0
ORDER BY 1, 2
ON CONFLICT (number_id, day) DO UPDATE
SET delivered = n.delivered + excluded.delivered, read = n.read + excluded.read, failed = n.failed + excluded.failed

-- name: count_received
INSERT INTO number_days AS n (number_id, day, received)
SELECT * FROM unnest(CAST(:number_ids AS bigint[]), CAST(:days AS date[]), CAST(:received AS bigint[]))
ORDER BY 1, 2
ON CONFLICT (number_id, day) DO UPDATE SET received = n.received + excluded.received

-- name: known_wamids
SELECT wamid FROM messages WHERE wamid = ANY(CAST(:wamids AS text[]))

-- name: record_inbound
-- Customers' messages that are new; sorted, so that two batches holding the same ones wait for each other.
INSERT INTO messages (wamid, direction, type, number_id, contact_id, body, payload, target_wamid, status, created_at)
SELECT e.wamid, 'in', e.type, e.number_id, e.contact_id, e.body, CAST(e.payload AS jsonb), e.target_wamid, 'received',
       e.created_at
FROM unnest(
    CAST(:wamids AS text[]), CAST(:types AS text[]), CAST(:number_ids AS bigint[]), CAST(:contact_ids AS bigint[]),
    CAST(:bodies AS text[]), CAST(:payloads AS text[]), CAST(:targets AS text[]), CAST(:created_at AS timestamptz[])
) AS e (wamid, type, number_id, contact_id, body, payload, target_wamid, created_at)
ORDER BY e.wamid
ON CONFLICT (wamid) DO NOTHING
RETURNING id, wamid

-- name: move_conversations
-- Customers and numbers have exchanged messages at these times. A late message opens a conversation earlier and moves it
-- nowhere. Sorted, so that two batches wait for each other instead of deadlocking.
INSERT INTO conversations AS v (contact_id, number_id, first_message_at, last_message_at)
SELECT m.contact_id, m.number_id, min(m.at), max(m.at)
FROM unnest(CAST(:contact_ids AS bigint[]), CAST(:number_ids AS bigint[]), CAST(:times AS timestamptz[]))
    AS m (contact_id, number_id, at)
GROUP BY m.contact_id, m.number_id
ORDER BY m.contact_id, m.number_id
ON CONFLICT (contact_id, number_id) DO UPDATE
SET first_message_at = least(v.first_message_at, excluded.first_message_at),
    last_message_at = greatest(v.last_message_at, excluded.last_message_at)
WHERE v.first_message_at > excluded.first_message_at OR v.last_message_at < excluded.last_message_at

-- name: drop_conversations
-- Conversations whose last message is older than :before, at most :limit, oldest first: retention has deleted it.
-- A WITH, because a join could evaluate a subquery with a limit more than once, and drop more.
WITH old AS MATERIALIZED (
    SELECT contact_id, number_id FROM conversations
    WHERE last_message_at < :before
    ORDER BY last_message_at
    LIMIT :limit
    FOR UPDATE SKIP LOCKED
)
DELETE FROM conversations v USING old
WHERE v.contact_id = old.contact_id AND v.number_id = old.number_id

-- name: forget_logs
-- Locked in key order, as everything else that takes rows of the log.
WITH due AS (
    SELECT id FROM message_status_logs WHERE wamid = ANY(CAST(:wamids AS text[])) ORDER BY id FOR UPDATE
)
DELETE FROM message_status_logs l USING due WHERE l.id = due.id

-- name: uncounted
-- Campaigns whose batches have moved since their own totals were written, unless that was less than :rest seconds ago. A time in
-- the future is that of a clock which was set back since, and keeps nobody waiting.
SELECT c.id FROM campaigns c
WHERE c.id IN (SELECT campaign_id FROM campaign_templates WHERE NOT is_counted)
  AND c.updated_at NOT BETWEEN clock_timestamp() - make_interval(secs => :rest) AND clock_timestamp()
ORDER BY c.id

-- name: lock_uncounted
-- One of these, unless somebody else has written it meanwhile. It waits in the line for the row: who records takes it ten times a second,
-- and whoever only looked whether it is free found it taken for seconds on end.
SELECT c.id FROM campaigns c
WHERE c.id = :campaign_id
  AND c.updated_at NOT BETWEEN clock_timestamp() - make_interval(secs => :rest) AND clock_timestamp()
FOR NO KEY UPDATE

-- name: wait_for_locks
SELECT set_config('lock_timeout', :milliseconds, true)

-- name: count_in
-- The totals of a campaign, whose row is held, become what its batches add up to. A statement of its own: its view of the
-- batches must be later than the lock. What is the same already is not written, for a write is a message to every dashboard.
WITH counted AS (
    UPDATE campaign_templates SET is_counted = true WHERE campaign_id = :campaign_id AND NOT is_counted
), added AS (
    SELECT CAST(sum(total_sent) AS bigint) AS sent, CAST(sum(total_delivered) AS bigint) AS delivered,
           CAST(sum(total_read) AS bigint) AS read, CAST(sum(total_failed) AS bigint) AS failed,
           CAST(sum(total_refused) AS bigint) AS refused
    FROM campaign_templates WHERE campaign_id = :campaign_id
)
UPDATE campaigns c
SET total_sent = a.sent, total_delivered = a.delivered, total_read = a.read, total_failed = a.failed,
    total_refused = a.refused, updated_at = clock_timestamp()
FROM added a
WHERE c.id = :campaign_id
  AND (c.total_sent, c.total_delivered, c.total_read, c.total_failed, c.total_refused)
      IS DISTINCT FROM (a.sent, a.delivered, a.read, a.failed, a.refused)
