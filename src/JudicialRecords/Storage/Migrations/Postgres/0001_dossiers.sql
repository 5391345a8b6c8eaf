CREATE TABLE dossiers (
    id uuid NOT NULL PRIMARY KEY,
    code text NOT NULL,
    requester_subject text NOT NULL,
    person_number text NOT NULL,
    kind integer NOT NULL,
    declaration_json text NOT NULL,
    channel integer NOT NULL,
    requester_level integer NOT NULL,
    submitted_at bigint NOT NULL,
    state integer NOT NULL,
    is_open boolean NOT NULL,
    version integer NOT NULL,
    fee_list bigint NOT NULL,
    fee_waived bigint NOT NULL,
    fee_city bigint NOT NULL,
    fee_citizen bigint NOT NULL,
    fee_trace_json text NOT NULL,
    fee_decided boolean NOT NULL,
    paid_at bigint NULL,
    received_at bigint NULL,
    due_date date NULL,
    due_reason text NULL,
    reception_by text NULL,
    case_officer text NULL,
    records_fetched_at bigint NULL,
    result_json text NULL,
    prepared_by text NULL,
    prepared_at bigint NULL,
    checked_by text NULL,
    checked_at bigint NULL,
    approved_by text NULL,
    approved_at bigint NULL,
    person_signed_at bigint NULL,
    seal_ordered_by text NULL,
    seal_ordered_at bigint NULL,
    sealed_at bigint NULL,
    waits_for text NULL,
    retry_at bigint NULL,
    claimed_until bigint NULL,
    attempts integer NOT NULL
);

CREATE TABLE state_changes (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    at bigint NOT NULL,
    "from" integer NULL,
    "to" integer NOT NULL,
    actor text NOT NULL,
    reason text NULL,
    told_at bigint NULL
);

CREATE TABLE request_drafts (
    subject text NOT NULL PRIMARY KEY,
    fields_json text NOT NULL,
    saved_at bigint NOT NULL
);

CREATE TABLE payment_orders (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    amount bigint NOT NULL,
    created_at bigint NOT NULL,
    status integer NOT NULL,
    gateway_payment_id text NULL,
    pay_url text NULL,
    paid_at bigint NULL,
    receipt_number text NULL,
    version integer NOT NULL
);

CREATE TABLE payment_notices (
    id uuid NOT NULL PRIMARY KEY,
    order_id uuid NOT NULL,
    at bigint NOT NULL,
    status text NOT NULL,
    amount bigint NOT NULL,
    effect text NOT NULL
);

CREATE TABLE messages (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    state_change_id uuid NOT NULL REFERENCES state_changes (id),
    channel integer NOT NULL,
    created_at bigint NOT NULL,
    sent_at bigint NULL,
    attempts integer NOT NULL,
    retry_at bigint NULL,
    version integer NOT NULL
);

CREATE TABLE register_answers (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    register text NOT NULL,
    outcome text NOT NULL,
    content_json text NOT NULL,
    at bigint NOT NULL
);

CREATE TABLE certificates (
    dossier_id uuid NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    printed_number text NOT NULL,
    address_number text NOT NULL,
    issue_date date NOT NULL,
    signing_time bigint NOT NULL,
    content_json text NOT NULL,
    salt text NOT NULL,
    content_digest text NOT NULL,
    verification_address text NULL,
    signer_name text NOT NULL,
    signer_title text NOT NULL,
    sha256 text NULL,
    issued_at bigint NULL
);

CREATE TABLE staff_acts (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    at bigint NOT NULL,
    action text NOT NULL,
    actor text NOT NULL,
    actor_name text NOT NULL,
    actor_title text NOT NULL,
    subject text NULL,
    choice text NULL,
    reason text NULL
);

CREATE TABLE stored_documents (
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    kind integer NOT NULL,
    content bytea NOT NULL,
    stored_at bigint NOT NULL,
    PRIMARY KEY (dossier_id, kind)
);

CREATE TABLE counters (
    series text NOT NULL PRIMARY KEY,
    value bigint NOT NULL
);

CREATE UNIQUE INDEX dossiers_code ON dossiers (code);
-- One open request per certified person, also when two come at once.
CREATE UNIQUE INDEX dossiers_one_open ON dossiers (person_number) WHERE is_open;
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
