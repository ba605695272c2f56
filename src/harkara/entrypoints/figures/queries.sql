-- name: keep
INSERT INTO process_figures (id, role, name, families) VALUES (:id, :role, :name, CAST(:families AS jsonb))
ON CONFLICT (id) DO UPDATE SET families = excluded.families, seen_at = now()

-- name: leave
DELETE FROM process_figures WHERE id = :id OR seen_at < now() - interval '1 hour'

-- name: of_others
SELECT role, name, families FROM process_figures
WHERE id <> :id AND seen_at > now() - make_interval(secs => :alive)
ORDER BY role, name

-- name: installation
-- Queues are counted over their partial indexes and up to a bound: a long one costs no more than the bound.
SELECT
    (SELECT count(*) FROM (SELECT FROM send_queue WHERE state = 'ready' LIMIT :most) AS bounded) AS ready,
    (SELECT count(*) FROM (SELECT FROM send_queue WHERE state = 'processing' LIMIT :most) AS bounded) AS processing,
    (SELECT coalesce(extract(epoch FROM now() - min(claimed_at)), 0) FROM send_queue WHERE state = 'processing') AS oldest_processing,
    (SELECT count(*) FROM (SELECT FROM reply_queue WHERE state = 'ready' LIMIT :most) AS bounded) AS replies_ready,
    (SELECT count(*) FROM (SELECT FROM webhook_events WHERE processed_at IS NULL LIMIT :most) AS bounded) AS events,
    coalesce((SELECT extract(epoch FROM now() - received_at) FROM webhook_events WHERE processed_at IS NULL ORDER BY id LIMIT 1), 0)
        AS oldest_event,
    (SELECT count(*) FROM (SELECT FROM message_status_logs WHERE is_parked LIMIT :most) AS bounded) AS parked,
    (SELECT count(*) FROM sender_workers WHERE seen_at > now() - make_interval(secs => :dead_after)) AS workers

-- name: campaigns
-- From the kept totals: no recipient is counted.
SELECT status, count(*) AS campaigns, sum(greatest(valid_contacts - total_sent - total_refused, 0)) AS messages_left
FROM campaigns WHERE status IN ('queued', 'running', 'stopped')
GROUP BY status

-- name: numbers
SELECT id, max_send_rate_per_sec AS rate, is_active, extract(epoch FROM token_expires_at) AS token_expires
FROM whatsapp_numbers WHERE deleted_at IS NULL ORDER BY id

-- name: jobs
-- A job whose lock is held waits for another job, not for a worker: a number's next run while it sends, for hours maybe.
SELECT due.queue_name AS queue, max(extract(epoch FROM now() - greatest(due.scheduled_at, told.at))) AS seconds
FROM (
    SELECT id, queue_name, lock, scheduled_at FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
    ORDER BY priority DESC, id LIMIT 1000
) AS due
JOIN procrastinate_events AS told ON told.job_id = due.id AND told.type = 'deferred'
WHERE NOT EXISTS (SELECT FROM procrastinate_jobs AS held WHERE held.lock = due.lock AND held.status = 'doing')
GROUP BY due.queue_name
