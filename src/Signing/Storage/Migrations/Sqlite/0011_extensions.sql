CREATE TABLE extensions (
    client TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    number TEXT NOT NULL,
    input_sha256 TEXT NOT NULL,
    output_sha256 TEXT NOT NULL,
    extended_at INTEGER NOT NULL,
    verifiable_until INTEGER NOT NULL,
    evidence_ids TEXT NOT NULL,
    archive_token BLOB NOT NULL,
    archive_capacity INTEGER NOT NULL,
    PRIMARY KEY (client, idempotency_key)
);
CREATE INDEX extensions_output ON extensions (output_sha256);
