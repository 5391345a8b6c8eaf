-- How an account stands to the population register (AccountLink is the state machine).
CREATE TABLE account_links (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES persons (id),
    state TEXT NOT NULL,
    finding TEXT NULL,
    replaced_by TEXT NULL,
    merged_into TEXT NULL REFERENCES persons (id),
    stated BLOB NULL,
    reference TEXT NULL,
    since INTEGER NOT NULL,
    matched_at INTEGER NULL,
    matched_as TEXT NULL,
    again_at INTEGER NULL,
    version INTEGER NOT NULL
);
CREATE INDEX account_links_again ON account_links (again_at);
CREATE INDEX account_links_state ON account_links (state, since);
