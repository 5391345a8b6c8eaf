-- Comparisons with the national portal, and what each still has to compare or found different.
CREATE TABLE portal_runs (
    id TEXT NOT NULL PRIMARY KEY,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    night TEXT NULL,
    asked_by TEXT NULL,
    begun_at INTEGER NOT NULL,
    total INTEGER NOT NULL,
    same INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    claimed_until INTEGER NULL,
    finished_at INTEGER NULL,
    version INTEGER NOT NULL
);
-- One a night, however many replicas there are.
CREATE UNIQUE INDEX portal_runs_night ON portal_runs (night);
CREATE INDEX portal_runs_begun ON portal_runs (begun_at);

CREATE TABLE portal_findings (
    run_id TEXT NOT NULL REFERENCES portal_runs (id),
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    standing INTEGER NOT NULL,
    ours INTEGER NULL,
    theirs TEXT NULL,
    waiting_since INTEGER NULL,
    attempts INTEGER NOT NULL,
    last_answer TEXT NULL,
    found_at INTEGER NULL,
    repaired_at INTEGER NULL,
    PRIMARY KEY (run_id, dossier_id)
);
CREATE INDEX portal_findings_to_compare ON portal_findings (run_id, dossier_id) WHERE standing = 0;
CREATE INDEX portal_findings_open ON portal_findings (dossier_id) WHERE standing > 0 AND repaired_at IS NULL;

CREATE INDEX state_changes_at ON state_changes (at);
