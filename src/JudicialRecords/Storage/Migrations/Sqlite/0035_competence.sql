ALTER TABLE certificates ADD COLUMN competence TEXT NULL;
ALTER TABLE papers ADD COLUMN competence TEXT NULL;
