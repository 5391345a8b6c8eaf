CREATE TABLE papers (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NULL REFERENCES dossiers (id),
    kind INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    asked_by_name TEXT NOT NULL,
    reason TEXT NULL,
    wording TEXT NULL,
    with_new_certificate INTEGER NOT NULL,
    new_dossier_id TEXT NULL REFERENCES dossiers (id),
    period TEXT NULL,
    printed_number TEXT NULL,
    address_number TEXT NULL,
    issue_date TEXT NULL,
    content_json TEXT NULL,
    salt TEXT NULL,
    content_digest TEXT NULL,
    verification_address TEXT NULL,
    profile TEXT NULL,
    list_digest TEXT NULL,
    list_salt TEXT NULL,
    proposer TEXT NULL,
    signing_time INTEGER NULL,
    approved_by TEXT NULL,
    approved_at INTEGER NULL,
    rendered_at INTEGER NULL,
    person_signed_at INTEGER NULL,
    seal_ordered_by TEXT NULL,
    seal_ordered_at INTEGER NULL,
    sealed_at INTEGER NULL,
    sha256 TEXT NULL,
    verifiable_until INTEGER NULL,
    renewal_tried_at INTEGER NULL,
    issued_at INTEGER NULL,
    closed_at INTEGER NULL,
    effective_at INTEGER NULL,
    waits_for TEXT NULL,
    retry_at INTEGER NULL,
    claimed_until INTEGER NULL,
    attempts INTEGER NOT NULL,
    version INTEGER NOT NULL
);

CREATE INDEX papers_dossier ON papers (dossier_id, asked_at);
CREATE INDEX papers_open ON papers (asked_at) WHERE issued_at IS NULL AND closed_at IS NULL;
CREATE UNIQUE INDEX papers_number ON papers (address_number);
CREATE INDEX papers_list ON papers (list_digest);
CREATE INDEX papers_verifiable_until ON papers (verifiable_until);

CREATE TABLE paper_files (
    paper_id TEXT NOT NULL REFERENCES papers (id),
    stage INTEGER NOT NULL,
    content BLOB NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (paper_id, stage)
);

CREATE TABLE announcements (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    at INTEGER NOT NULL,
    topic INTEGER NOT NULL,
    told_at INTEGER NULL
);

CREATE INDEX announcements_untold ON announcements (at) WHERE told_at IS NULL;

-- A message is about a change of state or about an announcement.
ALTER TABLE messages RENAME TO earlier_messages;
DROP INDEX messages_once;
DROP INDEX messages_unsent;

CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    state_change_id TEXT NULL REFERENCES state_changes (id),
    announcement_id TEXT NULL REFERENCES announcements (id),
    channel INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER NULL,
    attempts INTEGER NOT NULL,
    retry_at INTEGER NULL,
    version INTEGER NOT NULL
);

INSERT INTO messages (id, dossier_id, state_change_id, channel, created_at, sent_at, attempts, retry_at, version)
SELECT id, dossier_id, state_change_id, channel, created_at, sent_at, attempts, retry_at, version
FROM earlier_messages;

DROP TABLE earlier_messages;

CREATE UNIQUE INDEX messages_once ON messages (state_change_id, channel);
CREATE UNIQUE INDEX messages_once_announced ON messages (announcement_id, channel);
CREATE INDEX messages_unsent ON messages (created_at) WHERE sent_at IS NULL;
