-- Whether a month's dossiers were done in time: their due dates without their rows.
CREATE INDEX dossiers_due_by_id ON dossiers (id, due_date);

-- Which were done, without the rows of the changes.
DROP INDEX state_changes_done;
CREATE INDEX state_changes_done ON state_changes (at, dossier_id) WHERE "to" = 9;
