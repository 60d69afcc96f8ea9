-- What is published is divided into shards, each relayed by one owner. An order is always in the same one of the shards
-- 1 to 4, by a hash of its key that the processor computes; the number of shards is fixed for good. Shard 0 holds rows of
-- versions before, which know of no shards: shard 1's owner publishes them, and while there are any nothing else is
-- published, since they may be earlier steps of any order.
ALTER TABLE transitions ADD COLUMN shard smallint NOT NULL DEFAULT 0;
ALTER TABLE transitions ADD CONSTRAINT transitions_shard CHECK (shard BETWEEN 0 AND 4) NOT VALID;

-- transitions_unpublished stays for versions before, until none of them runs any more.
CREATE INDEX transitions_unpublished_by_shard ON transitions (shard, position) WHERE published_at IS NULL;

-- What customers are told: each kind once for an order, whatever cycles its states go through. No personal data.
CREATE TABLE notifications (
    order_id     text        NOT NULL COLLATE "C",
    kind         text        NOT NULL COLLATE "C" CHECK (kind IN ('confirmed', 'shipped', 'cancelled')),
    occurred_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    published_at timestamptz,
    shard        smallint    NOT NULL CHECK (shard BETWEEN 1 AND 4),
    position     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (order_id, kind)
);
CREATE INDEX notifications_unpublished ON notifications (shard, position) WHERE published_at IS NULL;

-- What logistics is asked to do: an order is requested once, and what was requested is withdrawn once. No personal data.
CREATE TABLE shipment_requests (
    order_id     text        NOT NULL COLLATE "C",
    sequence     smallint    NOT NULL,
    action       text        NOT NULL COLLATE "C",
    reason       text        NOT NULL COLLATE "C",
    lines        jsonb       NOT NULL,
    occurred_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    published_at timestamptz,
    shard        smallint    NOT NULL CHECK (shard BETWEEN 1 AND 4),
    position     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (order_id, sequence),
    CONSTRAINT shipment_requests_action CHECK ((sequence, action) IN ((1, 'requested'), (2, 'withdrawn')))
);
CREATE INDEX shipment_requests_unpublished ON shipment_requests (shard, position) WHERE published_at IS NULL;
