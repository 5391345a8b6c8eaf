ALTER TABLE certificates ADD COLUMN competence text NULL;
ALTER TABLE papers ADD COLUMN competence text NULL;
