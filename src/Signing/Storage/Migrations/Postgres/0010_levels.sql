ALTER TABLE seals ADD COLUMN level text NOT NULL DEFAULT 'B-T';
ALTER TABLE seals ADD COLUMN verifiable_until bigint NULL;
ALTER TABLE seals ADD COLUMN cms_capacity integer NOT NULL DEFAULT 16384;
ALTER TABLE seals ADD COLUMN evidence_ids text NOT NULL DEFAULT '';
ALTER TABLE seals ADD COLUMN archive_token bytea NULL;
ALTER TABLE seals ADD COLUMN archive_capacity integer NOT NULL DEFAULT 0;

CREATE TABLE evidence (
    id text NOT NULL PRIMARY KEY,
    kind integer NOT NULL,
    content bytea NOT NULL
);
