ALTER TABLE summaries ADD COLUMN receipt bytea NULL;
