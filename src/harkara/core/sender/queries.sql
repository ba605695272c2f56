-- name: take_over
-- A new runner raises the epoch; from here on every claim and hand-back of an older one is refused.
UPDATE whatsapp_numbers SET runner_epoch = runner_epoch + 1
WHERE id = :number_id AND is_active AND deleted_at IS NULL
RETURNING runner_epoch, phone_number_id, throughput_level, max_send_rate_per_sec, last_stable_rate_per_sec, rate_day

-- name: seconds_until_free
-- How long a runner that did not end properly may still be sending what it has claimed: until its last lease ends.
SELECT extract(epoch FROM max(claimed_at) - now()) + :lease
FROM (
    SELECT max(claimed_at) AS claimed_at FROM send_queue
    WHERE state = 'processing' AND number_id = :number_id AND epoch < :epoch
    UNION ALL
    SELECT max(claimed_at) FROM reply_queue
    WHERE state = 'processing' AND number_id = :number_id AND epoch < :epoch
) claimed

-- name: claim
-- The next messages of a number: replies first, then its running campaign in file order. The number's row is locked in
-- share mode: the epoch cannot change between the check and the commit. At most one campaign of a number runs (unique
-- index), so the ready rows of stopped campaigns are never even read. Always returns at least one row, which tells
-- the running campaign: a runner that holds messages of another one gives them back.
WITH fence AS (
    SELECT n.id FROM whatsapp_numbers n
    WHERE n.id = :number_id AND n.runner_epoch = :epoch AND n.is_active
    FOR SHARE
), running AS (
    SELECT c.id FROM campaigns c JOIN fence ON fence.id = c.number_id WHERE c.status = 'running'
), next_reply AS (
    SELECT r.id FROM reply_queue r JOIN fence ON fence.id = r.number_id
    WHERE r.state = 'ready' AND r.available_at <= now()
    ORDER BY r.id
    LIMIT :replies
    FOR UPDATE OF r SKIP LOCKED
), reply AS (
    UPDATE reply_queue r
    SET state = 'processing', attempts = r.attempts + 1, claimed_at = now(), epoch = :epoch
    FROM next_reply WHERE r.id = next_reply.id
    RETURNING r.id, r.attempts, r.recipient, r.body
), next AS (
    SELECT q.contact_id
    FROM send_queue q
    WHERE q.campaign_id = (SELECT id FROM running) AND q.state = 'ready' AND q.available_at <= now()
    ORDER BY q.contact_id
    LIMIT :messages
    FOR UPDATE SKIP LOCKED
), message AS (
    UPDATE send_queue q
    SET state = 'processing', attempts = q.attempts + 1, claimed_at = now(), epoch = :epoch
    FROM next
    WHERE q.contact_id = next.contact_id
    RETURNING q.contact_id, q.batch_id, q.attempts
), claimed AS (
    SELECT r.id, r.attempts, NULL::bigint AS batch_id, r.recipient, r.body, NULL AS media_url, NULL::text[] AS variables
    FROM reply r
    UNION ALL
    SELECT m.contact_id, m.attempts, m.batch_id, c.phone, NULL, c.media_url, c.variables
    FROM message m JOIN campaign_contacts c ON c.id = m.contact_id
)
SELECT (SELECT id FROM fence) AS held, (SELECT id FROM running) AS campaign_id, now() AS claimed_at, k.*
FROM (SELECT) AS always LEFT JOIN claimed k ON true
ORDER BY k.id

-- name: seconds_until_ready
-- When the next retry of the number falls due; null when nothing is left that time alone would bring.
SELECT extract(epoch FROM min(available_at) - now())
FROM (
    SELECT min(q.available_at) AS available_at
    FROM send_queue q JOIN campaigns c ON c.id = q.campaign_id
    WHERE c.number_id = :number_id AND c.status = 'running' AND q.state = 'ready'
    UNION ALL
    SELECT min(available_at) FROM reply_queue WHERE number_id = :number_id AND state = 'ready'
) due

-- name: release
-- The runner has ended properly and sends nothing more: its successor need not wait for its leases to end.
WITH messages AS (
    UPDATE send_queue SET epoch = NULL WHERE state = 'processing' AND number_id = :number_id AND epoch = :epoch
)
UPDATE reply_queue SET epoch = NULL WHERE state = 'processing' AND number_id = :number_id AND epoch = :epoch

