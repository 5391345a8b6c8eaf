CREATE TABLE attachments (
    id TEXT NOT NULL PRIMARY KEY,
    owner_subject TEXT NOT NULL,
    dossier_id TEXT NULL REFERENCES dossiers (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    size INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL
);

CREATE INDEX attachments_dossier ON attachments (dossier_id, added_at);
CREATE INDEX attachments_draft ON attachments (owner_subject, added_at) WHERE dossier_id IS NULL;
