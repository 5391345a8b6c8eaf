-- The claims that were released by name, beside those of the scopes.
ALTER TABLE service_sessions ADD COLUMN claims TEXT NULL;
