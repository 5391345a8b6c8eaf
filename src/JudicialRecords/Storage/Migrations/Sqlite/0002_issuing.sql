ALTER TABLE dossiers ADD COLUMN issuing_since INTEGER NULL;
