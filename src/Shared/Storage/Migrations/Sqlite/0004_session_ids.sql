ALTER TABLE sign_in_sessions ADD COLUMN sid TEXT NULL;
CREATE INDEX sign_in_sessions_sid ON sign_in_sessions (sid);
