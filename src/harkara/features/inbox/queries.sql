-- name: conversation_rows
-- What the list shows of these conversations, in their order. The newest message is found at its known time in the index of
-- the customer's thread. Customers that have been merged into another meanwhile are missing.
SELECT v.contact_id, v.number_id, v.first_message_at, v.last_message_at,
       k.wa_id, k.bsuid, k.profile_name, k.username, k.reply_count, k.marketing_opted_out,
       n.display_name, n.display_phone_number,
       m.id, m.wamid, m.direction, m.type, m.body, m.payload, m.status, m.created_at, m.campaign_contact_id
FROM unnest(
    CAST(:contact_ids AS bigint[]), CAST(:number_ids AS bigint[]),
    CAST(:first_message_at AS timestamptz[]), CAST(:last_message_at AS timestamptz[])
) WITH ORDINALITY AS v (contact_id, number_id, first_message_at, last_message_at, place)
JOIN contacts k ON k.id = v.contact_id
JOIN whatsapp_numbers n ON n.id = v.number_id
LEFT JOIN LATERAL (
    SELECT * FROM messages m
    WHERE m.contact_id = v.contact_id AND m.number_id = v.number_id AND m.created_at <= v.last_message_at
    ORDER BY m.created_at DESC, m.id DESC
    LIMIT 1
) m ON true
ORDER BY v.place

-- name: thread
-- Messages of a customer with a number, newest first, after a place. A reaction, edit or deletion whose message is in the
-- ledger is shown on that message; the question is asked of these few types only.
SELECT m.id, m.wamid, m.direction, m.type, m.body, m.payload, m.status, m.created_at, m.campaign_id, m.campaign_contact_id,
       m.target_wamid, m.error_code, m.error_details, m.delivered_at, m.read_at, m.failed_at
FROM messages m
WHERE m.contact_id = :contact_id AND m.number_id = :number_id
  AND (m.created_at, m.id) < (coalesce(CAST(:at AS timestamptz), 'infinity'), CAST(:message_id AS bigint))
  AND NOT (
      m.type IN ('reaction', 'edit', 'revoke')
      AND EXISTS (SELECT 1 FROM messages o WHERE o.wamid = m.target_wamid)
  )
ORDER BY m.created_at DESC, m.id DESC
LIMIT :limit

-- name: attached
-- What was done later to these messages, in the order it was done.
SELECT m.target_wamid, m.type, m.direction, m.body, m.payload, m.created_at
FROM messages m
WHERE m.target_wamid = ANY(CAST(:wamids AS text[])) AND m.type IN ('reaction', 'edit', 'revoke')
ORDER BY m.created_at, m.id

-- name: quoted
SELECT m.id, m.wamid, m.direction, m.type, m.body, m.payload, m.campaign_contact_id
FROM messages m
WHERE m.wamid = ANY(CAST(:wamids AS text[]))

-- name: sent_templates
-- What these recipients of campaigns got: the values of their row and the template of their batch.
SELECT c.id, c.media_url, c.variables, p.name AS campaign_name, t.name, t.language, t.parameter_format, t.components
FROM campaign_contacts c
JOIN campaigns p ON p.id = c.campaign_id
JOIN campaign_templates b ON b.id = c.batch_id
JOIN templates t ON t.id = b.template_id
WHERE c.id = ANY(CAST(:recipient_ids AS bigint[]))
