CREATE TABLE emergency_openings (
    id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES owners (id),
    facility TEXT NOT NULL,
    clinician_subject TEXT NOT NULL,
    clinician TEXT NOT NULL,
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    opened_at INTEGER NULL
);
CREATE INDEX emergency_openings_owner ON emergency_openings (owner_id, asked_at);
