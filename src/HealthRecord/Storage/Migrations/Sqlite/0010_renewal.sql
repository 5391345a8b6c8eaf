ALTER TABLE summaries ADD COLUMN verifiable_until INTEGER NULL;
ALTER TABLE summaries ADD COLUMN renewal_tried_at INTEGER NULL;
CREATE INDEX summaries_verifiable_until ON summaries (verifiable_until);
