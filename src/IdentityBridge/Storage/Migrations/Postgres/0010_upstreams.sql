-- Where the person was sent; empty until they or we have chosen.
ALTER TABLE login_transactions ADD COLUMN upstream text NULL;

-- What a person does not want to be known by.
CREATE TABLE blocked_upstreams (
    person_id uuid NOT NULL REFERENCES persons (id),
    upstream text NOT NULL,
    blocked_at bigint NOT NULL,
    PRIMARY KEY (person_id, upstream)
);
