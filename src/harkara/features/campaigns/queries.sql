-- name: enqueue_contacts
-- Every valid recipient gets its place in the queue. The ids were given out by the COPY before, in file order; reading
-- them back here takes 0.4 s for 100,000 rows, as long as a second COPY would, and needs no block of ids reserved.
INSERT INTO send_queue (contact_id, number_id, campaign_id, batch_id)
SELECT c.id, :number_id, c.campaign_id, c.batch_id
FROM campaign_contacts c
WHERE c.campaign_id = :campaign_id AND c.status = 'pending'
ORDER BY c.id

-- name: delete_queue
-- By key range, because the queue has no index on the campaign alone; ids of other campaigns may lie in between.
DELETE FROM send_queue q
WHERE q.campaign_id = :campaign_id
  AND q.contact_id BETWEEN (SELECT min(c.id) FROM campaign_contacts c WHERE c.campaign_id = :campaign_id)
                       AND (SELECT max(c.id) FROM campaign_contacts c WHERE c.campaign_id = :campaign_id)

-- name: delete_contacts
DELETE FROM campaign_contacts WHERE campaign_id = :campaign_id

-- name: halts
-- The first look ends at one ready row, so that a campaign in full swing costs one index probe; only what has none is
-- counted, and that is what is in flight or waits for its retry.
WITH still AS MATERIALIZED (
    SELECT c.id
    FROM unnest(CAST(:campaign_ids AS bigint[])) AS c (id)
    WHERE (
        SELECT true FROM send_queue q
        WHERE q.campaign_id = c.id AND q.state = 'ready' AND q.available_at <= now()
        LIMIT 1
    ) IS NULL
)
SELECT still.id AS campaign_id, r.retrying, r.next_retry_in, p.unanswered, p.oldest_left_ago
FROM still
CROSS JOIN LATERAL (
    SELECT count(*) AS retrying,
           CAST(coalesce(extract(epoch FROM min(q.available_at) - now()), 0) AS float8) AS next_retry_in
    FROM send_queue q
    WHERE q.campaign_id = still.id AND q.state = 'ready'
) r
CROSS JOIN LATERAL (
    SELECT count(*) AS unanswered,
           CAST(coalesce(extract(epoch FROM now() - min(q.claimed_at)), 0) AS float8) AS oldest_left_ago
    FROM send_queue q
    WHERE q.campaign_id = still.id AND q.state = 'processing'
) p
WHERE r.retrying > 0 OR p.unanswered > 0

-- name: template_share
-- Only when a template is lost, never per message. Refused recipients are neither sent nor held.
SELECT count(*) FILTER (WHERE c.wamid IS NOT NULL) AS sent, count(*) FILTER (WHERE c.status = 'pending') AS held
FROM campaign_contacts c
WHERE c.campaign_id = :campaign_id
  AND c.batch_id IN (
      SELECT b.id FROM campaign_templates b WHERE b.campaign_id = :campaign_id AND b.template_id = :template_id
  )

-- name: failures
-- Kept figures; Meta's words to one recipient of each code come from the first entry of the index of the failed.
SELECT f.error_code, f.failed,
       CASE WHEN f.error_code IS NULL
       THEN (SELECT c.error_details FROM campaign_contacts c
             WHERE c.campaign_id = f.campaign_id AND c.error_code IS NULL AND c.failed_at IS NOT NULL
             ORDER BY c.id LIMIT 1)
       ELSE (SELECT c.error_details FROM campaign_contacts c
             WHERE c.campaign_id = f.campaign_id AND c.error_code = f.error_code AND c.failed_at IS NOT NULL
             ORDER BY c.id LIMIT 1)
       END AS example
FROM campaign_failures f
WHERE f.campaign_id = :campaign_id AND f.failed > 0
ORDER BY f.failed DESC, f.error_code

-- name: rates_at
-- Every change is on record, so the rate at a moment is the one that the next change left, or else the present one.
SELECT s.place, coalesce(
           (SELECT r.from_rate FROM rate_changes r
            WHERE r.number_id = n.id AND r.changed_at >= s.at
            ORDER BY r.changed_at, r.id LIMIT 1),
           n.max_send_rate_per_sec
       ) AS rate
FROM whatsapp_numbers n
CROSS JOIN unnest(CAST(:starts AS timestamptz[])) WITH ORDINALITY AS s (at, place)
WHERE n.id = :number_id
ORDER BY s.place

-- name: rate_changes_during
SELECT s.place, r.changed_at, r.from_rate, r.to_rate, r.reason, r.details
FROM unnest(CAST(:starts AS timestamptz[]), CAST(:ends AS timestamptz[])) WITH ORDINALITY AS s (start_at, end_at, place)
JOIN rate_changes r ON r.number_id = :number_id AND r.changed_at >= s.start_at AND r.changed_at < s.end_at
ORDER BY s.place, r.changed_at, r.id
