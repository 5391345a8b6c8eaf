-- An account that its owner reported as misused; frozen until two administrators lift it.
CREATE TABLE account_freezes (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    reported_at bigint NOT NULL,
    reference_hash text NOT NULL UNIQUE,
    lifted_at bigint NULL
);
CREATE UNIQUE INDEX account_freezes_in_force ON account_freezes (person_id) WHERE lifted_at IS NULL;

-- Security event tokens (RFC 8417) that services must still get, or have confirmed.
CREATE TABLE security_events (
    jti text NOT NULL PRIMARY KEY,
    freeze_id uuid NOT NULL REFERENCES account_freezes (id),
    client_id text NOT NULL,
    subject text NOT NULL,
    type text NOT NULL,
    at bigint NOT NULL,
    attempts bigint NOT NULL,
    next_at bigint NULL,
    confirmed_at bigint NULL
);
CREATE INDEX security_events_due ON security_events (next_at);
CREATE INDEX security_events_freeze ON security_events (freeze_id);
