-- Since this schema notes of every kind may have particulars, and supervision has a template: no table is
-- another, but what is older would take such a note for damaged, and must refuse it.
SELECT 1;