-- name: settle_sent
-- Meta accepted these: queue, recipient, ledger, conversation, the batch's figures and the number's day and hour, in one statement. An
-- acceptance is a fact, so it is recorded whatever the epoch; and because all else moves only with the queue row, twice changes
-- nothing. Each part reads what the one before it returns, which makes the order of locks (docs/message-lifecycle.md). Recipients
-- and messages need no order among them: whoever wants to write these must hold their queue row first.
WITH accepted AS (
    SELECT * FROM unnest(
        CAST(:contact_ids AS bigint[]), CAST(:attempts AS int[]), CAST(:wamids AS text[]), CAST(:sent_at AS timestamptz[])
    ) AS a (contact_id, attempt, wamid, sent_at)
), locked AS (
    SELECT q.contact_id, q.campaign_id, q.number_id
    FROM send_queue q JOIN accepted USING (contact_id)
    WHERE q.state IN ('ready', 'processing')
    ORDER BY q.contact_id
    FOR UPDATE OF q
), settled AS (
    UPDATE send_queue q SET state = 'sent'
    FROM locked WHERE q.contact_id = locked.contact_id
), recipient AS (
    UPDATE campaign_contacts c
    SET status = 'sent', wamid = a.wamid, attempts = a.attempt, sent_at = a.sent_at
    FROM accepted a JOIN locked USING (contact_id)
    WHERE c.id = a.contact_id AND c.status = 'pending'
    RETURNING c.id, c.campaign_id, c.batch_id, c.phone, c.sent_at
), ledger AS (
    INSERT INTO messages
        (wamid, direction, type, number_id, contact_id, campaign_id, campaign_contact_id, status, created_at)
    SELECT a.wamid, 'out', 'template', l.number_id, k.id, l.campaign_id, a.contact_id, 'sent', a.sent_at
    FROM accepted a JOIN locked l USING (contact_id)
    JOIN recipient r ON r.id = a.contact_id
    LEFT JOIN contacts k ON k.wa_id = r.phone
    ORDER BY a.wamid
    ON CONFLICT (wamid) DO NOTHING
    RETURNING contact_id, number_id, created_at
), conversation AS (
    INSERT INTO conversations AS v (contact_id, number_id, first_message_at, last_message_at)
    SELECT contact_id, number_id, min(created_at), max(created_at) FROM ledger
    WHERE contact_id IS NOT NULL
    GROUP BY contact_id, number_id
    ORDER BY contact_id, number_id
    ON CONFLICT (contact_id, number_id) DO UPDATE SET last_message_at = excluded.last_message_at
    WHERE v.last_message_at < excluded.last_message_at
    RETURNING v.contact_id
), campaign AS (
    SELECT c.id FROM campaigns c JOIN (SELECT DISTINCT campaign_id FROM recipient) AS r ON r.campaign_id = c.id
    CROSS JOIN (SELECT count(*) FROM conversation) AS after_conversations
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
), batch AS (
    UPDATE campaign_templates b SET total_sent = b.total_sent + d.sent, is_counted = false
    FROM (SELECT batch_id, count(*) AS sent FROM recipient GROUP BY batch_id) AS d
    CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    WHERE b.id = d.batch_id
), pace AS (
    INSERT INTO campaign_pace AS p (campaign_id, slice_at, sent)
    SELECT campaign_id, date_bin('10 seconds', sent_at, 'epoch'), count(*)
    FROM recipient CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    GROUP BY 1, 2
    ON CONFLICT (campaign_id, slice_at) DO UPDATE SET sent = p.sent + excluded.sent
), day AS (
    SELECT number_id, CAST(created_at AT TIME ZONE 'Asia/Kolkata' AS date) AS day, count(*) AS sent
    FROM ledger GROUP BY 1, 2
), day_total AS (
    INSERT INTO number_days AS n (number_id, day, sent)
    SELECT day.number_id, day.day, day.sent FROM day CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    ORDER BY 1, 2
    ON CONFLICT (number_id, day) DO UPDATE SET sent = n.sent + excluded.sent
    RETURNING number_id
)
INSERT INTO number_hours AS n (number_id, hour, sent)
SELECT number_id, date_trunc('hour', created_at, 'Asia/Kolkata'), count(*)
FROM ledger CROSS JOIN (SELECT count(*) FROM day_total) AS after_days
GROUP BY 1, 2
ORDER BY 1, 2
ON CONFLICT (number_id, hour) DO UPDATE SET sent = n.sent + excluded.sent

