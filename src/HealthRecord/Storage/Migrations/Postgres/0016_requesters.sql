ALTER TABLE summaries ADD COLUMN requested_by text NULL;
ALTER TABLE summaries ADD COLUMN requested_as text NULL;
ALTER TABLE summaries ADD COLUMN requester_name text NULL;
