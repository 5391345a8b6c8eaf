CREATE TABLE dossiers (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    requester_subject TEXT NOT NULL,
    person_number TEXT NOT NULL,
    kind INTEGER NOT NULL,
    declaration_json TEXT NOT NULL,
    channel INTEGER NOT NULL,
    requester_level INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    state INTEGER NOT NULL,
    is_open INTEGER NOT NULL,
    version INTEGER NOT NULL,
    fee_list INTEGER NOT NULL,
    fee_waived INTEGER NOT NULL,
    fee_city INTEGER NOT NULL,
    fee_citizen INTEGER NOT NULL,
    fee_trace_json TEXT NOT NULL,
    fee_decided INTEGER NOT NULL,
    paid_at INTEGER NULL,
    received_at INTEGER NULL,
    due_date TEXT NULL,
    due_reason TEXT NULL,
    reception_by TEXT NULL,
    case_officer TEXT NULL,
    records_fetched_at INTEGER NULL,
    result_json TEXT NULL,
    prepared_by TEXT NULL,
    prepared_at INTEGER NULL,
    checked_by TEXT NULL,
    checked_at INTEGER NULL,
    approved_by TEXT NULL,
    approved_at INTEGER NULL,
    person_signed_at INTEGER NULL,
    seal_ordered_by TEXT NULL,
    seal_ordered_at INTEGER NULL,
    sealed_at INTEGER NULL,
    waits_for TEXT NULL,
    retry_at INTEGER NULL,
    claimed_until INTEGER NULL,
    attempts INTEGER NOT NULL
);

CREATE TABLE state_changes (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    at INTEGER NOT NULL,
    "from" INTEGER NULL,
    "to" INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NULL,
    told_at INTEGER NULL
);

CREATE TABLE request_drafts (
    subject TEXT NOT NULL PRIMARY KEY,
    fields_json TEXT NOT NULL,
    saved_at INTEGER NOT NULL
);

CREATE TABLE payment_orders (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    amount INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    gateway_payment_id TEXT NULL,
    pay_url TEXT NULL,
    paid_at INTEGER NULL,
    receipt_number TEXT NULL,
    version INTEGER NOT NULL
);

CREATE TABLE payment_notices (
    id TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    status TEXT NOT NULL,
    amount INTEGER NOT NULL,
    effect TEXT NOT NULL
);

CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    state_change_id TEXT NOT NULL REFERENCES state_changes (id),
    channel INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER NULL,
    attempts INTEGER NOT NULL,
    retry_at INTEGER NULL,
    version INTEGER NOT NULL
);

CREATE TABLE register_answers (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    register TEXT NOT NULL,
    outcome TEXT NOT NULL,
    content_json TEXT NOT NULL,
    at INTEGER NOT NULL
);

CREATE TABLE certificates (
    dossier_id TEXT NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    printed_number TEXT NOT NULL,
    address_number TEXT NOT NULL,
    issue_date TEXT NOT NULL,
    signing_time INTEGER NOT NULL,
    content_json TEXT NOT NULL,
    salt TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    verification_address TEXT NULL,
    signer_name TEXT NOT NULL,
    signer_title TEXT NOT NULL,
    sha256 TEXT NULL,
    issued_at INTEGER NULL
);

CREATE TABLE staff_acts (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    actor_title TEXT NOT NULL,
    subject TEXT NULL,
    choice TEXT NULL,
    reason TEXT NULL
);

CREATE TABLE stored_documents (
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    kind INTEGER NOT NULL,
    content BLOB NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (dossier_id, kind)
);

CREATE TABLE counters (
    series TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
);

CREATE UNIQUE INDEX dossiers_code ON dossiers (code);
-- One open request per certified person, also when two come at once.
CREATE UNIQUE INDEX dossiers_one_open ON dossiers (person_number) WHERE is_open = 1;
CREATE INDEX dossiers_requester ON dossiers (requester_subject, submitted_at);
CREATE INDEX dossiers_queue ON dossiers (state, submitted_at);
CREATE INDEX state_changes_dossier ON state_changes (dossier_id, at);
CREATE INDEX state_changes_untold ON state_changes (at) WHERE told_at IS NULL;
CREATE UNIQUE INDEX messages_once ON messages (state_change_id, channel);
CREATE INDEX messages_unsent ON messages (created_at) WHERE sent_at IS NULL;
CREATE INDEX payment_orders_open ON payment_orders (status, created_at);
CREATE INDEX payment_orders_dossier ON payment_orders (dossier_id);
CREATE INDEX payment_notices_order ON payment_notices (order_id);
CREATE INDEX register_answers_dossier ON register_answers (dossier_id);
CREATE INDEX staff_acts_dossier ON staff_acts (dossier_id, at);
CREATE INDEX certificates_date ON certificates (issue_date);
CREATE UNIQUE INDEX certificates_number ON certificates (address_number);
