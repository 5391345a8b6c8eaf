CREATE TABLE papers (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NULL REFERENCES dossiers (id),
    kind integer NOT NULL,
    asked_at bigint NOT NULL,
    asked_by text NOT NULL,
    asked_by_name text NOT NULL,
    reason text NULL,
    wording text NULL,
    with_new_certificate boolean NOT NULL,
    new_dossier_id uuid NULL REFERENCES dossiers (id),
    period text NULL,
    printed_number text NULL,
    address_number text NULL,
    issue_date date NULL,
    content_json text NULL,
    salt text NULL,
    content_digest text NULL,
    verification_address text NULL,
    profile text NULL,
    list_digest text NULL,
    list_salt text NULL,
    proposer text NULL,
    signing_time bigint NULL,
    approved_by text NULL,
    approved_at bigint NULL,
    rendered_at bigint NULL,
    person_signed_at bigint NULL,
    seal_ordered_by text NULL,
    seal_ordered_at bigint NULL,
    sealed_at bigint NULL,
    sha256 text NULL,
    verifiable_until bigint NULL,
    renewal_tried_at bigint NULL,
    issued_at bigint NULL,
    closed_at bigint NULL,
    effective_at bigint NULL,
    waits_for text NULL,
    retry_at bigint NULL,
    claimed_until bigint NULL,
    attempts integer NOT NULL,
    version integer NOT NULL
);

CREATE INDEX papers_dossier ON papers (dossier_id, asked_at);
CREATE INDEX papers_open ON papers (asked_at) WHERE issued_at IS NULL AND closed_at IS NULL;
CREATE UNIQUE INDEX papers_number ON papers (address_number);
CREATE INDEX papers_list ON papers (list_digest);
CREATE INDEX papers_verifiable_until ON papers (verifiable_until);

CREATE TABLE paper_files (
    paper_id uuid NOT NULL REFERENCES papers (id),
    stage integer NOT NULL,
    content bytea NOT NULL,
    stored_at bigint NOT NULL,
    PRIMARY KEY (paper_id, stage)
);

CREATE TABLE announcements (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    at bigint NOT NULL,
    topic integer NOT NULL,
    told_at bigint NULL
);

CREATE INDEX announcements_untold ON announcements (at) WHERE told_at IS NULL;

-- A message is about a change of state or about an announcement.
ALTER TABLE messages RENAME TO earlier_messages;
DROP INDEX messages_once;
DROP INDEX messages_unsent;

CREATE TABLE messages (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    state_change_id uuid NULL REFERENCES state_changes (id),
    announcement_id uuid NULL REFERENCES announcements (id),
    channel integer NOT NULL,
    created_at bigint NOT NULL,
    sent_at bigint NULL,
    attempts integer NOT NULL,
    retry_at bigint NULL,
    version integer NOT NULL
);

INSERT INTO messages (id, dossier_id, state_change_id, channel, created_at, sent_at, attempts, retry_at, version)
SELECT id, dossier_id, state_change_id, channel, created_at, sent_at, attempts, retry_at, version
FROM earlier_messages;

DROP TABLE earlier_messages;

CREATE UNIQUE INDEX messages_once ON messages (state_change_id, channel);
CREATE UNIQUE INDEX messages_once_announced ON messages (announcement_id, channel);
CREATE INDEX messages_unsent ON messages (created_at) WHERE sent_at IS NULL;
