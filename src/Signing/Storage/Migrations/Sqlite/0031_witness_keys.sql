CREATE TABLE witness_keys (
    kid TEXT NOT NULL PRIMARY KEY,
    x TEXT NOT NULL,
    y TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL
);
