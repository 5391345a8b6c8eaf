CREATE TABLE result_deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    paper_id TEXT NULL REFERENCES papers (id),
    target INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER NULL,
    attempts INTEGER NOT NULL,
    retry_at INTEGER NULL,
    last_answer TEXT NULL,
    version INTEGER NOT NULL
);

CREATE INDEX result_deliveries_unsent ON result_deliveries (created_at) WHERE sent_at IS NULL;
CREATE INDEX result_deliveries_dossier ON result_deliveries (dossier_id);
CREATE UNIQUE INDEX result_deliveries_once ON result_deliveries (paper_id, target, kind);

CREATE TABLE complaints (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    recorded_at INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    wording TEXT NOT NULL,
    due_date TEXT NOT NULL,
    answered_at INTEGER NULL,
    answered_by TEXT NULL,
    answered_by_name TEXT NULL,
    outcome INTEGER NULL,
    answer TEXT NULL,
    version INTEGER NOT NULL
);

CREATE INDEX complaints_dossier ON complaints (dossier_id);
CREATE INDEX complaints_open ON complaints (due_date) WHERE answered_at IS NULL;
