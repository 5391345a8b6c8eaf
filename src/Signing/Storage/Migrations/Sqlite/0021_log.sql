CREATE TABLE log_entries (
    idx INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    leaf TEXT NOT NULL
);
CREATE INDEX log_entries_number ON log_entries (number, idx);

CREATE TABLE log_nodes (
    id INTEGER NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL
);

CREATE TABLE witnessed_heads (
    size INTEGER NOT NULL PRIMARY KEY,
    root BLOB NOT NULL,
    tree_head TEXT NOT NULL,
    cosignature TEXT NOT NULL,
    witnessed_at INTEGER NOT NULL
);

ALTER TABLE status_decisions ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE status_decisions ADD COLUMN newer TEXT NULL;
