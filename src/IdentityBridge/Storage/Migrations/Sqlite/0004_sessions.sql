-- One row for each time a person was handed to a service; open until it is ended here.
CREATE TABLE service_sessions (
    sid TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    browser_hash TEXT NOT NULL,
    client_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    acr TEXT NOT NULL,
    device TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ended_at INTEGER NULL
);
CREATE INDEX service_sessions_person ON service_sessions (person_id, started_at);
CREATE INDEX service_sessions_browser ON service_sessions (browser_hash);

-- What a service must still be told, or has confirmed.
CREATE TABLE logout_notices (
    sid TEXT NOT NULL PRIMARY KEY REFERENCES service_sessions (sid),
    attempts INTEGER NOT NULL,
    next_at INTEGER NULL,
    confirmed_at INTEGER NULL
);
CREATE INDEX logout_notices_due ON logout_notices (next_at);
