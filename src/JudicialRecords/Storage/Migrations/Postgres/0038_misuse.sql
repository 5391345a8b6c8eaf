ALTER TABLE dossiers ADD COLUMN misuse_reported_at bigint NULL;
