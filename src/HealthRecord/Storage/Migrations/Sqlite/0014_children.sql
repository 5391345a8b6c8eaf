ALTER TABLE consents ADD COLUMN given_by TEXT NULL;
ALTER TABLE consents ADD COLUMN given_as TEXT NULL;
ALTER TABLE consents ADD COLUMN ends_at INTEGER NULL;
CREATE INDEX consents_given_by ON consents (given_by) WHERE given_by IS NOT NULL;

CREATE TABLE acts_for_children (
    id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES owners (id),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    relation TEXT NOT NULL,
    action TEXT NOT NULL,
    what TEXT NOT NULL
);
CREATE INDEX acts_for_children_owner ON acts_for_children (owner_id, at);
