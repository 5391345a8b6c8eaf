ALTER TABLE certificates ADD COLUMN profile text NOT NULL DEFAULT 'judicial-person';

CREATE TABLE proposals (
    list_digest text NOT NULL PRIMARY KEY,
    salt text NOT NULL,
    profile text NOT NULL,
    proposer text NOT NULL,
    created_at bigint NOT NULL,
    approved_at bigint NULL
);

CREATE TABLE proposed_certificates (
    list_digest text NOT NULL REFERENCES proposals (list_digest) ON DELETE CASCADE,
    position integer NOT NULL,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    dossier_version integer NOT NULL,
    printed_number text NOT NULL,
    address_number text NOT NULL,
    issue_date date NOT NULL,
    signing_time bigint NOT NULL,
    content_json text NOT NULL,
    salt text NOT NULL,
    content_digest text NOT NULL,
    verification_address text NOT NULL,
    signer_name text NOT NULL,
    signer_title text NOT NULL,
    pdf bytea NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (list_digest, dossier_id)
);

CREATE INDEX proposed_certificates_dossier ON proposed_certificates (dossier_id);

CREATE TABLE reserved_numbers (
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    year integer NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (dossier_id, year)
);
