CREATE TABLE pushed_requests (
    hash TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    request TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER NULL
);
CREATE INDEX pushed_requests_expiry ON pushed_requests (expires_at);

CREATE TABLE login_transactions (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    request TEXT NOT NULL,
    browser_hash TEXT NOT NULL,
    upstream_state_hash TEXT NULL UNIQUE,
    upstream_secrets BLOB NOT NULL,
    identity BLOB NULL,
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER NULL
);
CREATE INDEX login_transactions_expiry ON login_transactions (expires_at);

CREATE TABLE authorization_grants (
    code_hash TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    request TEXT NOT NULL,
    claims BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    redeemed_at INTEGER NULL,
    token_id TEXT NULL UNIQUE,
    revoked_at INTEGER NULL
);
CREATE INDEX authorization_grants_expiry ON authorization_grants (expires_at);

CREATE TABLE assertion_replays (
    client_id TEXT NOT NULL,
    jti_hash TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, jti_hash)
);
CREATE INDEX assertion_replays_expiry ON assertion_replays (expires_at);

CREATE TABLE persons (
    id TEXT NOT NULL PRIMARY KEY,
    national_id TEXT NOT NULL UNIQUE,
    first_seen_at INTEGER NOT NULL
);

CREATE TABLE pairwise_subjects (
    person_id TEXT NOT NULL REFERENCES persons (id),
    sector TEXT NOT NULL,
    subject TEXT NOT NULL UNIQUE,
    key_version INTEGER NOT NULL,
    PRIMARY KEY (person_id, sector)
);

CREATE TABLE signing_keys (
    number INTEGER NOT NULL PRIMARY KEY,
    key BLOB NOT NULL,
    signs_from INTEGER NOT NULL,
    signs_until INTEGER NOT NULL,
    published_until INTEGER NOT NULL
);

CREATE TABLE pairwise_keys (
    version INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL
);
