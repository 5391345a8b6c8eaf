ALTER TABLE summaries ADD COLUMN verifiable_until bigint NULL;
ALTER TABLE summaries ADD COLUMN renewal_tried_at bigint NULL;
CREATE INDEX summaries_verifiable_until ON summaries (verifiable_until);
