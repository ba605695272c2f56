-- name: find
-- Who has this phone number, user id or username now.
SELECT id FROM contacts
WHERE wa_id = ANY(CAST(:phones AS text[])) OR bsuid = :given OR lower(username) = lower(:given)
ORDER BY id LIMIT 2

-- name: lock_customer
SELECT * FROM contacts WHERE id = :contact_id FOR UPDATE

-- name: former_ids
SELECT value, retired_at FROM contact_former_ids WHERE contact_id = :contact_id ORDER BY retired_at, value

-- name: recipients
-- Rows of campaigns that are this customer's: by the number as the file should have it; invalid rows by its last ten digits,
-- however they were written. A number the customer gave up is theirs in what was sent until then.
SELECT c.id, c.campaign_id, p.name AS campaign, t.name AS template, t.language, c.row_number, c.phone, c.media_url, c.variables,
       c.status, c.invalid_code, c.invalid_reason, c.attempts, c.wamid, c.error_code, c.error_details, c.sent_at,
       c.delivered_at, c.read_at, c.failed_at
FROM unnest(CAST(:phones AS text[]), CAST(:until AS timestamptz[])) AS k (phone, until)
JOIN campaign_contacts c ON phone_tail(c.phone) = phone_tail(k.phone)
JOIN campaigns p ON p.id = c.campaign_id
LEFT JOIN campaign_templates b ON b.id = c.batch_id
LEFT JOIN templates t ON t.id = b.template_id
WHERE (c.phone = k.phone OR (c.status = 'invalid' AND k.phone ~ '^91[0-9]{10}$'))
  AND (k.until IS NULL OR coalesce(c.sent_at, c.failed_at, p.created_at) <= k.until)
ORDER BY c.id

-- name: lock_unsent
-- Of these recipients, those whose message has not left or is on its way, locked as the sender locks them.
SELECT contact_id, state FROM send_queue
WHERE contact_id = ANY(CAST(:recipient_ids AS bigint[])) AND state IN ('pending', 'ready', 'processing')
ORDER BY contact_id FOR UPDATE

-- name: lock_replies
SELECT id, state FROM reply_queue WHERE contact_id = :contact_id ORDER BY id FOR UPDATE

-- name: is_merging
SELECT EXISTS (
    SELECT FROM procrastinate_jobs
    WHERE task_name = :job AND status IN ('todo', 'doing') AND args->>'survivor' = CAST(:contact_id AS text)
)

-- name: wamids
-- Meta's ids of the customer's messages, which the statuses' log and late events know them by.
SELECT wamid FROM messages WHERE contact_id = :contact_id
UNION
SELECT unnest(CAST(:wamids AS text[]))

-- name: delete_replies
DELETE FROM reply_queue WHERE contact_id = :contact_id

-- name: settle_tasks
-- The rows stay, because days are counted from them; they say nothing of the customer. Their key is the message's.
UPDATE reply_tasks t
SET details = NULL,
    state = CASE t.state WHEN 'waiting' THEN 'skipped' ELSE t.state END,
    reason = CASE t.state WHEN 'waiting' THEN :reason ELSE t.reason END,
    decided_at = coalesce(t.decided_at, :now)
FROM (SELECT id FROM messages WHERE contact_id = :contact_id ORDER BY id) m
WHERE t.id = m.id

-- name: delete_messages
-- Locked by wamid, as statuses lock them.
WITH due AS (
    SELECT id FROM messages WHERE wamid = ANY(CAST(:wamids AS text[])) ORDER BY wamid FOR UPDATE
)
DELETE FROM messages m USING due WHERE m.id = due.id

