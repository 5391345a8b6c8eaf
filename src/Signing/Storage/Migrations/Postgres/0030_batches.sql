CREATE TABLE seal_batches (
    client text NOT NULL,
    idempotency_key text NOT NULL,
    digest text NOT NULL,
    received_at bigint NOT NULL,
    PRIMARY KEY (client, idempotency_key)
);
