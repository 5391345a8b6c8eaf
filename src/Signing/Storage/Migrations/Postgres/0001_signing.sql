CREATE TABLE seals (
    client text NOT NULL,
    idempotency_key text NOT NULL,
    profile text NOT NULL,
    field text NOT NULL,
    number text NOT NULL,
    input_sha256 text NOT NULL,
    output_sha256 text NOT NULL,
    signed_at bigint NOT NULL,
    signer_name text NOT NULL,
    time_source text NOT NULL,
    time_stamped_at bigint NOT NULL,
    cms bytea NOT NULL,
    cms_sha256 text NOT NULL,
    PRIMARY KEY (client, idempotency_key)
);
CREATE INDEX seals_input ON seals (input_sha256);
CREATE INDEX seals_cms ON seals (cms_sha256);
CREATE INDEX seals_output ON seals (output_sha256);
CREATE INDEX seals_number ON seals (number);

CREATE TABLE issuances (
    number text NOT NULL PRIMARY KEY,
    issuer text NOT NULL,
    kind text NOT NULL,
    title_vi text NOT NULL,
    title_en text NOT NULL,
    issue_date text NOT NULL,
    sha256 text NOT NULL,
    content_digest text NOT NULL,
    status text NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE INDEX issuances_sha256 ON issuances (sha256);

CREATE TABLE status_decisions (
    id uuid NOT NULL PRIMARY KEY,
    number text NOT NULL REFERENCES issuances (number),
    status text NOT NULL,
    decision_number text NOT NULL,
    decision_date text NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE INDEX status_decisions_number ON status_decisions (number, recorded_at);

CREATE TABLE statement_keys (
    kid text NOT NULL PRIMARY KEY,
    x text NOT NULL,
    y text NOT NULL,
    created_at bigint NOT NULL
);