-- name: settle_recipients
-- Recipients keep what they count as. Those whose message had not left leave the line as refused, in the order of locks of
-- docs/message-lifecycle.md: queue, recipients, conversations, campaigns, days.
WITH unsent AS (
    UPDATE send_queue SET state = 'failed'
    WHERE contact_id = ANY(CAST(:unsent_ids AS bigint[])) AND state IN ('pending', 'ready')
    RETURNING contact_id, campaign_id, batch_id, number_id
), recipient AS (
    UPDATE campaign_contacts c
    SET phone = 'erased', media_url = NULL, variables = '{}', wamid = NULL, invalid_reason = NULL,
        status = CASE WHEN u.contact_id IS NULL THEN c.status ELSE 'failed' END,
        failed_at = CASE WHEN u.contact_id IS NULL THEN c.failed_at ELSE CAST(:now AS timestamptz) END,
        error_details = CASE WHEN u.contact_id IS NULL THEN NULL ELSE :reason END
    FROM unnest(CAST(:recipient_ids AS bigint[])) AS r (id) LEFT JOIN unsent u ON u.contact_id = r.id
    WHERE c.id = r.id
    RETURNING c.id
), conversation AS (
    DELETE FROM conversations WHERE contact_id = :contact_id AND (SELECT count(*) FROM recipient) >= 0
    RETURNING contact_id
), campaign AS (
    SELECT c.id FROM campaigns c JOIN (SELECT DISTINCT campaign_id FROM unsent) AS u ON u.campaign_id = c.id
    CROSS JOIN (SELECT count(*) FROM conversation) AS after_conversations
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
), batch AS (
    UPDATE campaign_templates b
    SET total_failed = b.total_failed + d.n, total_refused = b.total_refused + d.n, is_counted = false
    FROM (SELECT batch_id, count(*) AS n FROM unsent GROUP BY batch_id) AS d
    CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    WHERE b.id = d.batch_id
), day AS (
    SELECT number_id, CAST(CAST(:now AS timestamptz) AT TIME ZONE 'Asia/Kolkata' AS date) AS day, count(*) AS failed
    FROM unsent GROUP BY 1, 2
)
INSERT INTO number_days AS n (number_id, day, failed)
SELECT day.number_id, day.day, day.failed FROM day CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
ORDER BY 1, 2
ON CONFLICT (number_id, day) DO UPDATE SET failed = n.failed + excluded.failed

-- name: delete_customer
WITH former AS (
    DELETE FROM contact_former_ids WHERE contact_id = :contact_id
)
DELETE FROM contacts WHERE id = :contact_id

-- name: last_event_id
SELECT coalesce(max(id), 0) FROM webhook_events

-- name: messages
-- Everything said between the customer and our numbers that the ledger still has, oldest first.
SELECT m.id, m.wamid, m.direction, m.type, m.number_id, m.body, m.payload, m.target_wamid, m.campaign_id,
       m.campaign_contact_id, m.status, m.error_code, m.error_details, m.created_at, m.delivered_at, m.read_at, m.failed_at
FROM messages m WHERE m.contact_id = :contact_id
ORDER BY m.created_at, m.id

-- name: conversations
SELECT v.number_id, n.display_name, n.display_phone_number, v.first_message_at, v.last_message_at
FROM conversations v JOIN whatsapp_numbers n ON n.id = v.number_id
WHERE v.contact_id = :contact_id ORDER BY v.number_id

-- name: status_logs
SELECT wamid, status, occurred_at, error_code, error_title, error_details, pricing
FROM message_status_logs WHERE wamid = ANY(CAST(:wamids AS text[])) ORDER BY wamid, occurred_at, id

-- name: reply_tasks
SELECT t.id AS message_id, t.state, t.reason, t.details, t.received_at, t.decided_at, t.latency_ms, t.prompt_tokens,
       t.completion_tokens
FROM reply_tasks t JOIN messages m ON m.id = t.id
WHERE m.contact_id = :contact_id ORDER BY t.id

-- name: reply_lane
SELECT number_id, recipient, body, state, error_code, error_details, created_at
FROM reply_queue WHERE contact_id = :contact_id ORDER BY id

-- name: erased_ids
SELECT fingerprint, until, erased_at FROM erased_ids ORDER BY fingerprint

-- name: customers_ids
-- Every customer's present ids, for finding those who were erased after a backup.
SELECT id, wa_id, bsuid FROM contacts ORDER BY id

-- name: recipients_tails
-- Every number a campaign was ever to go to, by its last ten digits.
SELECT DISTINCT phone_tail(phone) FROM campaign_contacts WHERE phone_tail(phone) ~ '^[0-9]{10}$'

-- name: become_customers
INSERT INTO contacts (wa_id) SELECT unnest(CAST(:phones AS text[])) ORDER BY 1
ON CONFLICT (wa_id) DO NOTHING

-- name: ids_of
SELECT id FROM contacts WHERE wa_id = ANY(CAST(:phones AS text[])) ORDER BY id

-- name: waiting_merges
SELECT id, CAST(args->>'absorbed' AS bigint) AS absorbed, CAST(args->>'survivor' AS bigint) AS survivor
FROM procrastinate_jobs WHERE task_name = :job AND status IN ('todo', 'doing') ORDER BY id

-- name: end_merges
UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(CAST(:ids AS bigint[]))

-- name: leave_out_erased
-- No other customer may ever have the row number of one who was erased.
SELECT setval(seq, greatest(nextval(seq), CAST(:highest AS bigint))) FROM pg_get_serial_sequence('contacts', 'id') AS seq

-- name: carry_erased
INSERT INTO erased_ids AS e (fingerprint, until, erased_at)
SELECT * FROM unnest(CAST(:fingerprints AS bytea[]), CAST(:until AS timestamptz[]), CAST(:erased_at AS timestamptz[]))
ORDER BY 1
ON CONFLICT (fingerprint) DO NOTHING
