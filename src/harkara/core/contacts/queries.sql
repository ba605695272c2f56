-- name: lock_customers
-- Who is who is decided by one process at a time: two that learn of the same person at once could make two of them, or
-- wait for each other's rows. Held for some milliseconds, by transactions that do little else.
SELECT pg_advisory_xact_lock(hashtext('harkara.contacts'))

-- name: load_customers
-- Everyone who has one of these ids or had it before. Locked in key order, because replies count on these rows meanwhile.
SELECT c.id, c.wa_id, c.bsuid, c.wa_id_at, c.bsuid_at, c.profile_name, c.username, c.reply_count, c.marketing_opted_out,
       c.marketing_opted_out_at, c.last_inbound_at
FROM contacts c
WHERE c.id IN (
    SELECT id FROM contacts WHERE wa_id = ANY(CAST(:ids AS text[]))
    UNION ALL SELECT id FROM contacts WHERE bsuid = ANY(CAST(:ids AS text[]))
    UNION ALL SELECT contact_id FROM contact_former_ids WHERE value = ANY(CAST(:ids AS text[]))
)
ORDER BY c.id
FOR UPDATE OF c

-- name: load_former_ids
SELECT value, contact_id, retired_at FROM contact_former_ids WHERE value = ANY(CAST(:ids AS text[]))

-- name: absorb
-- Some rows turned out to be one person: all that pointed to them points to the survivor, then they go. The tables of
-- modules above are known here by name only.
WITH merged AS (
    SELECT * FROM unnest(CAST(:absorbed AS bigint[]), CAST(:survivors AS bigint[])) AS m (absorbed, survivor)
), message AS (
    UPDATE messages t SET contact_id = m.survivor FROM merged m WHERE t.contact_id = m.absorbed
), reply AS (
    UPDATE reply_queue t SET contact_id = m.survivor FROM merged m WHERE t.contact_id = m.absorbed
), task AS (
    UPDATE reply_tasks t SET contact_id = m.survivor FROM merged m
    WHERE t.contact_id = m.absorbed AND t.state = 'waiting'
), gone AS (
    DELETE FROM conversations v USING merged m WHERE v.contact_id = m.absorbed
    RETURNING m.survivor, v.number_id, v.first_message_at, v.last_message_at
), moved AS (
    INSERT INTO conversations AS v (contact_id, number_id, first_message_at, last_message_at)
    SELECT survivor, number_id, min(first_message_at), max(last_message_at) FROM gone
    GROUP BY survivor, number_id
    ORDER BY survivor, number_id
    ON CONFLICT (contact_id, number_id) DO UPDATE
    SET first_message_at = least(v.first_message_at, excluded.first_message_at),
        last_message_at = greatest(v.last_message_at, excluded.last_message_at)
), former AS (
    UPDATE contact_former_ids t SET contact_id = m.survivor FROM merged m WHERE t.contact_id = m.absorbed
)
DELETE FROM contacts c USING merged m WHERE c.id = m.absorbed

-- name: free_ids
-- Ids may go round in a batch (one takes a number another gave up): all are put down before any is taken up.
UPDATE contacts SET wa_id = NULL, bsuid = 'moving ' || id WHERE id = ANY(CAST(:ids AS bigint[]))

-- name: take_ids
UPDATE contacts c SET wa_id = p.wa_id, bsuid = p.bsuid
FROM unnest(CAST(:ids AS bigint[]), CAST(:wa_ids AS text[]), CAST(:bsuids AS text[])) AS p (id, wa_id, bsuid)
WHERE c.id = p.id

-- name: insert_customers
-- In the order of phone numbers, as campaigns insert theirs, so that neither can deadlock the other. A row that a campaign
-- inserted meanwhile is bare: it becomes this customer's.
INSERT INTO contacts (wa_id, bsuid, wa_id_at, bsuid_at, profile_name, username, last_inbound_at)
SELECT p.wa_id, p.bsuid, p.wa_id_at, p.bsuid_at, p.profile_name, p.username, p.last_inbound_at
FROM unnest(
    CAST(:wa_ids AS text[]), CAST(:bsuids AS text[]), CAST(:wa_id_at AS timestamptz[]),
    CAST(:bsuid_at AS timestamptz[]), CAST(:profile_names AS text[]), CAST(:usernames AS text[]),
    CAST(:last_inbound_at AS timestamptz[])
) AS p (wa_id, bsuid, wa_id_at, bsuid_at, profile_name, username, last_inbound_at)
ORDER BY p.wa_id, p.bsuid
ON CONFLICT (wa_id) DO UPDATE
SET bsuid = EXCLUDED.bsuid, wa_id_at = EXCLUDED.wa_id_at, bsuid_at = EXCLUDED.bsuid_at,
    profile_name = EXCLUDED.profile_name, username = EXCLUDED.username, last_inbound_at = EXCLUDED.last_inbound_at
