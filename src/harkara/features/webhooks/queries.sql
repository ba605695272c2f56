-- name: take_waiting
-- Locks the oldest waiting events and returns as many of them as fit into the bytes (at least one); other workers take the
-- ones after them. `floor` lets the scan start behind the index entries of events that were processed a moment ago.
WITH line AS (
    SELECT id, octet_length(body) AS size
    FROM webhook_events
    WHERE processed_at IS NULL AND id >= :floor
    ORDER BY id
    LIMIT :most
    FOR UPDATE SKIP LOCKED
), fitting AS (
    SELECT id FROM (SELECT id, sum(size) OVER (ORDER BY id) - size AS before FROM line) AS sized
    WHERE before < :most_bytes
)
SELECT e.id, e.body, extract(epoch FROM now() - e.received_at) AS age FROM fitting JOIN webhook_events e USING (id) ORDER BY e.id

-- name: mark_processed
UPDATE webhook_events SET processed_at = now() WHERE id = ANY(CAST(:ids AS bigint[]))

-- name: put_back
-- Puts the next processed events (behind :after) back in line and forgets what was set aside of them: it will be again.
WITH meant AS (
    SELECT id FROM webhook_events
    WHERE processed_at IS NOT NULL AND id > :after
        AND (CAST(:since AS timestamptz) IS NULL OR received_at >= :since)
        AND (CAST(:event_id AS bigint) IS NULL OR id = :event_id)
        AND (NOT :only_rejected OR EXISTS (SELECT 1 FROM webhook_rejects r WHERE r.event_id = webhook_events.id))
    ORDER BY id
    LIMIT :most
    FOR UPDATE
), forgotten AS (
    DELETE FROM webhook_rejects r USING meant WHERE r.event_id = meant.id
)
UPDATE webhook_events e SET processed_at = NULL FROM meant WHERE e.id = meant.id
RETURNING e.id

-- name: count_stored
-- How many processed events a replay would put back in line.
SELECT count(*) FROM webhook_events
WHERE processed_at IS NOT NULL
    AND (CAST(:since AS timestamptz) IS NULL OR received_at >= :since)
    AND (CAST(:event_id AS bigint) IS NULL OR id = :event_id)
    AND (NOT :only_rejected OR EXISTS (SELECT 1 FROM webhook_rejects r WHERE r.event_id = webhook_events.id))

-- name: days
-- Events by the day they came in India, newest first.
SELECT CAST(received_at AT TIME ZONE 'Asia/Kolkata' AS date) AS day, count(*) AS received,
       count(processed_at) AS processed, sum(octet_length(body)) AS bytes
FROM webhook_events GROUP BY day ORDER BY day DESC

-- name: reasons
-- What was set aside, by kind and reason, the most frequent first.
SELECT kind, reason, count(*) AS items, max(event_id) AS last_event_id, max(created_at) AS last_at
FROM webhook_rejects GROUP BY kind, reason ORDER BY items DESC, kind, reason LIMIT 50

-- name: replace_bodies
UPDATE webhook_events e SET body = b.body
FROM unnest(CAST(:ids AS bigint[]), CAST(:bodies AS bytea[])) AS b (id, body)
WHERE e.id = b.id

-- name: events_naming
-- The next processed events in key order, with the bodies of those that hold one of the needles; what still waits is looked at
-- when it is processed. The rows that are found are locked: a replay must not put one back in line meanwhile.
WITH looked AS (
    SELECT id, body FROM webhook_events
    WHERE id > :after AND id <= :last AND processed_at IS NOT NULL
    ORDER BY id LIMIT :most
), found AS (
    SELECT e.id, e.body FROM webhook_events e JOIN looked USING (id)
    WHERE EXISTS (SELECT FROM unnest(CAST(:needles AS bytea[])) AS n (needle) WHERE position(n.needle IN looked.body) > 0)
    ORDER BY e.id
    FOR UPDATE OF e
)
SELECT looked.id, found.body FROM looked LEFT JOIN found USING (id) ORDER BY looked.id

-- name: forget_rejects
DELETE FROM webhook_rejects r
WHERE EXISTS (SELECT FROM unnest(CAST(:needles AS text[])) AS n (needle)
              WHERE strpos(r.raw, n.needle) > 0 OR strpos(r.reason, n.needle) > 0)
