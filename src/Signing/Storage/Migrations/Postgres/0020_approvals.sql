CREATE TABLE approvals (
    list_digest text NOT NULL PRIMARY KEY,
    client text NOT NULL,
    profile text NOT NULL,
    approver text NOT NULL,
    authenticated_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE approved_documents (
    list_digest text NOT NULL REFERENCES approvals (list_digest),
    number text NOT NULL,
    sha256 text NOT NULL,
    signing_time bigint NOT NULL,
    PRIMARY KEY (list_digest, number)
);
CREATE INDEX approved_documents_sha256 ON approved_documents (sha256);
