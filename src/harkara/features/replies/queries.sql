-- name: note_messages
-- One row per message. The same message again changes nothing, so it is answered once.
INSERT INTO reply_tasks (id, number_id, contact_id, written_at, state, reason, decided_at)
SELECT m.id, m.number_id, m.contact_id, m.written_at, CASE WHEN m.reason IS NULL THEN 'waiting' ELSE 'skipped' END,
       m.reason, CASE WHEN m.reason IS NULL THEN NULL ELSE now() END
FROM unnest(
    CAST(:ids AS bigint[]), CAST(:number_ids AS bigint[]), CAST(:contact_ids AS bigint[]),
    CAST(:written_at AS timestamptz[]), CAST(:reasons AS text[])
) AS m (id, number_id, contact_id, written_at, reason)
ORDER BY m.id
ON CONFLICT (id) DO NOTHING

-- name: take_waiting
-- All that one customer has written to one number and nobody has answered.
UPDATE reply_tasks SET attempts = attempts + 1
WHERE contact_id = :contact_id AND number_id = :number_id AND state = 'waiting'
RETURNING id, written_at, attempts

-- name: left_waiting
-- Messages that wait although nobody says so any more: their job ended with its worker or with an error.
SELECT DISTINCT contact_id, number_id FROM reply_tasks
WHERE state = 'waiting' AND received_at < now() - make_interval(secs => :seconds)
ORDER BY contact_id, number_id
LIMIT 1000

-- name: customer
SELECT k.wa_id, k.bsuid, k.reply_count,
       (SELECT count(*) FROM reply_tasks t
        WHERE t.contact_id = k.id AND t.latency_ms IS NOT NULL AND t.decided_at > now() - interval '1 minute') AS recent
FROM contacts k WHERE k.id = :contact_id

-- name: conversation
-- The last messages between a customer and a number: what waits for an answer (however old), what was said before, and what
-- we have said but is still on its way. What failed was never read by anybody.
WITH waiting AS (
    SELECT * FROM messages WHERE id = ANY(CAST(:waiting AS bigint[])) ORDER BY created_at DESC, id DESC LIMIT :most
), before AS (
    SELECT * FROM messages
    WHERE contact_id = :contact_id AND number_id = :number_id AND id <> ALL(CAST(:waiting AS bigint[]))
      AND status <> 'failed' AND type <> 'system'
    ORDER BY created_at DESC, id DESC LIMIT :most
)
SELECT m.id, m.wamid, m.direction, m.type, m.body, m.created_at, m.is_unanswered, c.variables, t.components,
       t.parameter_format
FROM (
    SELECT id, wamid, direction, type, body, created_at, true AS is_unanswered, NULL::bigint AS campaign_contact_id
    FROM waiting
    UNION ALL
    SELECT id, wamid, direction, type, body, created_at, false, campaign_contact_id FROM before
    UNION ALL
    SELECT id, NULL, 'out', 'text', body, created_at, false, NULL FROM reply_queue
    WHERE contact_id = :contact_id AND number_id = :number_id AND state IN ('ready', 'processing')
) m
LEFT JOIN campaign_contacts c ON c.id = m.campaign_contact_id
LEFT JOIN campaign_templates b ON b.id = c.batch_id
LEFT JOIN templates t ON t.id = b.template_id

-- name: hold_number
-- The number cannot be deleted or deactivated before this transaction ends.
SELECT id FROM whatsapp_numbers WHERE id = :number_id AND is_active AND deleted_at IS NULL FOR SHARE

-- name: take_quota
-- One statement, so two replies cannot both be the last one, on whatever numbers.
UPDATE contacts SET reply_count = reply_count + 1 WHERE id = :contact_id AND reply_count < :most RETURNING reply_count

-- name: lock_waiting
-- Of these messages, those that are still this customer's and unanswered.
SELECT id FROM reply_tasks
WHERE id = ANY(CAST(:ids AS bigint[])) AND contact_id = :contact_id AND state = 'waiting'
ORDER BY id FOR UPDATE

-- name: mark_replied
UPDATE reply_tasks
SET state = 'replied', decided_at = now(), reply_id = :reply_id,
    latency_ms = CASE WHEN id = :newest THEN CAST(:latency_ms AS bigint) END,
    prompt_tokens = CASE WHEN id = :newest THEN CAST(:prompt_tokens AS bigint) END,
    completion_tokens = CASE WHEN id = :newest THEN CAST(:completion_tokens AS bigint) END
WHERE id = ANY(CAST(:ids AS bigint[]))

-- name: mark_skipped
UPDATE reply_tasks SET state = 'skipped', decided_at = now(), reason = :reason, details = :details
WHERE id = ANY(CAST(:ids AS bigint[])) AND state = 'waiting'

-- name: days
-- Per day of India: what came in, what was answered, what the model took. Old rows go after 90 days, so at most these are read.
SELECT (t.received_at AT TIME ZONE 'Asia/Kolkata')::date AS day,
       count(*) AS inbound,
       count(*) FILTER (WHERE t.state = 'replied') AS replied,
       count(*) FILTER (WHERE t.state = 'skipped') AS skipped,
       count(*) FILTER (WHERE t.state = 'waiting') AS waiting,
       count(t.latency_ms) AS replies,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY t.latency_ms) AS median_latency_ms,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.decided_at - t.received_at) * 1000)
           FILTER (WHERE t.latency_ms IS NOT NULL) AS median_wait_ms,
       coalesce(sum(t.prompt_tokens), 0) AS prompt_tokens,
       coalesce(sum(t.completion_tokens), 0) AS completion_tokens
FROM reply_tasks t
WHERE t.received_at >= :start AND t.received_at < :end
GROUP BY day ORDER BY day

-- name: skips
SELECT (received_at AT TIME ZONE 'Asia/Kolkata')::date AS day, reason, count(*) AS messages
FROM reply_tasks
WHERE received_at >= :start AND received_at < :end AND state = 'skipped'
GROUP BY day, reason ORDER BY day, messages DESC, reason

-- name: skip_waiting
-- After a restore: whether these were answered since the backup is not known.
UPDATE reply_tasks SET state = 'skipped', decided_at = now(), reason = :reason WHERE state = 'waiting' RETURNING id
