-- What is due by each channel and to each other system, the longest waiting first: a row waits until its time to be
-- tried again, before the first time since it was written. However much waits for a later try is not read.
CREATE INDEX messages_due ON messages (channel, COALESCE(retry_at, created_at), id) WHERE sent_at IS NULL;
DROP INDEX messages_unsent;
CREATE INDEX result_deliveries_due ON result_deliveries (target, COALESCE(retry_at, created_at), id)
    WHERE sent_at IS NULL;
DROP INDEX result_deliveries_unsent;
-- Whether an earlier word about the same dossier still waits.
CREATE INDEX result_deliveries_waiting ON result_deliveries (dossier_id, target, created_at, id)
    WHERE sent_at IS NULL;
