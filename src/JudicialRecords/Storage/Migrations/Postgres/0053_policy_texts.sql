-- Every text of a pack by which fees were decided, under its digest, so that they can be computed again by it.
CREATE TABLE policy_texts (
    digest text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    content text NOT NULL,
    kept_at bigint NOT NULL
);
