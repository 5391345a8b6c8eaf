-- Every text of a pack by which fees were decided, under its digest, so that they can be computed again by it.
CREATE TABLE policy_texts (
    digest TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    kept_at INTEGER NOT NULL
);
