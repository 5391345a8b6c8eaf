ALTER TABLE certificates ADD COLUMN verifiable_until INTEGER NULL;
ALTER TABLE certificates ADD COLUMN renewal_tried_at INTEGER NULL;
CREATE INDEX certificates_verifiable_until ON certificates (verifiable_until);
