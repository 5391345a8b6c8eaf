-- One row for each time a person was handed to a service; open until it is ended here.
CREATE TABLE service_sessions (
    sid text NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    browser_hash text NOT NULL,
    client_id text NOT NULL,
    subject text NOT NULL,
    grant_id text NOT NULL,
    scopes text NOT NULL,
    acr text NOT NULL,
    device text NOT NULL,
    started_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    ended_at bigint NULL
);
CREATE INDEX service_sessions_person ON service_sessions (person_id, started_at);
CREATE INDEX service_sessions_browser ON service_sessions (browser_hash);

-- What a service must still be told, or has confirmed.
CREATE TABLE logout_notices (
    sid text NOT NULL PRIMARY KEY REFERENCES service_sessions (sid),
    attempts bigint NOT NULL,
    next_at bigint NULL,
    confirmed_at bigint NULL
);
CREATE INDEX logout_notices_due ON logout_notices (next_at);
