CREATE TABLE result_deliveries (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    paper_id uuid NULL REFERENCES papers (id),
    target integer NOT NULL,
    kind integer NOT NULL,
    created_at bigint NOT NULL,
    sent_at bigint NULL,
    attempts integer NOT NULL,
    retry_at bigint NULL,
    last_answer text NULL,
    version integer NOT NULL
);

CREATE INDEX result_deliveries_unsent ON result_deliveries (created_at) WHERE sent_at IS NULL;
CREATE INDEX result_deliveries_dossier ON result_deliveries (dossier_id);
CREATE UNIQUE INDEX result_deliveries_once ON result_deliveries (paper_id, target, kind);

CREATE TABLE complaints (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    recorded_at bigint NOT NULL,
    recorded_by text NOT NULL,
    wording text NOT NULL,
    due_date date NOT NULL,
    answered_at bigint NULL,
    answered_by text NULL,
    answered_by_name text NULL,
    outcome integer NULL,
    answer text NULL,
    version integer NOT NULL
);

CREATE INDEX complaints_dossier ON complaints (dossier_id);
CREATE INDEX complaints_open ON complaints (due_date) WHERE answered_at IS NULL;
