CREATE TABLE extensions (
    client text NOT NULL,
    idempotency_key text NOT NULL,
    number text NOT NULL,
    input_sha256 text NOT NULL,
    output_sha256 text NOT NULL,
    extended_at bigint NOT NULL,
    verifiable_until bigint NOT NULL,
    evidence_ids text NOT NULL,
    archive_token bytea NOT NULL,
    archive_capacity integer NOT NULL,
    PRIMARY KEY (client, idempotency_key)
);
CREATE INDEX extensions_output ON extensions (output_sha256);
