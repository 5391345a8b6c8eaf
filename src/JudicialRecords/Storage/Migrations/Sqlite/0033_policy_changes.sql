CREATE TABLE policy_changes (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    note TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_by_name TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    confirmed_by TEXT NULL,
    confirmed_by_name TEXT NULL,
    confirmed_at INTEGER NULL,
    withdrawn_at INTEGER NULL,
    ordinal INTEGER NULL
);

-- The greatest ordinal is the pack in force; two confirmed at once can't both have it.
CREATE UNIQUE INDEX policy_changes_ordinal ON policy_changes (ordinal);
