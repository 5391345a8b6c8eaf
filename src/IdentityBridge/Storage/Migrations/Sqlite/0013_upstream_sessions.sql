-- Which session of the upstream a login and a session came of, as a hash: it may end there.
ALTER TABLE login_transactions ADD COLUMN upstream_session TEXT NULL;
CREATE INDEX login_transactions_upstream ON login_transactions (upstream_session);
ALTER TABLE service_sessions ADD COLUMN upstream_session TEXT NULL;
CREATE INDEX service_sessions_upstream ON service_sessions (upstream_session);
