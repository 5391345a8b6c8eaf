ALTER TABLE sign_in_sessions ADD COLUMN sid text NULL;
CREATE INDEX sign_in_sessions_sid ON sign_in_sessions (sid);
