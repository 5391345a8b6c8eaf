CREATE TABLE approvals (
    list_digest TEXT NOT NULL PRIMARY KEY,
    client TEXT NOT NULL,
    profile TEXT NOT NULL,
    approver TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);

CREATE TABLE approved_documents (
    list_digest TEXT NOT NULL REFERENCES approvals (list_digest),
    number TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    signing_time INTEGER NOT NULL,
    PRIMARY KEY (list_digest, number)
);
CREATE INDEX approved_documents_sha256 ON approved_documents (sha256);
