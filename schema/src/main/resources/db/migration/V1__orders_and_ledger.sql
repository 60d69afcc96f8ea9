-- The tables that the processor writes. What the guarantees promise is repeated here as constraints.

-- A log is one incarnation of a Kafka topic: a topic that was deleted and created again is another log, whose offsets
-- start over and must not be taken for the old ones.
CREATE TABLE logs (
    log_id   smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic    text NOT NULL,
    topic_id text NOT NULL UNIQUE
);

-- How far each partition has been applied. It moves in the transaction that applies, so it is also the fence.
CREATE TABLE consumer_progress (
    log_id       smallint    NOT NULL REFERENCES logs,
    partition    integer     NOT NULL CHECK (partition >= 0),
    first_offset bigint      NOT NULL CHECK (first_offset >= 0),
    next_offset  bigint      NOT NULL,
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (log_id, partition),
    CHECK (next_offset >= first_offset)
) WITH (fillfactor = 50);

-- The ledger's sums (G2), kept in the same transaction as the outcome rows; they outlive the days that retention drops.
CREATE TABLE ledger (
    log_id    smallint NOT NULL REFERENCES logs,
    partition integer  NOT NULL,
    shop      text     NOT NULL COLLATE "C",
    outcome   text     NOT NULL COLLATE "C" CHECK (outcome IN
        ('applied', 'duplicate', 'stale', 'parked', 'quarantined', 'dead-lettered', 'ignored')),
    events    bigint   NOT NULL CHECK (events >= 0),
    PRIMARY KEY (log_id, partition, shop, outcome)
) WITH (fillfactor = 50);

-- One row per log position (G2). Partitioned by the day it was written, so that retention drops whole days.
CREATE TABLE outcomes (
    log_id       smallint    NOT NULL,
    partition    integer     NOT NULL,
    log_offset   bigint      NOT NULL,
    applied_on   date        NOT NULL,
    outcome      text        NOT NULL COLLATE "C" CHECK (outcome IN
        ('applied', 'duplicate', 'stale', 'parked', 'quarantined', 'dead-lettered', 'ignored')),
    reason       text COLLATE "C",
    type         text        NOT NULL COLLATE "C",
    shop         text        NOT NULL COLLATE "C",
    order_id     text COLLATE "C",
    topic        text COLLATE "C",
    webhook_id   text COLLATE "C",
    -- First half of SHA-256 over (shop, topic, webhook id, body digest): what makes a delivery the same delivery.
    delivery_key uuid,
    triggered_at timestamptz,
    received_at  timestamptz NOT NULL,
    applied_at   timestamptz NOT NULL,
    PRIMARY KEY (log_id, partition, log_offset, applied_on)
) PARTITION BY RANGE (applied_on);

CREATE INDEX outcomes_delivery_key ON outcomes (delivery_key) WHERE delivery_key IS NOT NULL;
CREATE INDEX outcomes_order ON outcomes (order_id, applied_at) WHERE order_id IS NOT NULL;

-- Catches rows of a day that nobody prepared; stays empty in normal running.
CREATE TABLE outcomes_default PARTITION OF outcomes DEFAULT;

-- Creates the partitions of outcomes for the days from first_day on; those that exist are left alone.
CREATE FUNCTION prepare_outcome_days(first_day date, days integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    day date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('sluice.outcome_days'));
    FOR i IN 0 .. days - 1 LOOP
        day := first_day + i;
        IF to_regclass(format('outcomes_%s', to_char(day, 'YYYYMMDD'))) IS NULL THEN
            EXECUTE format('CREATE TABLE outcomes_%s PARTITION OF outcomes FOR VALUES FROM (%L) TO (%L)',
                           to_char(day, 'YYYYMMDD'), day, day + 1);
        END IF;
    END LOOP;
END
$$;

