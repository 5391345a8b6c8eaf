-- SQLite stores a document as it is; only PostgreSQL has to be told.
SELECT 1;
