-- Appointments come with their own change; this number is theirs.
UPDATE vault_meta SET value = value WHERE name = 'schema';
