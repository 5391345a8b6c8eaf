ALTER TABLE certificates ADD COLUMN profile TEXT NOT NULL DEFAULT 'judicial-person';

CREATE TABLE proposals (
    list_digest TEXT NOT NULL PRIMARY KEY,
    salt TEXT NOT NULL,
    profile TEXT NOT NULL,
    proposer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    approved_at INTEGER NULL
);

CREATE TABLE proposed_certificates (
    list_digest TEXT NOT NULL REFERENCES proposals (list_digest) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    dossier_version INTEGER NOT NULL,
    printed_number TEXT NOT NULL,
    address_number TEXT NOT NULL,
    issue_date TEXT NOT NULL,
    signing_time INTEGER NOT NULL,
    content_json TEXT NOT NULL,
    salt TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    verification_address TEXT NOT NULL,
    signer_name TEXT NOT NULL,
    signer_title TEXT NOT NULL,
    pdf BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (list_digest, dossier_id)
);

CREATE INDEX proposed_certificates_dossier ON proposed_certificates (dossier_id);

CREATE TABLE reserved_numbers (
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    year INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (dossier_id, year)
);
