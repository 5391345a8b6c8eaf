-- Where the person was sent; empty until they or we have chosen.
ALTER TABLE login_transactions ADD COLUMN upstream TEXT NULL;

-- What a person does not want to be known by.
CREATE TABLE blocked_upstreams (
    person_id TEXT NOT NULL REFERENCES persons (id),
    upstream TEXT NOT NULL,
    blocked_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, upstream)
);
