-- Comparisons with the national portal, and what each still has to compare or found different.
CREATE TABLE portal_runs (
    id uuid NOT NULL PRIMARY KEY,
    "from" date NOT NULL,
    "to" date NOT NULL,
    night date NULL,
    asked_by text NULL,
    begun_at bigint NOT NULL,
    total integer NOT NULL,
    same integer NOT NULL,
    failures integer NOT NULL,
    claimed_until bigint NULL,
    finished_at bigint NULL,
    version integer NOT NULL
);
-- One a night, however many replicas there are.
CREATE UNIQUE INDEX portal_runs_night ON portal_runs (night);
CREATE INDEX portal_runs_begun ON portal_runs (begun_at);

CREATE TABLE portal_findings (
    run_id uuid NOT NULL REFERENCES portal_runs (id),
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    standing integer NOT NULL,
    ours integer NULL,
    theirs text NULL,
    waiting_since bigint NULL,
    attempts integer NOT NULL,
    last_answer text NULL,
    found_at bigint NULL,
    repaired_at bigint NULL,
    PRIMARY KEY (run_id, dossier_id)
);
CREATE INDEX portal_findings_to_compare ON portal_findings (run_id, dossier_id) WHERE standing = 0;
CREATE INDEX portal_findings_open ON portal_findings (dossier_id) WHERE standing > 0 AND repaired_at IS NULL;

-- Changes are written in the order of their time: this costs them next to nothing.
CREATE INDEX state_changes_at ON state_changes USING brin (at);
