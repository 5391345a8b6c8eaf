-- Only the year may be known, which a date can't say.
ALTER TABLE owners ALTER COLUMN birth_date TYPE text USING to_char(birth_date, 'YYYY-MM-DD');
