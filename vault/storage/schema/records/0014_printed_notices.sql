-- Which notice a client was printed is asked for each time the onset list is shown; these entries are few
-- among many. A query uses the index by the same words.
CREATE INDEX audit_of_notices ON audit (client) WHERE action = 'onset.printed';
