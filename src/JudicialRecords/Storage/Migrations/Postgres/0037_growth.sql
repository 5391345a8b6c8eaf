-- The certified person's name in capitals without marks and spaces, as it is searched for. Collation "C" compares
-- bytes, so that a beginning is a range of the index whatever the server's language is.
ALTER TABLE dossiers ADD COLUMN person_name_key text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE certificates ALTER COLUMN printed_number TYPE text COLLATE "C";

UPDATE dossiers SET person_name_key = upper(translate(
    replace(COALESCE(declaration_json::json -> 'Person' ->> 'Name', ''), ' ', ''),
    'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ'
    || 'ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ',
    'aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd'
    || 'aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd'));

-- Whom a request is about, found by name or number in any state.
CREATE INDEX dossiers_person_name ON dossiers (person_name_key, submitted_at DESC);
CREATE INDEX dossiers_person_number ON dossiers (person_number, submitted_at);
-- The work queues, in the order in which pages show them.
CREATE INDEX dossiers_to_prepare ON dossiers ((due_date IS NULL), due_date, submitted_at)
    WHERE is_open AND prepared_at IS NULL AND state IN (2, 4);
CREATE INDEX dossiers_open_state ON dossiers (state, (due_date IS NULL), due_date, submitted_at) WHERE is_open;
CREATE INDEX dossiers_to_sign ON dossiers (approved_at)
    WHERE state = 4 AND approved_at IS NOT NULL AND sealed_at IS NULL;
-- Reports of a period.
CREATE INDEX dossiers_submitted ON dossiers (submitted_at);
CREATE INDEX state_changes_done ON state_changes (at) WHERE "to" = 9;
-- The register of certificates, the newest first, and one number.
CREATE INDEX certificates_signing_time ON certificates (signing_time);
CREATE INDEX certificates_printed_number ON certificates (printed_number);
