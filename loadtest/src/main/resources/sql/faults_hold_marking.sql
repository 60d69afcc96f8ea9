-- Makes every update of transitions wait while somebody holds the advisory lock 4711; inserts go through.
CREATE FUNCTION faults_hold_marking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(4711);
    RETURN NULL;
END
$$;
CREATE TRIGGER faults_hold_marking BEFORE UPDATE ON transitions
    FOR EACH STATEMENT EXECUTE FUNCTION faults_hold_marking();
