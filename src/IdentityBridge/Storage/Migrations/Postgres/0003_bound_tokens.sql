DROP TABLE assertion_replays;

-- A request_uri is used up when its code is issued, so a login remembers which one it came from.
ALTER TABLE login_transactions ADD COLUMN pushed_hash text NULL;

-- Tokens name their grant; a code, its access tokens and its refresh token end together.
ALTER TABLE authorization_grants ADD COLUMN grant_id text NULL;
ALTER TABLE authorization_grants ADD COLUMN kept_until bigint NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX authorization_grants_grant ON authorization_grants (grant_id);

CREATE TABLE refresh_tokens (
    hash text NOT NULL PRIMARY KEY,
    grant_id text NOT NULL,
    client_id text NOT NULL,
    thumbprint text NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

CREATE TABLE revoked_tokens (
    token_id text NOT NULL PRIMARY KEY,
    expires_at bigint NOT NULL
);
CREATE INDEX revoked_tokens_expiry ON revoked_tokens (expires_at);
