CREATE TABLE replay_marks (
    mark TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
);
CREATE INDEX replay_marks_expiry ON replay_marks (expires_at);
