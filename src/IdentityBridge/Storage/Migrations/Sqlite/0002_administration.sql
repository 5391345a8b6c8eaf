CREATE TABLE administration_begun (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    begun_at INTEGER NOT NULL
);

CREATE TABLE directory_entries (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    agency TEXT NOT NULL,
    roles TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    facility_code TEXT NULL,
    certificate TEXT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NULL
);
CREATE INDEX directory_entries_person ON directory_entries (person_id, agency);

CREATE TABLE facilities (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NULL
);

CREATE TABLE practice_certificates (
    number TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    from_day TEXT NOT NULL,
    until_day TEXT NULL
);

CREATE TABLE directory_proposals (
    id TEXT NOT NULL PRIMARY KEY,
    change TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES persons (id),
    proposed_at INTEGER NOT NULL,
    decided_by TEXT NULL REFERENCES persons (id),
    decided_at INTEGER NULL,
    outcome TEXT NULL
);
CREATE INDEX directory_proposals_open ON directory_proposals (decided_at, proposed_at);
