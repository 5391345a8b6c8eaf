CREATE TABLE witness_keys (
    kid text NOT NULL PRIMARY KEY,
    x text NOT NULL,
    y text NOT NULL,
    first_seen_at bigint NOT NULL
);
