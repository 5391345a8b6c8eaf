-- What the law's words fill is packed (PackedText); rows from before stay plain UTF-8, which reads alike. A column's type
-- is none of a value's here: it is the values that become bytes.
UPDATE dossiers SET fee_trace_json = CAST(fee_trace_json AS blob), result_json = CAST(result_json AS blob);

-- The few rows of one dossier are sorted when they are read.
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
