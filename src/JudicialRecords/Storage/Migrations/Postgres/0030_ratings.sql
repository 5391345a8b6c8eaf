CREATE TABLE ratings (
    dossier_id uuid NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    level integer NOT NULL,
    comment text NULL,
    at bigint NOT NULL
);

CREATE INDEX ratings_at ON ratings (at);
