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
-- Parked events whose message has been recorded meanwhile. What is still unknown after ten minutes was sent by
-- another program on the same number; it stays in the log and is not asked for again.
UPDATE message_status_logs l SET is_parked = false
FROM messages m
WHERE l.is_parked AND l.received_at > now() - interval '10 minutes' AND m.wamid = l.wamid
RETURNING l.id

-- name: apply_statuses
-- Moves messages, recipients and campaign totals by the status events with these log ids, all in one statement.
-- The result does not depend on the order of events: the status is the highest rank ever seen (sent < delivered <
-- read < failed) and each time is the earliest reported; `read` implies delivered. Totals move by what changed.
-- Rows are locked in key order before they are written, so that concurrent batches cannot deadlock.
WITH event AS (
    SELECT l.wamid,
           max(CASE l.status WHEN 'failed' THEN 4 WHEN 'read' THEN 3 WHEN 'delivered' THEN 2 ELSE 1 END) AS rank,
           min(l.occurred_at) FILTER (WHERE l.status IN ('delivered', 'read')) AS delivered_at,
           min(l.occurred_at) FILTER (WHERE l.status = 'read') AS read_at,
           min(l.occurred_at) FILTER (WHERE l.status = 'failed') AS failed_at,
           min(l.error_code) FILTER (WHERE l.status = 'failed') AS error_code,
           min(coalesce(l.error_details, l.error_title)) FILTER (WHERE l.status = 'failed') AS error_details
    FROM message_status_logs l
    WHERE l.id = ANY(CAST(:log_ids AS bigint[])) AND l.status IN ('sent', 'delivered', 'read', 'failed')
    GROUP BY l.wamid
), message_before AS (
    SELECT m.id, m.wamid, m.campaign_contact_id,
           CASE m.status WHEN 'failed' THEN 4 WHEN 'read' THEN 3 WHEN 'delivered' THEN 2 ELSE 1 END AS rank
    FROM messages m JOIN event e USING (wamid)
    WHERE m.direction = 'out'
    ORDER BY m.wamid
    FOR UPDATE OF m
), message_after AS (
    UPDATE messages m
    SET status = (ARRAY['sent', 'delivered', 'read', 'failed'])[greatest(b.rank, e.rank)],
        error_code = coalesce(m.error_code, e.error_code)
    FROM message_before b JOIN event e USING (wamid)
    WHERE m.id = b.id AND e.rank > b.rank
), recipient_event AS (
    SELECT b.campaign_contact_id AS id, max(e.rank) AS rank, min(e.delivered_at) AS delivered_at,
           min(e.read_at) AS read_at, min(e.failed_at) AS failed_at,
           min(e.error_code) AS error_code, min(e.error_details) AS error_details
    FROM event e JOIN message_before b USING (wamid)
    WHERE b.campaign_contact_id IS NOT NULL
    GROUP BY b.campaign_contact_id
), recipient_before AS (
    SELECT c.id, c.campaign_id, c.delivered_at, c.read_at, c.status,
           CASE c.status WHEN 'failed' THEN 4 WHEN 'read' THEN 3 WHEN 'delivered' THEN 2 WHEN 'sent' THEN 1 ELSE 0 END
               AS rank
    FROM campaign_contacts c JOIN recipient_event e USING (id)
    ORDER BY c.id
    FOR UPDATE OF c
), recipient_after AS (
    UPDATE campaign_contacts c
    SET status = (ARRAY['sent', 'delivered', 'read', 'failed'])[greatest(b.rank, e.rank)],
        delivered_at = least(c.delivered_at, e.delivered_at),
        read_at = least(c.read_at, e.read_at),
        failed_at = least(c.failed_at, e.failed_at),
        error_code = coalesce(c.error_code, e.error_code),
        error_details = coalesce(c.error_details, e.error_details)
    FROM recipient_before b JOIN recipient_event e USING (id)
    WHERE c.id = b.id
), delta AS (
    SELECT b.campaign_id,
           count(*) FILTER (WHERE b.delivered_at IS NULL AND e.delivered_at IS NOT NULL) AS delivered,
           count(*) FILTER (WHERE b.read_at IS NULL AND e.read_at IS NOT NULL) AS read,
           count(*) FILTER (WHERE b.status <> 'failed' AND e.rank = 4) AS failed
    FROM recipient_before b JOIN recipient_event e USING (id)
    GROUP BY b.campaign_id
), campaign AS (
    SELECT c.id FROM campaigns c JOIN delta ON delta.campaign_id = c.id
    WHERE delta.delivered + delta.read + delta.failed > 0
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
)
UPDATE campaigns c
SET total_delivered = total_delivered + d.delivered,
    total_read = total_read + d.read,
    total_failed = total_failed + d.failed,
    updated_at = now()
FROM delta d JOIN campaign ON campaign.id = d.campaign_id
WHERE c.id = campaign.id
