ALTER TABLE certificates ADD COLUMN verifiable_until bigint NULL;
ALTER TABLE certificates ADD COLUMN renewal_tried_at bigint NULL;
CREATE INDEX certificates_verifiable_until ON certificates (verifiable_until);
