CREATE TABLE ledger_entries (
    id uuid NOT NULL PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    at bigint NOT NULL,
    booked_at bigint NOT NULL,
    cause integer NOT NULL,
    list bigint NOT NULL,
    waived bigint NOT NULL,
    city_pending bigint NOT NULL,
    city_due bigint NOT NULL,
    citizen bigint NOT NULL,
    CHECK (list = waived + city_pending + city_due + citizen)
);

CREATE INDEX ledger_entries_dossier ON ledger_entries (dossier_id);
CREATE INDEX ledger_entries_at ON ledger_entries (at);

CREATE TABLE ledger_marks (
    dossier_id uuid NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    version integer NOT NULL
);

CREATE UNIQUE INDEX papers_period ON papers (period) WHERE period IS NOT NULL AND closed_at IS NULL;
