CREATE TABLE feedback_notes (
    id TEXT NOT NULL PRIMARY KEY,
    author_subject TEXT NOT NULL,
    dossier_code TEXT NULL,
    topic INTEGER NOT NULL,
    unit TEXT NOT NULL,
    words TEXT NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT NULL,
    answered_by TEXT NULL,
    answered_by_name TEXT NULL,
    answered_at INTEGER NULL,
    version INTEGER NOT NULL
);

CREATE INDEX feedback_notes_author ON feedback_notes (author_subject, at);
CREATE INDEX feedback_notes_unit ON feedback_notes (unit, at);

CREATE TABLE feedback_files (
    id TEXT NOT NULL PRIMARY KEY,
    note_id TEXT NOT NULL REFERENCES feedback_notes (id),
    is_answer INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    at INTEGER NOT NULL
);

CREATE INDEX feedback_files_note ON feedback_files (note_id);
