CREATE TABLE pushed_requests (
    hash text NOT NULL PRIMARY KEY,
    client_id text NOT NULL,
    request text NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint NULL
);
CREATE INDEX pushed_requests_expiry ON pushed_requests (expires_at);

CREATE TABLE login_transactions (
    id uuid NOT NULL PRIMARY KEY,
    client_id text NOT NULL,
    request text NOT NULL,
    browser_hash text NOT NULL,
    upstream_state_hash text NULL UNIQUE,
    upstream_secrets bytea NOT NULL,
    identity bytea NULL,
    started_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint NULL
);
CREATE INDEX login_transactions_expiry ON login_transactions (expires_at);

CREATE TABLE authorization_grants (
    code_hash text NOT NULL PRIMARY KEY,
    client_id text NOT NULL,
    subject text NOT NULL,
    request text NOT NULL,
    claims bytea NOT NULL,
    expires_at bigint NOT NULL,
    redeemed_at bigint NULL,
    token_id text NULL UNIQUE,
    revoked_at bigint NULL
);
CREATE INDEX authorization_grants_expiry ON authorization_grants (expires_at);

CREATE TABLE assertion_replays (
    client_id text NOT NULL,
    jti_hash text NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (client_id, jti_hash)
);
CREATE INDEX assertion_replays_expiry ON assertion_replays (expires_at);

CREATE TABLE persons (
    id uuid NOT NULL PRIMARY KEY,
    national_id text NOT NULL UNIQUE,
    first_seen_at bigint NOT NULL
);

CREATE TABLE pairwise_subjects (
    person_id uuid NOT NULL REFERENCES persons (id),
    sector text NOT NULL,
    subject text NOT NULL UNIQUE,
    key_version integer NOT NULL,
    PRIMARY KEY (person_id, sector)
);

CREATE TABLE signing_keys (
    number integer NOT NULL PRIMARY KEY,
    key bytea NOT NULL,
    signs_from bigint NOT NULL,
    signs_until bigint NOT NULL,
    published_until bigint NOT NULL
);

CREATE TABLE pairwise_keys (
    version integer NOT NULL PRIMARY KEY,
    key text NOT NULL
);
