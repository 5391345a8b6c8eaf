CREATE TABLE feedback_notes (
    id uuid NOT NULL PRIMARY KEY,
    author_subject text NOT NULL,
    dossier_code text NULL,
    topic integer NOT NULL,
    unit text NOT NULL,
    words text NOT NULL,
    at bigint NOT NULL,
    answer text NULL,
    answered_by text NULL,
    answered_by_name text NULL,
    answered_at bigint NULL,
    version integer NOT NULL
);

CREATE INDEX feedback_notes_author ON feedback_notes (author_subject, at);
CREATE INDEX feedback_notes_unit ON feedback_notes (unit, at);

CREATE TABLE feedback_files (
    id uuid NOT NULL PRIMARY KEY,
    note_id uuid NOT NULL REFERENCES feedback_notes (id),
    is_answer boolean NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    at bigint NOT NULL
);

CREATE INDEX feedback_files_note ON feedback_files (note_id);
