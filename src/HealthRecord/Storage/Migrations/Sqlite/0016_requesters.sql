ALTER TABLE summaries ADD COLUMN requested_by TEXT NULL;
ALTER TABLE summaries ADD COLUMN requested_as TEXT NULL;
ALTER TABLE summaries ADD COLUMN requester_name TEXT NULL;
