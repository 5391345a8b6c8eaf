CREATE TABLE service_keys (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