RETURNING id, wa_id, bsuid

-- name: update_customers
UPDATE contacts c
SET wa_id_at = p.wa_id_at, bsuid_at = p.bsuid_at, profile_name = p.profile_name, username = p.username,
    last_inbound_at = p.last_inbound_at, reply_count = p.reply_count,
    marketing_opted_out = p.marketing_opted_out, marketing_opted_out_at = p.marketing_opted_out_at
FROM unnest(
    CAST(:ids AS bigint[]), CAST(:wa_id_at AS timestamptz[]), CAST(:bsuid_at AS timestamptz[]),
    CAST(:profile_names AS text[]), CAST(:usernames AS text[]), CAST(:last_inbound_at AS timestamptz[]), CAST(:reply_counts AS bigint[]),
    CAST(:opted_out AS boolean[]), CAST(:opted_out_at AS timestamptz[])
) AS p (id, wa_id_at, bsuid_at, profile_name, username, last_inbound_at, reply_count,
        marketing_opted_out, marketing_opted_out_at)
WHERE c.id = p.id

-- name: retire_ids
INSERT INTO contact_former_ids (value, contact_id, retired_at)
SELECT * FROM unnest(CAST(:values AS text[]), CAST(:contact_ids AS bigint[]), CAST(:retired_at AS timestamptz[]))
    AS f (value, contact_id, retired_at)
ORDER BY value
ON CONFLICT (value) DO UPDATE
SET contact_id = EXCLUDED.contact_id, retired_at = greatest(contact_former_ids.retired_at, EXCLUDED.retired_at)

-- name: forget_former_ids
DELETE FROM contact_former_ids WHERE value = ANY(CAST(:values AS text[]))

-- name: repoint
-- What others wrote with the old id while two rows were merged.
WITH message AS (
    UPDATE messages SET contact_id = :survivor WHERE contact_id = :absorbed
), task AS (
    UPDATE reply_tasks SET contact_id = :survivor WHERE contact_id = :absorbed AND state = 'waiting'
), gone AS (
    DELETE FROM conversations WHERE contact_id = :absorbed RETURNING number_id, first_message_at, last_message_at
), moved AS (
    INSERT INTO conversations AS v (contact_id, number_id, first_message_at, last_message_at)
    SELECT :survivor, number_id, first_message_at, last_message_at FROM gone
    ORDER BY number_id
    ON CONFLICT (contact_id, number_id) DO UPDATE
    SET first_message_at = least(v.first_message_at, excluded.first_message_at),
        last_message_at = greatest(v.last_message_at, excluded.last_message_at)
)
UPDATE reply_queue SET contact_id = :survivor WHERE contact_id = :absorbed

-- name: note_marketing_choices
-- The newest word counts, whatever the order they come in; of two at the same second the refusal.
UPDATE contacts c
SET marketing_opted_out = w.opted_out, marketing_opted_out_at = w.at
FROM unnest(CAST(:ids AS bigint[]), CAST(:opted_out AS boolean[]), CAST(:at AS timestamptz[])) AS w (id, opted_out, at)
WHERE c.id = w.id
  AND (c.marketing_opted_out_at IS NULL OR w.at > c.marketing_opted_out_at
       OR (w.at = c.marketing_opted_out_at AND w.opted_out))

-- name: hold_events
SELECT pg_advisory_xact_lock(hashtext('harkara.erasing'))

-- name: hold_erasing
-- Shared: batches of events do not wait for each other.
SELECT pg_advisory_xact_lock_shared(hashtext('harkara.erasing'))

-- name: has_erased
-- A statement of its own, after the lock: it must see what the erasure that held it has written.
SELECT EXISTS (SELECT FROM erased_ids)

-- name: remember_erased
INSERT INTO erased_ids AS e (fingerprint, until, erased_at)
SELECT f.fingerprint, f.until, :erased_at
FROM unnest(CAST(:fingerprints AS bytea[]), CAST(:until AS timestamptz[])) AS f (fingerprint, until)
ORDER BY f.fingerprint
ON CONFLICT (fingerprint) DO UPDATE SET until = greatest(e.until, excluded.until), erased_at = excluded.erased_at

-- name: find_erased
SELECT fingerprint, until FROM erased_ids WHERE fingerprint = ANY(CAST(:fingerprints AS bytea[]))