-- One row per order. The columns are what the merged facts show; facts is their whole, as the pure core writes it.
CREATE TABLE orders (
    id                 text        PRIMARY KEY COLLATE "C",
    shop               text        NOT NULL COLLATE "C",
    source             text        NOT NULL COLLATE "C" CHECK (source IN ('shopify', 'api', 'purchase')),
    shopify_order_id   bigint CHECK (shopify_order_id > 0),
    name               text,
    state              text        NOT NULL COLLATE "C" CHECK (state IN
        ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded')),
    state_reason       text COLLATE "C",
    conflict           boolean     NOT NULL DEFAULT false,
    test               boolean     NOT NULL DEFAULT false,
    financial_status   text,
    fulfillment_status text,
    delivery_status    text,
    cancelled_at       timestamptz,
    deleted_at         timestamptz,
    customer_id        text,
    customer_name      text,
    customer_email     text,
    lines              jsonb       NOT NULL DEFAULT '[]',
    total_amount       numeric,
    currency           text,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz,
    received_at        timestamptz NOT NULL,
    processed_at       timestamptz NOT NULL,
    -- Number of events that changed the order.
    version            bigint      NOT NULL CHECK (version > 0),
    -- Sequence of the order's last transition; 0 before the first.
    sequence           integer     NOT NULL CHECK (sequence >= 0),
    facts              bytea       NOT NULL
) WITH (fillfactor = 70);
ALTER TABLE orders ALTER COLUMN facts SET STORAGE EXTERNAL;

CREATE INDEX orders_listing ON orders (created_at DESC, id DESC);
CREATE INDEX orders_by_state ON orders (state, created_at DESC, id DESC);
CREATE INDEX orders_by_shop ON orders (shop, created_at DESC, id DESC);

-- An order's history, and the outbox at once: a row that has no published_at is still to be published.
CREATE TABLE transitions (
    order_id     text        NOT NULL COLLATE "C",
    sequence     integer     NOT NULL CHECK (sequence > 0),
    from_state   text        NOT NULL COLLATE "C",
    to_state     text        NOT NULL COLLATE "C",
    reason       text        NOT NULL COLLATE "C",
    inferred     boolean     NOT NULL,
    occurred_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    published_at timestamptz,
    -- Given out under the order's lock, so it grows with sequence within an order.
    position     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (order_id, sequence),
    CONSTRAINT transitions_legal CHECK (
        (reason <> 'corrected' AND (from_state, to_state) IN (
            ('pending', 'confirmed'), ('pending', 'cancelled'),
            ('confirmed', 'processing'), ('confirmed', 'cancelled'),
            ('processing', 'shipped'), ('processing', 'cancelled'),
            ('shipped', 'delivered'), ('shipped', 'refunded'),
            ('delivered', 'refunded'),
            ('cancelled', 'refunded')))
        OR (reason = 'corrected' AND (from_state, to_state) IN (
            ('processing', 'confirmed'),
            ('shipped', 'processing'), ('shipped', 'cancelled'),
            ('delivered', 'shipped'), ('delivered', 'processing'), ('delivered', 'cancelled'))))
);

CREATE INDEX transitions_unpublished ON transitions (position) WHERE published_at IS NULL;

-- Events that wait or were set aside, with what an operator needs to look at them and to send them through again.
CREATE TABLE unapplied_events (
    log_id       smallint    NOT NULL,
    partition    integer     NOT NULL,
    log_offset   bigint      NOT NULL,
    applied_on   date        NOT NULL,
    outcome      text        NOT NULL COLLATE "C" CHECK (outcome IN ('parked', 'quarantined', 'dead-lettered')),
    reason       text        NOT NULL COLLATE "C",
    detail       text,
    type         text        NOT NULL COLLATE "C",
    shop         text        NOT NULL COLLATE "C",
    order_id     text COLLATE "C",
    topic        text COLLATE "C",
    webhook_id   text COLLATE "C",
    triggered_at timestamptz,
    received_at  timestamptz NOT NULL,
    set_aside_at timestamptz NOT NULL,
    body         bytea       NOT NULL,
    discarded_at timestamptz,
    PRIMARY KEY (log_id, partition, log_offset)
);
ALTER TABLE unapplied_events ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX unapplied_events_parked ON unapplied_events (order_id, log_id, partition, log_offset)
    WHERE outcome = 'parked';
CREATE INDEX unapplied_events_listing ON unapplied_events (outcome, set_aside_at DESC);

-- Requests under data-protection law, kept as they came until they are done.
CREATE TABLE compliance_requests (
    log_id      smallint    NOT NULL,
    partition   integer     NOT NULL,
    log_offset  bigint      NOT NULL,
    shop        text        NOT NULL COLLATE "C",
    topic       text        NOT NULL COLLATE "C",
    body        bytea       NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (log_id, partition, log_offset)
);
