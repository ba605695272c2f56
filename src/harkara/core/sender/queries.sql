-- name: take_over
-- A new runner raises the epoch; from here on every claim and hand-back of an older one is refused.
UPDATE whatsapp_numbers SET runner_epoch = runner_epoch + 1
WHERE id = :number_id AND is_active AND deleted_at IS NULL
RETURNING runner_epoch, phone_number_id, max_send_rate_per_sec

-- name: claim
-- The next messages of the number's running campaign, in file order. The number's row is locked in share mode: the epoch
-- cannot change between the check and the commit. At most one campaign of a number runs (unique index), so the ready
-- rows of stopped campaigns are never even read.
WITH fence AS (
    SELECT n.id FROM whatsapp_numbers n
    WHERE n.id = :number_id AND n.runner_epoch = :epoch AND n.is_active
    FOR SHARE
), next AS (
    SELECT q.contact_id
    FROM send_queue q
    WHERE q.campaign_id = (
              SELECT c.id FROM campaigns c JOIN fence ON fence.id = c.number_id WHERE c.status = 'running'
          )
      AND q.state = 'ready' AND q.available_at <= now()
    ORDER BY q.contact_id
    LIMIT :limit
    FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE send_queue q
    SET state = 'processing', attempts = q.attempts + 1, claimed_at = now(), epoch = :epoch
    FROM next
    WHERE q.contact_id = next.contact_id
    RETURNING q.contact_id, q.campaign_id, q.batch_id, q.attempts
)
SELECT k.contact_id, k.campaign_id, k.batch_id, k.attempts, c.phone, c.media_url, c.variables
FROM claimed k JOIN campaign_contacts c ON c.id = k.contact_id
ORDER BY k.contact_id

-- name: seconds_until_ready
-- When the next retry of the running campaign falls due; null when nothing is left that time alone would bring.
SELECT extract(epoch FROM min(q.available_at) - now())
FROM send_queue q JOIN campaigns c ON c.id = q.campaign_id
WHERE c.number_id = :number_id AND c.status = 'running' AND q.state = 'ready'

-- name: settle_sent
-- Meta accepted these: queue, recipient, ledger and campaign total, in one statement. An acceptance is a fact, so it is
-- recorded whatever the epoch; and because the totals move only with the queue row, twice changes nothing.
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
    RETURNING c.id, c.phone
), ledger AS (
    INSERT INTO messages
        (wamid, direction, type, number_id, contact_id, campaign_id, campaign_contact_id, status, created_at)
    SELECT a.wamid, 'out', 'template', l.number_id, k.id, l.campaign_id, a.contact_id, 'sent', a.sent_at
    FROM accepted a JOIN locked l USING (contact_id)
    JOIN recipient r ON r.id = a.contact_id
    LEFT JOIN contacts k ON k.wa_id = r.phone
    ORDER BY a.wamid
    ON CONFLICT (wamid) DO NOTHING
), delta AS (
    SELECT campaign_id, count(*) AS sent FROM locked GROUP BY campaign_id
), campaign AS (
    SELECT c.id FROM campaigns c JOIN delta ON delta.campaign_id = c.id ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE campaigns c SET total_sent = total_sent + d.sent, updated_at = now()
FROM delta d JOIN campaign ON campaign.id = d.campaign_id
WHERE c.id = campaign.id

-- name: settle_failed
-- These will not be tried again. Only the runner that holds them may say so.
WITH refused AS (
    SELECT * FROM unnest(
        CAST(:contact_ids AS bigint[]), CAST(:attempts AS int[]), CAST(:error_codes AS bigint[]),
        CAST(:error_details AS text[]), CAST(:failed_at AS timestamptz[])
    ) AS f (contact_id, attempt, error_code, error_details, failed_at)
), locked AS (
    SELECT q.contact_id, q.campaign_id
    FROM send_queue q JOIN refused USING (contact_id)
    WHERE q.state = 'processing' AND q.epoch = :epoch
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
)
UPDATE campaigns c
SET total_failed = total_failed + d.n, total_refused = total_refused + d.n, updated_at = now()
FROM (SELECT campaign_id, count(*) AS n FROM locked GROUP BY campaign_id) d
WHERE c.id = d.campaign_id

-- name: hand_back
-- Not sent for sure: ready again after a pause, with or without the attempt spent.
UPDATE send_queue q
SET state = 'ready', attempts = q.attempts - b.refund, claimed_at = NULL, epoch = NULL,
    available_at = now() + make_interval(secs => b.delay)
FROM unnest(CAST(:contact_ids AS bigint[]), CAST(:delays AS float8[]), CAST(:refunds AS int[]))
     AS b (contact_id, delay, refund)
WHERE q.contact_id = b.contact_id AND q.state = 'processing' AND q.epoch = :epoch

-- name: recover_stuck
-- Rows nobody settled: the process died, or Meta's answer was lost, and no status webhook told since. Meta's echo
-- normally comes within seconds; after :stuck_after seconds of silence the message counts as not sent.
-- What has used up its attempts fails instead.
WITH stuck AS (
    SELECT q.contact_id, q.number_id, q.campaign_id, q.attempts
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
), total AS (
    UPDATE campaigns c
    SET total_failed = total_failed + d.n, total_refused = total_refused + d.n, updated_at = now()
    FROM (SELECT campaign_id, count(*) AS n FROM stuck WHERE attempts >= :max_attempts GROUP BY campaign_id) d
    WHERE c.id = d.campaign_id
)
SELECT number_id, count(*) AS messages FROM stuck GROUP BY number_id

-- name: unlock_batch
-- pending -> ready for one batch.
UPDATE send_queue SET state = 'ready', available_at = now() WHERE batch_id = :batch_id AND state = 'pending'

-- name: batch_progress
-- Whether anything of the batch is still on its way, and whether a runner could do something about it now.
SELECT EXISTS (
           SELECT 1 FROM send_queue WHERE batch_id = :batch_id AND state IN ('pending', 'ready', 'processing')
       ) AS is_open,
       EXISTS (
           SELECT 1 FROM send_queue WHERE campaign_id = :campaign_id AND batch_id = :batch_id AND state = 'ready'
       ) AS has_ready

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
