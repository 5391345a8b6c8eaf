-- A PDF or a photograph is compressed already: trying once more at every write only costs the server's time.
ALTER TABLE stored_documents ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE proposed_certificates ALTER COLUMN pdf SET STORAGE EXTERNAL;
ALTER TABLE paper_files ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE attachments ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE feedback_files ALTER COLUMN content SET STORAGE EXTERNAL;
