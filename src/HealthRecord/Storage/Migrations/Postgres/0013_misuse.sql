CREATE TABLE misuse_reports (
    id uuid NOT NULL PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES owners (id),
    reported_at bigint NOT NULL,
    reviewed_at bigint NULL
);
CREATE INDEX misuse_reports_owner ON misuse_reports (owner_id, reported_at);
