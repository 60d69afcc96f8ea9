-- Repair of events that wait or were set aside, the log of what staff did, and the end of old days.

-- How often an event was tried, and when last. An event that is given up waits no more.
ALTER TABLE unapplied_events
    ADD COLUMN attempts integer NOT NULL DEFAULT 1 CHECK (attempts > 0),
    ADD COLUMN last_attempt_at timestamptz,
    ADD CONSTRAINT unapplied_events_discarded CHECK (discarded_at IS NULL OR outcome <> 'parked');

-- Listings begin at any place and go on from there; bulk repair walks the same index the other way.
CREATE INDEX unapplied_events_live ON unapplied_events
    (outcome, set_aside_at DESC, log_id DESC, partition DESC, log_offset DESC) WHERE discarded_at IS NULL;
CREATE INDEX unapplied_events_live_by_shop ON unapplied_events
    (shop, outcome, set_aside_at DESC, log_id DESC, partition DESC, log_offset DESC) WHERE discarded_at IS NULL;
CREATE INDEX unapplied_events_discarded_at ON unapplied_events (discarded_at) WHERE discarded_at IS NOT NULL;
CREATE INDEX unapplied_events_by_order ON unapplied_events (order_id) WHERE order_id IS NOT NULL;

-- What was done about an event, and what came of it. Written in the transaction that does it; the key makes a command
-- that comes twice stale.
CREATE TABLE repair_history (
    command_id   text        NOT NULL COLLATE "C",
    log_id       smallint    NOT NULL,
    partition    integer     NOT NULL,
    log_offset   bigint      NOT NULL,
    action       text        NOT NULL COLLATE "C" CHECK (action IN ('retry', 'discard')),
    actor        text,
    note         text,
    commanded_at timestamptz NOT NULL,
    applied_at   timestamptz NOT NULL,
    outcome      text        NOT NULL COLLATE "C" CHECK (outcome IN
        ('applied', 'duplicate', 'stale', 'parked', 'quarantined', 'dead-lettered', 'ignored')),
    reason       text COLLATE "C",
    PRIMARY KEY (command_id, log_id, partition, log_offset)
);
CREATE INDEX repair_history_event ON repair_history (log_id, partition, log_offset, applied_at);
CREATE INDEX repair_history_applied_at ON repair_history (applied_at);

-- A repair of everything that a filter selects. It visits each event once, in the order in which they were set aside,
-- and only those that were when it was made: after_* is how far it is.
CREATE TABLE repair_jobs (
    id               uuid        PRIMARY KEY,
    action           text        NOT NULL COLLATE "C" CHECK (action IN ('retry', 'discard')),
    outcome          text        NOT NULL COLLATE "C" CHECK (outcome IN ('parked', 'quarantined', 'dead-lettered')),
    filter           jsonb       NOT NULL,
    actor            text        NOT NULL,
    reason           text,
    state            text        NOT NULL COLLATE "C" CHECK (state IN ('running', 'done', 'cancelled')),
    published        bigint      NOT NULL DEFAULT 0 CHECK (published >= 0),
    created_at       timestamptz NOT NULL,
    finished_at      timestamptz,
    next_step_at     timestamptz NOT NULL,
    after_set_aside  timestamptz NOT NULL DEFAULT '-infinity',
    after_log_id     smallint    NOT NULL DEFAULT -1,
    after_partition  integer     NOT NULL DEFAULT -1,
    after_log_offset bigint      NOT NULL DEFAULT -1,
    CHECK ((state = 'running') = (finished_at IS NULL))
);
CREATE INDEX repair_jobs_running ON repair_jobs (next_step_at) WHERE state = 'running';

-- Who changed what and when: a row for each change by staff, in the transaction of the change, or before the command is
-- published. detail holds no secret and nothing of a customer.
CREATE TABLE audit_log (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL,
    actor      text        NOT NULL,
    action     text        NOT NULL COLLATE "C",
    target     text        NOT NULL COLLATE "C",
    shop       text COLLATE "C",
    detail     jsonb       NOT NULL,
    request_id text        NOT NULL,
    -- Of a command: what makes it the same command when it is sent again.
    command_id text COLLATE "C"
);
CREATE UNIQUE INDEX audit_log_command ON audit_log (command_id) WHERE command_id IS NOT NULL;
CREATE INDEX audit_log_listing ON audit_log (at DESC, id DESC);
CREATE INDEX audit_log_by_shop ON audit_log (shop, at DESC, id DESC) WHERE shop IS NOT NULL;
CREATE INDEX audit_log_by_target ON audit_log (target, at DESC, id DESC);

-- Drops the oldest day of outcomes that ends before the given one, and returns it; null when there is none. The default
-- partition is no day and stays. One day a call: a dropped table locks its parent, so each day is a transaction.
CREATE FUNCTION drop_outcome_day(before_day date) RETURNS date LANGUAGE plpgsql AS $$
DECLARE
    child name;
    day date;
BEGIN
    -- Rather not today than hold up the writers that queue behind this lock.
    SET LOCAL lock_timeout = '1s';
    PERFORM pg_advisory_xact_lock(hashtext('sluice.outcome_days'));
    SELECT c.relname, to_date(substr(c.relname, 10), 'YYYYMMDD') INTO child, day
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'outcomes'::regclass AND c.relname ~ '^outcomes_[0-9]{8}$'
        AND to_date(substr(c.relname, 10), 'YYYYMMDD') < before_day
    ORDER BY c.relname
    LIMIT 1;
    IF day IS NOT NULL THEN
        EXECUTE format('DROP TABLE %I', child);
    END IF;
    RETURN day;
END
$$;
