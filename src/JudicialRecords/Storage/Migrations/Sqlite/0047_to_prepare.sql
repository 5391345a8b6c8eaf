-- The case officers' queue, in its order. That nothing is prepared stands first, as something to look up: without it the
-- index by state looked better, whose rows are all sorted at every look.
DROP INDEX dossiers_to_prepare;
CREATE INDEX dossiers_to_prepare ON dossiers (prepared_at, (due_date IS NULL), due_date, submitted_at)
    WHERE is_open AND prepared_at IS NULL AND state IN (2, 4);
