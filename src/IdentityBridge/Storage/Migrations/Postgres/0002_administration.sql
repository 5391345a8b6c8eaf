CREATE TABLE administration_begun (
    one integer NOT NULL PRIMARY KEY CHECK (one = 1),
    begun_at bigint NOT NULL
);

CREATE TABLE directory_entries (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    agency text NOT NULL,
    roles text NOT NULL,
    title text NOT NULL,
    unit text NOT NULL,
    facility_code text NULL,
    certificate text NULL,
    from_day date NOT NULL,
    until_day date NULL
);
CREATE INDEX directory_entries_person ON directory_entries (person_id, agency);

CREATE TABLE facilities (
    code text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    from_day date NOT NULL,
    until_day date NULL
);

CREATE TABLE practice_certificates (
    number text NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    from_day date NOT NULL,
    until_day date NULL
);

CREATE TABLE directory_proposals (
    id uuid NOT NULL PRIMARY KEY,
    change text NOT NULL,
    proposed_by uuid NOT NULL REFERENCES persons (id),
    proposed_at bigint NOT NULL,
    decided_by uuid NULL REFERENCES persons (id),
    decided_at bigint NULL,
    outcome text NULL
);
CREATE INDEX directory_proposals_open ON directory_proposals (decided_at, proposed_at);
