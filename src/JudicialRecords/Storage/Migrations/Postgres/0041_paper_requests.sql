-- Who asks on paper, by the number under which VNeID will know them when they sign in.
ALTER TABLE dossiers ADD COLUMN requester_number text NULL;
UPDATE dossiers SET requester_number = NULLIF(declaration_json::json -> 'Requester' ->> 'Number', '')
    WHERE channel <> 2;
CREATE INDEX dossiers_on_paper ON dossiers (requester_number) WHERE channel <> 2;
