CREATE TABLE seal_batches (
    client TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (client, idempotency_key)
);
