ALTER TABLE consents ADD COLUMN given_by text NULL;
ALTER TABLE consents ADD COLUMN given_as text NULL;
ALTER TABLE consents ADD COLUMN ends_at bigint NULL;
CREATE INDEX consents_given_by ON consents (given_by) WHERE given_by IS NOT NULL;

CREATE TABLE acts_for_children (
    id uuid NOT NULL PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES owners (id),
    at bigint NOT NULL,
    actor text NOT NULL,
    relation text NOT NULL,
    action text NOT NULL,
    what text NOT NULL
);
CREATE INDEX acts_for_children_owner ON acts_for_children (owner_id, at);
