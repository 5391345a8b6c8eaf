-- What the law's words fill is packed (PackedText); rows from before stay plain UTF-8, which reads alike. The table is
-- written anew once, while nobody else may use it.
ALTER TABLE dossiers
    ALTER COLUMN fee_trace_json TYPE bytea USING convert_to(fee_trace_json, 'UTF8'),
    ALTER COLUMN result_json TYPE bytea USING convert_to(result_json, 'UTF8');

-- The few rows of one dossier are sorted when they are read. Of equal keys PostgreSQL keeps one.
DROP INDEX state_changes_dossier;
CREATE INDEX state_changes_dossier ON state_changes (dossier_id);
DROP INDEX staff_acts_dossier;
CREATE INDEX staff_acts_dossier ON staff_acts (dossier_id);

-- Most rows have nothing in these: what has nothing need not be once.
DROP INDEX messages_once_announced;
CREATE UNIQUE INDEX messages_once_announced ON messages (announcement_id, channel) WHERE announcement_id IS NOT NULL;
DROP INDEX result_deliveries_once;
CREATE UNIQUE INDEX result_deliveries_once ON result_deliveries (paper_id, target, kind) WHERE paper_id IS NOT NULL;
DROP INDEX result_deliveries_state;
CREATE UNIQUE INDEX result_deliveries_state ON result_deliveries (state_change_id, target)
    WHERE state_change_id IS NOT NULL;
