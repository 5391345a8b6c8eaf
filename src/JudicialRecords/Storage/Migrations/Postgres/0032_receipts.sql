-- What is held for an order as far as is known; its sum is the ledger's and the valid receipts'.
ALTER TABLE payment_orders ADD COLUMN held bigint NOT NULL DEFAULT 0;
ALTER TABLE payment_orders ADD COLUMN asked_at bigint NULL;
ALTER TABLE payment_orders ADD COLUMN method integer NOT NULL DEFAULT 0;
ALTER TABLE payment_orders ADD COLUMN collected_by text NULL;
ALTER TABLE payment_orders ADD COLUMN reference text NULL;

UPDATE payment_orders SET held = amount WHERE status IN (1, 4);
UPDATE payment_orders SET held = COALESCE((
    SELECT n.amount FROM payment_notices n
    WHERE n.order_id = payment_orders.id AND n.effect = 'wrong-amount' ORDER BY n.at DESC LIMIT 1), 0)
WHERE status = 6;

CREATE TABLE receipts (
    number text NOT NULL PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES payment_orders (id),
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    amount bigint NOT NULL,
    method integer NOT NULL,
    issued_at bigint NOT NULL,
    issued_by text NOT NULL,
    cancelled_at bigint NULL
);

CREATE INDEX receipts_dossier ON receipts (dossier_id);
CREATE INDEX receipts_order ON receipts (order_id);
CREATE INDEX receipts_issued ON receipts (issued_at);

CREATE TABLE payment_entries (
    id uuid NOT NULL PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES payment_orders (id),
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    at bigint NOT NULL,
    amount bigint NOT NULL,
    receipt_number text NOT NULL
);

CREATE INDEX payment_entries_order ON payment_entries (order_id);
CREATE INDEX payment_entries_at ON payment_entries (at);

-- What was taken before there were receipts of their own: orders that have a receipt number.
INSERT INTO receipts (number, order_id, dossier_id, amount, method, issued_at, issued_by)
SELECT receipt_number, id, dossier_id, amount, 0, paid_at, 'payment-gateway' FROM payment_orders
WHERE receipt_number IS NOT NULL AND status IN (1, 4);

INSERT INTO payment_entries (id, order_id, dossier_id, at, amount, receipt_number)
SELECT id, id, dossier_id, paid_at, amount, receipt_number FROM payment_orders
WHERE receipt_number IS NOT NULL AND status IN (1, 4);
