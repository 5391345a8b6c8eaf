-- The case officers' queue, in its order, whose it is first: what nobody has taken and one's own are each read by
-- themselves, and none of what colleagues have.
DROP INDEX dossiers_to_prepare;
CREATE INDEX dossiers_to_prepare ON dossiers (case_officer, (due_date IS NULL), due_date, submitted_at)
    WHERE is_open AND prepared_at IS NULL AND state IN (2, 4);
