CREATE TABLE paper_copies (
    dossier_id uuid NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    delivery integer NOT NULL,
    copies integer NOT NULL,
    due_at bigint NOT NULL,
    tracking_number text NULL,
    posted_at bigint NULL,
    handed_at bigint NULL
);

CREATE INDEX paper_copies_waiting ON paper_copies (due_at) WHERE posted_at IS NULL AND handed_at IS NULL;
