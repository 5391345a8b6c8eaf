ALTER TABLE dossiers ADD COLUMN issuing_since bigint NULL;
