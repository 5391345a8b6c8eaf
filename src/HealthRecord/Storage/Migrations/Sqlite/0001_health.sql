CREATE TABLE owners (
    id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    since INTEGER NOT NULL
);
CREATE INDEX owners_number ON owners (number);

CREATE TABLE consents (
    id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES owners (id),
    facility TEXT NOT NULL,
    text_version TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    withdrawn_at INTEGER NULL,
    last_read_at INTEGER NULL
);
CREATE UNIQUE INDEX consents_in_force ON consents (owner_id, facility) WHERE withdrawn_at IS NULL;
CREATE INDEX consents_facility ON consents (facility);

CREATE TABLE readings (
    id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES owners (id),
    at INTEGER NOT NULL,
    facility TEXT NOT NULL,
    clinician TEXT NOT NULL,
    purpose TEXT NOT NULL,
    what TEXT NOT NULL,
    outcome TEXT NOT NULL
);
CREATE INDEX readings_owner ON readings (owner_id, at);

CREATE TABLE summaries (
    number TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES owners (id),
    state TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    leased_until INTEGER NULL,
    attempts INTEGER NOT NULL,
    trouble TEXT NULL,
    issue_date TEXT NULL,
    content_digest TEXT NULL,
    salt TEXT NULL,
    rendered BLOB NULL,
    sealed BLOB NULL,
    sha256 TEXT NULL,
    ready_at INTEGER NULL
);
CREATE INDEX summaries_owner ON summaries (owner_id, requested_at);
CREATE INDEX summaries_due ON summaries (state, next_try_at);
