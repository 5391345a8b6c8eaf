-- Which version of a dossier the city's ledger has. What is still to be booked is in an index of its own, however
-- many dossiers there are.
ALTER TABLE dossiers ADD COLUMN booked_version integer NOT NULL DEFAULT -1;
UPDATE dossiers SET booked_version = (SELECT m.version FROM ledger_marks m WHERE m.dossier_id = dossiers.id)
    WHERE id IN (SELECT dossier_id FROM ledger_marks);
DROP TABLE ledger_marks;
CREATE INDEX dossiers_unbooked ON dossiers (submitted_at) WHERE booked_version <> version;

-- Money that is kept because the request is over is looked at once; so is what is settled already.
ALTER TABLE payment_orders ADD COLUMN kept_at bigint NULL;
UPDATE payment_orders SET kept_at = COALESCE(paid_at, created_at)
    WHERE status = 1 AND dossier_id IN (SELECT id FROM dossiers WHERE state IN (9, 10));
CREATE INDEX payment_orders_undecided ON payment_orders (status, created_at) WHERE kept_at IS NULL;
