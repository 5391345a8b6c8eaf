-- An account that its owner reported as misused; frozen until two administrators lift it.
CREATE TABLE account_freezes (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    reported_at INTEGER NOT NULL,
    reference_hash TEXT NOT NULL UNIQUE,
    lifted_at INTEGER NULL
);
CREATE UNIQUE INDEX account_freezes_in_force ON account_freezes (person_id) WHERE lifted_at IS NULL;

-- Security event tokens (RFC 8417) that services must still get, or have confirmed.
CREATE TABLE security_events (
    jti TEXT NOT NULL PRIMARY KEY,
    freeze_id TEXT NOT NULL REFERENCES account_freezes (id),
    client_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NULL,
    confirmed_at INTEGER NULL
);
CREATE INDEX security_events_due ON security_events (next_at);
CREATE INDEX security_events_freeze ON security_events (freeze_id);
