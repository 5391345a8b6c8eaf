CREATE TABLE seals (
    client TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    profile TEXT NOT NULL,
    field TEXT NOT NULL,
    number TEXT NOT NULL,
    input_sha256 TEXT NOT NULL,
    output_sha256 TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    signer_name TEXT NOT NULL,
    time_source TEXT NOT NULL,
    time_stamped_at INTEGER NOT NULL,
    cms BLOB NOT NULL,
    cms_sha256 TEXT NOT NULL,
    PRIMARY KEY (client, idempotency_key)
);
CREATE INDEX seals_input ON seals (input_sha256);
CREATE INDEX seals_cms ON seals (cms_sha256);
CREATE INDEX seals_output ON seals (output_sha256);
CREATE INDEX seals_number ON seals (number);

CREATE TABLE issuances (
    number TEXT NOT NULL PRIMARY KEY,
    issuer TEXT NOT NULL,
    kind TEXT NOT NULL,
    title_vi TEXT NOT NULL,
    title_en TEXT NOT NULL,
    issue_date TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    status TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
);
CREATE INDEX issuances_sha256 ON issuances (sha256);

CREATE TABLE status_decisions (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL REFERENCES issuances (number),
    status TEXT NOT NULL,
    decision_number TEXT NOT NULL,
    decision_date TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
);
CREATE INDEX status_decisions_number ON status_decisions (number, recorded_at);

CREATE TABLE statement_keys (
    kid TEXT NOT NULL PRIMARY KEY,
    x TEXT NOT NULL,
    y TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
