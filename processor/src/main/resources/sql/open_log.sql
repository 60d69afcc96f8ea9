-- Registers a topic's incarnation; does nothing when it is known.
-- $1 topic, $2 Kafka's topic id
INSERT INTO logs (topic, topic_id) VALUES ($1, $2) ON CONFLICT (topic_id) DO NOTHING
