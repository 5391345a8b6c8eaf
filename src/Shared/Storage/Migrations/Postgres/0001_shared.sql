CREATE TABLE audit_events (
    id uuid NOT NULL PRIMARY KEY,
    at bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    outcome text NOT NULL,
    detail text NOT NULL,
    correlation text NOT NULL,
    sequence bigint NULL,
    hash text NULL
);
CREATE INDEX audit_events_subject ON audit_events (subject, at);
CREATE UNIQUE INDEX audit_events_sequence ON audit_events (sequence);

CREATE TABLE protection_keys (
    friendly_name text NOT NULL PRIMARY KEY,
    xml text NOT NULL
);

CREATE TABLE sign_in_sessions (
    key text NOT NULL PRIMARY KEY,
    subject text NOT NULL,
    ticket bytea NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX sign_in_sessions_subject ON sign_in_sessions (subject);
