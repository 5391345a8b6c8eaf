CREATE TABLE ledger_entries (
    id TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossiers (id),
    at INTEGER NOT NULL,
    booked_at INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    list INTEGER NOT NULL,
    waived INTEGER NOT NULL,
    city_pending INTEGER NOT NULL,
    city_due INTEGER NOT NULL,
    citizen INTEGER NOT NULL,
    CHECK (list = waived + city_pending + city_due + citizen)
);

CREATE INDEX ledger_entries_dossier ON ledger_entries (dossier_id);
CREATE INDEX ledger_entries_at ON ledger_entries (at);

CREATE TABLE ledger_marks (
    dossier_id TEXT NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    version INTEGER NOT NULL
);

CREATE UNIQUE INDEX papers_period ON papers (period) WHERE period IS NOT NULL AND closed_at IS NULL;
