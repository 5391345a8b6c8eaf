CREATE TABLE audit_events (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    correlation TEXT NOT NULL,
    sequence INTEGER NULL,
    hash TEXT NULL
);
CREATE INDEX audit_events_subject ON audit_events (subject, at);
CREATE UNIQUE INDEX audit_events_sequence ON audit_events (sequence);

CREATE TABLE protection_keys (
    friendly_name TEXT NOT NULL PRIMARY KEY,
    xml TEXT NOT NULL
);

CREATE TABLE sign_in_sessions (
    key TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    ticket BLOB NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX sign_in_sessions_subject ON sign_in_sessions (subject);
