DROP TABLE assertion_replays;

-- A request_uri is used up when its code is issued, so a login remembers which one it came from.
ALTER TABLE login_transactions ADD COLUMN pushed_hash TEXT NULL;

-- Tokens name their grant; a code, its access tokens and its refresh token end together.
ALTER TABLE authorization_grants ADD COLUMN grant_id TEXT NULL;
ALTER TABLE authorization_grants ADD COLUMN kept_until INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX authorization_grants_grant ON authorization_grants (grant_id);

CREATE TABLE refresh_tokens (
    hash TEXT NOT NULL PRIMARY KEY,
    grant_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    thumbprint TEXT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

CREATE TABLE revoked_tokens (
    token_id TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
);
CREATE INDEX revoked_tokens_expiry ON revoked_tokens (expires_at);
