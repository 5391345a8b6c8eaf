CREATE TABLE replay_marks (
    mark text NOT NULL PRIMARY KEY,
    expires_at bigint NOT NULL
);
CREATE INDEX replay_marks_expiry ON replay_marks (expires_at);
