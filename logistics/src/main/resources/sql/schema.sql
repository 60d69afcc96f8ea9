-- What logistics keeps for itself; run at every start, changes nothing that is there.
CREATE SCHEMA IF NOT EXISTS logistics;

-- One row an order. next_attempt_at is when the carrier is to be asked again; null when nothing is left to do.
CREATE TABLE IF NOT EXISTS logistics.shipments (
    order_id        text        PRIMARY KEY COLLATE "C",
    shipment_id     bigint      NOT NULL CHECK (shipment_id > 0),
    carrier_key     text        NOT NULL,
    last_sequence   smallint    NOT NULL CHECK (last_sequence IN (1, 2)),
    state           text        NOT NULL COLLATE "C" CHECK (state IN
        ('requested', 'withdrawn', 'cancelling', 'shipped', 'delivered', 'failed', 'cancelled')),
    lines           jsonb       NOT NULL,
    tracking_number text,
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at timestamptz,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS shipments_due ON logistics.shipments (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- What the carrier said, each status once for a shipment, until it is reported.
CREATE TABLE IF NOT EXISTS logistics.results (
    position        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id        text        NOT NULL COLLATE "C" REFERENCES logistics.shipments,
    status          text        NOT NULL COLLATE "C" CHECK (status IN ('shipped', 'delivered', 'failed', 'cancelled')),
    tracking_number text,
    occurred_at     timestamptz NOT NULL,
    reported_at     timestamptz,
    UNIQUE (order_id, status)
);
CREATE INDEX IF NOT EXISTS results_unreported ON logistics.results (position) WHERE reported_at IS NULL;

-- Records that are no shipment request, for somebody to look at.
CREATE TABLE IF NOT EXISTS logistics.unreadable (
    partition  integer NOT NULL,
    log_offset bigint  NOT NULL,
    value      bytea   NOT NULL,
    detail     text    NOT NULL,
    PRIMARY KEY (partition, log_offset)
);
