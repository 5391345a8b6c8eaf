CREATE TABLE ratings (
    dossier_id TEXT NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    level INTEGER NOT NULL,
    comment TEXT NULL,
    at INTEGER NOT NULL
);

CREATE INDEX ratings_at ON ratings (at);
