-- Keeps a record that cannot be read.
-- Binds: partition, offset, value, detail
INSERT INTO logistics.unreadable (partition, log_offset, value, detail) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