-- name: settle_failed
-- These will not be tried again. Only who claimed them may say so, and only of this very claim. They were never sent, so
-- they count on the day they failed.
WITH refused AS (
    SELECT * FROM unnest(
        CAST(:ids AS bigint[]), CAST(:claimed_at AS timestamptz[]), CAST(:attempts AS int[]),
        CAST(:error_codes AS bigint[]), CAST(:error_details AS text[]), CAST(:failed_at AS timestamptz[])
    ) AS f (contact_id, claimed_at, attempt, error_code, error_details, failed_at)
), locked AS (
    SELECT q.contact_id, q.number_id
    FROM send_queue q JOIN refused f ON f.contact_id = q.contact_id AND f.claimed_at = q.claimed_at
    WHERE q.state = 'processing'
    ORDER BY q.contact_id
    FOR UPDATE OF q
), settled AS (
    UPDATE send_queue q SET state = 'failed'
    FROM locked WHERE q.contact_id = locked.contact_id
), recipient AS (
    UPDATE campaign_contacts c
    SET status = 'failed', attempts = f.attempt, error_code = f.error_code, error_details = f.error_details,
        failed_at = f.failed_at
    FROM refused f JOIN locked USING (contact_id)
    WHERE c.id = f.contact_id
    RETURNING c.campaign_id, c.batch_id, locked.number_id, c.error_code, c.failed_at
), campaign AS (
    SELECT c.id FROM campaigns c JOIN (SELECT DISTINCT campaign_id FROM recipient) AS r ON r.campaign_id = c.id
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
), batch AS (
    UPDATE campaign_templates b
    SET total_failed = b.total_failed + d.n, total_refused = b.total_refused + d.n, is_counted = false
    FROM (SELECT batch_id, count(*) AS n FROM recipient GROUP BY batch_id) AS d
    CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    WHERE b.id = d.batch_id
), pace AS (
    INSERT INTO campaign_pace AS p (campaign_id, slice_at, refused)
    SELECT campaign_id, date_bin('10 seconds', failed_at, 'epoch'), count(*)
    FROM recipient CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    GROUP BY 1, 2
    ON CONFLICT (campaign_id, slice_at) DO UPDATE SET refused = p.refused + excluded.refused
), failure AS (
    INSERT INTO campaign_failures AS f (campaign_id, error_code, failed)
    SELECT campaign_id, error_code, count(*)
    FROM recipient CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    GROUP BY 1, 2
    ON CONFLICT (campaign_id, error_code) DO UPDATE SET failed = f.failed + excluded.failed
), day AS (
    SELECT number_id, CAST(failed_at AT TIME ZONE 'Asia/Kolkata' AS date) AS day, count(*) AS failed
    FROM recipient GROUP BY 1, 2
)
INSERT INTO number_days AS n (number_id, day, failed)
SELECT day.number_id, day.day, day.failed FROM day CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
ORDER BY 1, 2
ON CONFLICT (number_id, day) DO UPDATE SET failed = n.failed + excluded.failed

-- name: hand_back
-- Not sent for sure: ready again after a pause, with or without the attempt spent. Only of this very claim: the claim's
-- time is its name, so a hand-back that is written twice (the answer to the first commit got lost) cannot take a message
-- out of the hands of its next claim. Pauses vary by up to a fifth, so that what failed together is not retried together.
UPDATE send_queue q
SET state = 'ready', attempts = q.attempts - b.refund, claimed_at = NULL, epoch = NULL,
    available_at = now() + make_interval(secs => b.delay * (1 + random() / 5))
FROM unnest(
    CAST(:ids AS bigint[]), CAST(:claimed_at AS timestamptz[]), CAST(:delays AS float8[]), CAST(:refunds AS int[])
) AS b (contact_id, claimed_at, delay, refund)
WHERE q.contact_id = b.contact_id AND q.state = 'processing' AND q.claimed_at = b.claimed_at

