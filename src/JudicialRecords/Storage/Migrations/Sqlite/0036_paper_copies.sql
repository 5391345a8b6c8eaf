CREATE TABLE paper_copies (
    dossier_id TEXT NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    delivery INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    tracking_number TEXT NULL,
    posted_at INTEGER NULL,
    handed_at INTEGER NULL
);

CREATE INDEX paper_copies_waiting ON paper_copies (due_at) WHERE posted_at IS NULL AND handed_at IS NULL;
