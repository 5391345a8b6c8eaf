CREATE TABLE owners (
    id uuid NOT NULL PRIMARY KEY,
    subject text NOT NULL UNIQUE,
    number text NOT NULL,
    name text NOT NULL,
    birth_date date NOT NULL,
    since bigint NOT NULL
);
CREATE INDEX owners_number ON owners (number);

CREATE TABLE consents (
    id uuid NOT NULL PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES owners (id),
    facility text NOT NULL,
    text_version text NOT NULL,
    given_at bigint NOT NULL,
    withdrawn_at bigint NULL,
    last_read_at bigint NULL
);
CREATE UNIQUE INDEX consents_in_force ON consents (owner_id, facility) WHERE withdrawn_at IS NULL;
CREATE INDEX consents_facility ON consents (facility);

CREATE TABLE readings (
    id uuid NOT NULL PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES owners (id),
    at bigint NOT NULL,
    facility text NOT NULL,
    clinician text NOT NULL,
    purpose text NOT NULL,
    what text NOT NULL,
    outcome text NOT NULL
);
CREATE INDEX readings_owner ON readings (owner_id, at);

CREATE TABLE summaries (
    number text NOT NULL PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES owners (id),
    state text NOT NULL,
    requested_at bigint NOT NULL,
    next_try_at bigint NOT NULL,
    leased_until bigint NULL,
    attempts integer NOT NULL,
    trouble text NULL,
    issue_date date NULL,
    content_digest text NULL,
    salt text NULL,
    rendered bytea NULL,
    sealed bytea NULL,
    sha256 text NULL,
    ready_at bigint NULL
);
CREATE INDEX summaries_owner ON summaries (owner_id, requested_at);
CREATE INDEX summaries_due ON summaries (state, next_try_at);