-- name: recover_stuck
-- Rows nobody settled: the process died, or Meta's answer was lost, and no status webhook told since. Meta's echo
-- normally comes within seconds; after :stuck_after seconds of silence the message counts as not sent.
-- What has used up its attempts fails instead.
WITH stuck AS (
    SELECT q.contact_id, q.number_id, q.attempts
    FROM send_queue q
    WHERE q.state = 'processing' AND q.claimed_at < now() - make_interval(secs => :stuck_after)
    ORDER BY q.contact_id
    LIMIT 10000
    FOR UPDATE SKIP LOCKED
), recovered AS (
    UPDATE send_queue q
    SET state = CASE WHEN s.attempts >= :max_attempts THEN 'failed' ELSE 'ready' END,
        claimed_at = NULL, epoch = NULL, available_at = now()
    FROM stuck s WHERE q.contact_id = s.contact_id
), recipient AS (
    UPDATE campaign_contacts c
    SET status = 'failed', attempts = s.attempts, failed_at = now(),
        error_details = 'No answer and no status from Meta after the last attempt.'
    FROM stuck s WHERE c.id = s.contact_id AND s.attempts >= :max_attempts
    RETURNING c.campaign_id, c.batch_id, s.number_id, c.error_code, c.failed_at
), campaign AS (
    SELECT c.id FROM campaigns c JOIN (SELECT DISTINCT campaign_id FROM recipient) AS r ON r.campaign_id = c.id
    ORDER BY c.id
    FOR NO KEY UPDATE OF c
), batch AS (
    UPDATE campaign_templates b
    SET total_failed = b.total_failed + d.n, total_refused = b.total_refused + d.n, is_counted = false
    FROM (SELECT batch_id, count(*) AS n FROM recipient GROUP BY batch_id) AS d
    CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    WHERE b.id = d.batch_id
), pace AS (
    INSERT INTO campaign_pace AS p (campaign_id, slice_at, refused)
    SELECT campaign_id, date_bin('10 seconds', failed_at, 'epoch'), count(*)
    FROM recipient CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    GROUP BY 1, 2
    ON CONFLICT (campaign_id, slice_at) DO UPDATE SET refused = p.refused + excluded.refused
), failure AS (
    INSERT INTO campaign_failures AS f (campaign_id, error_code, failed)
    SELECT campaign_id, error_code, count(*)
    FROM recipient CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    GROUP BY 1, 2
    ON CONFLICT (campaign_id, error_code) DO UPDATE SET failed = f.failed + excluded.failed
), day AS (
    SELECT number_id, CAST(failed_at AT TIME ZONE 'Asia/Kolkata' AS date) AS day, count(*) AS failed
    FROM recipient GROUP BY 1, 2
), rollup AS (
    INSERT INTO number_days AS n (number_id, day, failed)
    SELECT day.number_id, day.day, day.failed FROM day CROSS JOIN (SELECT count(*) FROM campaign) AS after_campaigns
    ORDER BY 1, 2
    ON CONFLICT (number_id, day) DO UPDATE SET failed = n.failed + excluded.failed
)
SELECT number_id, count(*) AS messages FROM stuck GROUP BY number_id

-- name: unlock_batch
-- pending -> ready for one batch.
UPDATE send_queue SET state = 'ready', available_at = now() WHERE batch_id = :batch_id AND state = 'pending'

-- name: batch_progress
-- Whether anything of the batch is still on its way, whether some of it waits for a runner, and whether some of that has
-- not left even once: a retry that is due later holds no other batch up.
SELECT EXISTS (
           SELECT 1 FROM send_queue WHERE batch_id = :batch_id AND state IN ('pending', 'ready', 'processing')
       ) AS is_open,
       EXISTS (
           SELECT 1 FROM send_queue WHERE campaign_id = :campaign_id AND batch_id = :batch_id AND state = 'ready'
       ) AS has_ready,
       EXISTS (
           SELECT 1 FROM send_queue
           WHERE campaign_id = :campaign_id AND batch_id = :batch_id AND state = 'ready' AND available_at <= now()
       ) AS has_due

-- name: clean_campaign
DELETE FROM send_queue WHERE campaign_id = :campaign_id

-- name: batch_templates
-- What the messages of these batches are made from.
SELECT b.id AS batch_id, t.id AS template_id, t.name, t.language, t.parameter_format, t.components
FROM campaign_templates b JOIN templates t ON t.id = b.template_id
WHERE b.id = ANY(CAST(:batch_ids AS bigint[]))

