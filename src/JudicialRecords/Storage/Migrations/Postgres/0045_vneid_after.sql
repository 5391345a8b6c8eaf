-- Reports of misuse as the bridge tells them, for requests that come to be the person's at a later sign-in.
CREATE TABLE misuse_reports (
    subject text NOT NULL PRIMARY KEY,
    reported_at bigint NULL,
    ended_at bigint NULL
);

-- From a dossier that was begun anew to the decision that did so.
CREATE INDEX papers_new_dossier ON papers (new_dossier_id) WHERE new_dossier_id IS NOT NULL;

-- Codes that were never used are taken back by their age.
CREATE INDEX vneid_codes_given ON vneid_codes (given_at);
