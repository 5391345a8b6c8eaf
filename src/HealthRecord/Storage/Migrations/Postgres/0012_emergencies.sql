CREATE TABLE emergency_openings (
    id uuid NOT NULL PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES owners (id),
    facility text NOT NULL,
    clinician_subject text NOT NULL,
    clinician text NOT NULL,
    cause text NOT NULL,
    reason text NOT NULL,
    asked_at bigint NOT NULL,
    opened_at bigint NULL
);
CREATE INDEX emergency_openings_owner ON emergency_openings (owner_id, asked_at);
