CREATE TABLE attachments (
    id uuid NOT NULL PRIMARY KEY,
    owner_subject text NOT NULL,
    dossier_id uuid NULL REFERENCES dossiers (id),
    name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    size integer NOT NULL,
    added_at bigint NOT NULL,
    added_by text NOT NULL
);

CREATE INDEX attachments_dossier ON attachments (dossier_id, added_at);
CREATE INDEX attachments_draft ON attachments (owner_subject, added_at) WHERE dossier_id IS NULL;
