-- Somebody acts for a child: protected, with the login until it ends and with the grant as long as that is kept.
ALTER TABLE login_transactions ADD COLUMN represented bytea NULL;
ALTER TABLE authorization_grants ADD COLUMN represented bytea NULL;

-- The session is the actor's; the child's own ledger shows it too. The name is protected.
ALTER TABLE service_sessions ADD COLUMN represented_id uuid NULL REFERENCES persons (id);
ALTER TABLE service_sessions ADD COLUMN represented_name bytea NULL;
CREATE INDEX service_sessions_represented ON service_sessions (represented_id);
