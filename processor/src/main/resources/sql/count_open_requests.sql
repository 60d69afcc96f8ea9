-- Requests that are not completed, by topic.
-- Result: topic, requests, oldest_seconds
SELECT c.topic, count(*) AS requests,
       greatest(0, extract(epoch FROM now() - min(c.received_at)))::double precision AS oldest_seconds
FROM compliance_requests c
LEFT JOIN redactions r ON r.log_id = c.log_id AND r.partition = c.partition AND r.log_offset = c.log_offset
WHERE (c.topic = 'customers/data_request' AND c.done_at IS NULL) OR (r.id IS NOT NULL AND r.completed_at IS NULL)
GROUP BY c.topic
