-- What the chain tells of keys on paper and of backups that were restored with them is asked for each
-- time Today is shown; these entries are few among many. A query uses the index by the same words.
CREATE INDEX audit_of_rehearsals ON audit (action) WHERE action IN (
    'vault.created', 'vault.process-notes-begun', 'way-in.added', 'share.cards-made',
    'backup.rehearsed'
);
