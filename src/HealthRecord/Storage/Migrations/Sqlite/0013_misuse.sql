CREATE TABLE misuse_reports (
    id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES owners (id),
    reported_at INTEGER NOT NULL,
    reviewed_at INTEGER NULL
);
CREATE INDEX misuse_reports_owner ON misuse_reports (owner_id, reported_at);
