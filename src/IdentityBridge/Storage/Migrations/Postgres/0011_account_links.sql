-- How an account stands to the population register (AccountLink is the state machine).
CREATE TABLE account_links (
    person_id uuid NOT NULL PRIMARY KEY REFERENCES persons (id),
    state text NOT NULL,
    finding text NULL,
    replaced_by text NULL,
    merged_into uuid NULL REFERENCES persons (id),
    stated bytea NULL,
    reference text NULL,
    since bigint NOT NULL,
    matched_at bigint NULL,
    matched_as text NULL,
    again_at bigint NULL,
    version bigint NOT NULL
);
CREATE INDEX account_links_again ON account_links (again_at);
CREATE INDEX account_links_state ON account_links (state, since);
