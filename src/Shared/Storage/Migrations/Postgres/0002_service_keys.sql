CREATE TABLE service_keys (
    name text NOT NULL PRIMARY KEY,
    value text NOT NULL
);
