-- Requests under data-protection law are acted on, and the same order id under two shops is flagged.

-- What a request asks for is in columns now, without the contact details that came with it. A body is left only of a
-- request that an older version recorded and nobody has read yet.
ALTER TABLE compliance_requests ALTER COLUMN body DROP NOT NULL;
ALTER TABLE compliance_requests
    -- Shopify's id; forgotten when the customer is redacted, or the data was handed over.
    ADD COLUMN customer_id text COLLATE "C",
    -- The orders that the request names, by their id here.
    ADD COLUMN order_ids   text[] COLLATE "C" NOT NULL DEFAULT '{}',
    -- Set when staff have handed over what was asked for.
    ADD COLUMN done_at     timestamptz,
    ADD COLUMN done_by     text;
CREATE INDEX compliance_requests_listing ON compliance_requests (received_at DESC, log_id, partition, log_offset);
CREATE INDEX compliance_requests_unread ON compliance_requests (log_id, partition, log_offset) WHERE body IS NOT NULL;
CREATE INDEX compliance_requests_customer ON compliance_requests (shop, customer_id) WHERE customer_id IS NOT NULL;

-- What is to be erased. A row is a barrier from its commit on: every batch looks here before it folds.
CREATE TABLE redactions (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    log_id       smallint    NOT NULL,
    partition    integer     NOT NULL,
    log_offset   bigint      NOT NULL,
    topic        text        NOT NULL COLLATE "C" CHECK (topic IN ('customers/redact', 'shop/redact')),
    shop         text        NOT NULL COLLATE "C",
    -- Null for a whole shop, for a request that names orders only, and when it is completed: then nothing asks for it.
    customer_id  text COLLATE "C",
    requested_at timestamptz NOT NULL,
    -- The transaction whose predecessors may have missed this row: stored rows are erased when they have all ended.
    barrier      xid8,
    -- How far erasing has come, so that it goes on there after a crash.
    stage        text        NOT NULL DEFAULT 'orders' COLLATE "C" CHECK (stage IN ('orders', 'unapplied', 'erased')),
    place        text        NOT NULL DEFAULT '' COLLATE "C",
    -- When the stored rows were erased.
    applied_at   timestamptz,
    -- When the log had nothing left that was in it at that time.
    completed_at timestamptz,
    -- When the shop was registered again: what the gateway received from then on is not stripped any more.
    lifted_at    timestamptz,
    UNIQUE (log_id, partition, log_offset),
    CHECK ((applied_at IS NULL) = (stage <> 'erased')),
    CHECK (completed_at IS NULL OR applied_at IS NOT NULL)
);
CREATE INDEX redactions_open ON redactions (shop, customer_id) WHERE completed_at IS NULL;
CREATE INDEX redactions_to_erase ON redactions (id) WHERE applied_at IS NULL;
CREATE INDEX redactions_of_shops ON redactions (shop, topic);

-- Orders whose personal data was erased, for good: what still comes for them is stripped.
CREATE TABLE redacted_orders (
    order_id     text   PRIMARY KEY COLLATE "C",
    redaction_id bigint NOT NULL REFERENCES redactions,
    -- Null until its stored row was erased.
    erased_at    timestamptz
);
CREATE INDEX redacted_orders_to_erase ON redacted_orders (redaction_id, order_id) WHERE erased_at IS NULL;

-- Where each partition of the log ended when a redaction had erased the stored rows.
CREATE TABLE redaction_positions (
    redaction_id bigint  NOT NULL REFERENCES redactions ON DELETE CASCADE,
    topic_id     text    NOT NULL,
    partition    integer NOT NULL,
    end_offset   bigint  NOT NULL,
    PRIMARY KEY (redaction_id, topic_id, partition)
);

CREATE INDEX orders_of_customers ON orders (shop, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX unapplied_events_of_shops ON unapplied_events (shop, log_id, partition, log_offset);

-- The same Shopify id under another shop: two orders, but an operator should know.
ALTER TABLE orders ADD COLUMN clash boolean NOT NULL DEFAULT false;
CREATE INDEX orders_by_shopify_id ON orders (shopify_order_id, id) WHERE shopify_order_id IS NOT NULL;
CREATE INDEX orders_clashing ON orders (created_at DESC, id DESC) WHERE clash;

ALTER TABLE shops
    ADD COLUMN uninstalled_at timestamptz,
    -- The last time; what was uninstalled before does not count.
    ADD COLUMN registered_at timestamptz NOT NULL DEFAULT now();
UPDATE shops SET registered_at = created_at;
