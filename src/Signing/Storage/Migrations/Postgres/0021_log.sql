CREATE TABLE log_entries (
    idx bigint NOT NULL PRIMARY KEY,
    number text NOT NULL,
    leaf text NOT NULL
);
CREATE INDEX log_entries_number ON log_entries (number, idx);

CREATE TABLE log_nodes (
    id bigint NOT NULL PRIMARY KEY,
    hash bytea NOT NULL
);

CREATE TABLE witnessed_heads (
    size bigint NOT NULL PRIMARY KEY,
    root bytea NOT NULL,
    tree_head text NOT NULL,
    cosignature text NOT NULL,
    witnessed_at bigint NOT NULL
);

ALTER TABLE status_decisions ADD COLUMN sha256 text NOT NULL DEFAULT '';
ALTER TABLE status_decisions ADD COLUMN newer text NULL;
