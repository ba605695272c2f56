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
SELECT e.id, e.body FROM fitting JOIN webhook_events e USING (id) ORDER BY e.id

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
