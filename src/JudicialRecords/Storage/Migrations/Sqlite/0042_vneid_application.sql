-- Codes given out to the VNeID application (LayMaHoSo); each becomes one dossier, whose id is fixed with it.
CREATE TABLE vneid_codes (
    code TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    dossier_id TEXT NOT NULL UNIQUE,
    given_at INTEGER NOT NULL
);

-- What was taken from it (TaoHoSo), by the digest of its bytes, so that a repeat is known as one.
CREATE TABLE vneid_posts (
    code TEXT NOT NULL REFERENCES vneid_codes (code),
    digest TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    PRIMARY KEY (code, digest)
);

-- Its requester is told of every state, not of the result alone.
ALTER TABLE result_deliveries ADD COLUMN state_change_id TEXT NULL REFERENCES state_changes (id);
CREATE UNIQUE INDEX result_deliveries_state ON result_deliveries (state_change_id, target);
