CREATE TABLE policy_changes (
    id uuid NOT NULL PRIMARY KEY,
    name text NOT NULL,
    content text NOT NULL,
    note text NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_name text NOT NULL,
    proposed_at bigint NOT NULL,
    confirmed_by text NULL,
    confirmed_by_name text NULL,
    confirmed_at bigint NULL,
    withdrawn_at bigint NULL,
    ordinal bigint NULL
);

-- The greatest ordinal is the pack in force; two confirmed at once can't both have it.
CREATE UNIQUE INDEX policy_changes_ordinal ON policy_changes (ordinal);