-- name: know_customers
-- Every recipient becomes a customer before the first message leaves, so that recording a send only looks them up.
INSERT INTO contacts (wa_id)
SELECT DISTINCT c.phone FROM campaign_contacts c
WHERE c.campaign_id = :campaign_id AND c.batch_id = :batch_id
ORDER BY c.phone
ON CONFLICT (wa_id) DO NOTHING

-- name: installation
SELECT id FROM installation

-- name: enqueue_reply
INSERT INTO reply_queue (number_id, contact_id, recipient, body, details)
VALUES (:number_id, :contact_id, :recipient, :body, CAST(:details AS jsonb))
RETURNING id

-- name: settle_replies_sent
-- Meta accepted these replies: out of the queue, into the ledger, their conversation and the number's day and hour. Recording
-- one twice changes nothing.
WITH accepted AS (
    SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:wamids AS text[]), CAST(:sent_at AS timestamptz[]))
        AS a (id, wamid, sent_at)
), locked AS (
    SELECT r.id FROM reply_queue r JOIN accepted USING (id) ORDER BY r.id FOR UPDATE OF r
), gone AS (
    DELETE FROM reply_queue r USING locked WHERE r.id = locked.id
    RETURNING r.id, r.number_id, r.contact_id, r.body, r.details
), ledger AS (
    INSERT INTO messages (wamid, direction, type, number_id, contact_id, body, payload, status, created_at)
    SELECT a.wamid, 'out', 'text', g.number_id, g.contact_id, g.body, g.details, 'sent', a.sent_at
    FROM accepted a JOIN gone g ON g.id = a.id
    ORDER BY a.wamid
    ON CONFLICT (wamid) DO NOTHING
    RETURNING contact_id, number_id, created_at
), conversation AS (
    INSERT INTO conversations AS v (contact_id, number_id, first_message_at, last_message_at)
    SELECT contact_id, number_id, min(created_at), max(created_at) FROM ledger
    GROUP BY contact_id, number_id
    ORDER BY contact_id, number_id
    ON CONFLICT (contact_id, number_id) DO UPDATE SET last_message_at = excluded.last_message_at
    WHERE v.last_message_at < excluded.last_message_at
    RETURNING v.contact_id
), day AS (
    SELECT number_id, CAST(created_at AT TIME ZONE 'Asia/Kolkata' AS date) AS day, count(*) AS sent
    FROM ledger GROUP BY 1, 2
), day_total AS (
    INSERT INTO number_days AS n (number_id, day, sent)
    SELECT day.number_id, day.day, day.sent FROM day CROSS JOIN (SELECT count(*) FROM conversation) AS after_conversations
    ORDER BY 1, 2
    ON CONFLICT (number_id, day) DO UPDATE SET sent = n.sent + excluded.sent
    RETURNING number_id
)
INSERT INTO number_hours AS n (number_id, hour, sent)
SELECT number_id, date_trunc('hour', created_at, 'Asia/Kolkata'), count(*)
FROM ledger CROSS JOIN (SELECT count(*) FROM day_total) AS after_days
GROUP BY 1, 2
ORDER BY 1, 2
ON CONFLICT (number_id, hour) DO UPDATE SET sent = n.sent + excluded.sent

-- name: settle_replies_failed
-- As settle_failed, for replies.
WITH refused AS (
    SELECT * FROM unnest(
        CAST(:ids AS bigint[]), CAST(:claimed_at AS timestamptz[]), CAST(:attempts AS int[]),
        CAST(:error_codes AS bigint[]), CAST(:error_details AS text[]), CAST(:failed_at AS timestamptz[])
    ) AS f (id, claimed_at, attempt, error_code, error_details, failed_at)
), locked AS (
    SELECT r.id FROM reply_queue r JOIN refused f ON f.id = r.id AND f.claimed_at = r.claimed_at
    WHERE r.state = 'processing'
    ORDER BY r.id
    FOR UPDATE OF r
), settled AS (
    UPDATE reply_queue r SET state = 'failed', error_code = f.error_code, error_details = f.error_details
    FROM refused f JOIN locked USING (id)
    WHERE r.id = f.id
    RETURNING r.number_id, f.failed_at
)
INSERT INTO number_days AS n (number_id, day, failed)
SELECT number_id, CAST(failed_at AT TIME ZONE 'Asia/Kolkata' AS date), count(*) FROM settled
GROUP BY 1, 2
ORDER BY 1, 2
ON CONFLICT (number_id, day) DO UPDATE SET failed = n.failed + excluded.failed

