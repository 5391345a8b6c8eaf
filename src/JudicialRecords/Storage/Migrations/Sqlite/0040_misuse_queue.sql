CREATE INDEX dossiers_misused ON dossiers (misuse_reported_at) WHERE is_open AND misuse_reported_at IS NOT NULL;