-- name: hand_back_replies
UPDATE reply_queue r
SET state = 'ready', attempts = r.attempts - b.refund, claimed_at = NULL, epoch = NULL,
    available_at = now() + make_interval(secs => b.delay * (1 + random() / 5))
FROM unnest(
    CAST(:ids AS bigint[]), CAST(:claimed_at AS timestamptz[]), CAST(:delays AS float8[]), CAST(:refunds AS int[])
) AS b (id, claimed_at, delay, refund)
WHERE r.id = b.id AND r.state = 'processing' AND r.claimed_at = b.claimed_at

-- name: recover_stuck_replies
-- As recover_stuck, for replies.
WITH stuck AS (
    SELECT id FROM reply_queue
    WHERE state = 'processing' AND claimed_at < now() - make_interval(secs => :stuck_after)
    ORDER BY id
    LIMIT 10000
    FOR UPDATE SKIP LOCKED
), recovered AS (
    UPDATE reply_queue r
    SET state = CASE WHEN r.attempts >= :max_attempts THEN 'failed' ELSE 'ready' END,
        error_details = CASE WHEN r.attempts >= :max_attempts
                             THEN 'No answer and no status from Meta after the last attempt.' END,
        claimed_at = NULL, epoch = NULL, available_at = now()
    FROM stuck WHERE r.id = stuck.id
    RETURNING r.number_id, r.state
), rollup AS (
    INSERT INTO number_days AS n (number_id, day, failed)
    SELECT number_id, CAST(now() AT TIME ZONE 'Asia/Kolkata' AS date), count(*) FROM recovered WHERE state = 'failed'
    GROUP BY 1, 2
    ORDER BY 1, 2
    ON CONFLICT (number_id, day) DO UPDATE SET failed = n.failed + excluded.failed
)
SELECT number_id FROM recovered

-- name: store_rate
-- The rate as it is now, written by the one runner that holds the number.
UPDATE whatsapp_numbers
SET max_send_rate_per_sec = :rate, last_stable_rate_per_sec = :last_stable, rate_day = :day
WHERE id = :number_id AND runner_epoch = :epoch
RETURNING id

-- name: log_rate_changes
INSERT INTO rate_changes (number_id, changed_at, from_rate, to_rate, reason, details)
SELECT :number_id, c.* FROM unnest(
    CAST(:changed_at AS timestamptz[]), CAST(:from_rates AS bigint[]), CAST(:to_rates AS bigint[]),
    CAST(:reasons AS text[]), CAST(:details AS text[])
) AS c

-- name: meta_level
SELECT throughput_level FROM whatsapp_numbers WHERE id = :number_id

-- name: beat
INSERT INTO sender_workers (id, name, runners) VALUES (:id, :name, :runners)
ON CONFLICT (id) DO UPDATE SET runners = excluded.runners, seen_at = now()

-- name: leave
DELETE FROM sender_workers WHERE id = :id OR seen_at < now() - interval '1 hour'

-- name: fair_share
-- How many numbers have work, and how many workers are there to share them.
SELECT (SELECT count(DISTINCT lock) FROM procrastinate_jobs
        WHERE queue_name = :queue AND status IN ('todo', 'doing')) AS numbers,
       (SELECT count(*) FROM sender_workers WHERE seen_at > now() - make_interval(secs => :dead_after)) AS workers

-- name: forget_claims
-- After a restore: who claimed these is gone, and a status may still settle them. Nothing claims them while their campaign is stopped.
UPDATE send_queue SET state = 'ready', claimed_at = NULL, epoch = NULL, available_at = now() WHERE state = 'processing'

-- name: give_up_replies
-- After a restore: whether these were sent since the backup is not known. A status with their mark still makes them sent.
UPDATE reply_queue SET state = 'failed', claimed_at = NULL, epoch = NULL, error_details = :reason
WHERE state IN ('ready', 'processing')
RETURNING id

-- name: leave_out_marks
-- Ids that were given out after the backup must never name anything else: a late status of theirs would settle it.
SELECT setval(pg_get_serial_sequence('campaign_contacts', 'id'), nextval(pg_get_serial_sequence('campaign_contacts', 'id')) + :room),
       setval(pg_get_serial_sequence('reply_queue', 'id'), nextval(pg_get_serial_sequence('reply_queue', 'id')) + :room)
