"""What raw SQL can do to a good vault's texts and entries, as data for cases.json."""

from tests.vectors.bad_folders import Object, found, sql

_EDIT_TEXT = "DROP TRIGGER signed_text_is_never_changed"
_EDIT_NOTE = "DROP TRIGGER signed_note_is_never_changed"
_EDIT_AUDIT = "DROP TRIGGER audit_is_never_changed"


def contents(signed: str, addendum: str, draft: str, process: str) -> list[Object]:
    """Return what raw SQL can do to what is in the databases, by the ids of the texts there."""
    text = f"UPDATE note_text SET text = text || ' ' WHERE owner = '{signed}'"
    return [
        found("note-edited", "not what was sealed", ["note"], sql(_EDIT_TEXT, text)),
        found(
            "note-edited-with-its-parts",
            "not what was sealed",
            ["note"],
            sql(
                _EDIT_TEXT,
                "UPDATE note_text SET text = replace(text, 'Slept', 'Wept!') "
                f"WHERE owner = '{signed}'",
            ),
        ),
        found(
            "note-section-twice",
            "the seal covers one of two sections of a name",
            ["note"],
            sql(
                _EDIT_TEXT,
                "UPDATE note_text SET text = 'Said nothing.' || char(10) || text, "
                "parts = '[[\"subjective\",13],' || substr(parts, 2) "
                f"WHERE owner = '{signed}'",
            ),
        ),
        found(
            "note-parts-negative",
            "a length below 0",
            ["note"],
            sql(
                _EDIT_TEXT,
                f"UPDATE note_text SET parts = '[[\"subjective\",-1]]' WHERE owner = '{signed}'",
            ),
        ),
        found(
            "note-date-edited",
            "the day is under the seal",
            ["note"],
            sql(
                _EDIT_NOTE,
                f"UPDATE note SET service_date = '2026-05-15' WHERE id = '{signed}'",
            ),
        ),
        found(
            "note-signer-edited",
            "the signer is under the signature",
            ["note"],
            sql(
                _EDIT_NOTE,
                "UPDATE note SET signed_by = replace(signed_by, 'Jordan', 'Morgan') "
                f"WHERE id = '{signed}'",
            ),
        ),
        found(
            "note-signing-time-edited",
            "the moment is under the signature",
            ["note"],
            sql(
                _EDIT_NOTE,
                "UPDATE note SET signed_at = replace(signed_at, '2026-11', '2026-10') "
                f"WHERE id = '{signed}'",
            ),
        ),
        found(
            "note-unsigned",
            "the chain knows that it was signed",
            ["note"],
            sql(
                _EDIT_NOTE,
                "UPDATE note SET signed_at = NULL, signed_by = NULL, public_key = NULL, "
                f"signature = NULL WHERE id = '{signed}'",
            ),
        ),
        found(
            "note-key-no-hex",
            "no public key",
            ["note"],
            sql(_EDIT_NOTE, f"UPDATE note SET public_key = 'zz' WHERE id = '{signed}'"),
        ),
        found(
            "note-deleted",
            "the chain knows a text that is gone",
            ["missing"],
            sql(
                "DROP TRIGGER signed_text_is_never_deleted",
                "DROP TRIGGER signed_note_is_never_deleted",
                "DROP TRIGGER addendum_is_never_deleted",
                f"DELETE FROM note_text WHERE note = '{signed}'",
                f"DELETE FROM addendum WHERE note = '{signed}'",
                f"DELETE FROM note WHERE id = '{signed}'",
            ),
        ),
        found(
            "addendum-edited",
            "not what was sealed",
            ["addenda", "missing"],
            sql(
                _EDIT_TEXT,
                f"UPDATE note_text SET text = replace(text, 'h', 'k') WHERE owner = '{addendum}'",
            ),
        ),
        found(
            "draft-edited",
            "not what was sealed",
            ["note"],
            sql(f"UPDATE draft SET text = text || '.' WHERE note = '{draft}'"),
        ),
        found(
            "client-kind-unknown",
            "a value that no client has",
            ["clients"],
            sql("UPDATE client SET kind = 'dog'"),
        ),
        found(
            "process-note-edited",
            "not what was sealed",
            ["process-note"],
            sql("UPDATE process_text SET text = text || '.'", compartment="process"),
        ),
        found(
            "process-note-deleted",
            "the chain knows a text that is gone",
            ["missing"],
            sql(
                f"DELETE FROM process_text WHERE owner = '{process}'",
                f"DELETE FROM process_note WHERE id = '{process}'",
                compartment="process",
            ),
        ),
        found(
            "process-entry-without-seal",
            "the chain does not know the text",
            ["chain", "process-note"],
            sql(
                _EDIT_AUDIT,
                "UPDATE audit SET detail = '{}' WHERE action = 'process-note.added'",
                compartment="process",
            ),
        ),
        found(
            "entry-edited",
            "the hash is not that of the fields",
            ["chain"],
            sql(
                _EDIT_AUDIT,
                "UPDATE audit SET at = replace(at, '2026', '2025') WHERE seq = 3",
            ),
        ),
        found(
            "entry-deleted",
            "the numbers have a gap",
            ["chain"],
            sql(
                "DROP TRIGGER audit_is_never_deleted",
                "DELETE FROM audit WHERE seq = 4",
            ),
        ),
        found(
            "entry-detail-no-json",
            "no JSON",
            [],
            sql(_EDIT_AUDIT, "UPDATE audit SET detail = 'x' WHERE seq = 3"),
        ),
        found(
            "entry-detail-not-canonical",
            "white space",
            [],
            sql(_EDIT_AUDIT, "UPDATE audit SET detail = ' ' || detail WHERE seq = 3"),
        ),
    ]


def forged(statements: list[str], entered: list[str]) -> list[Object]:
    """Return notes under other keys than the licensee's: one never entered, one later."""
    reason = "not the licensee's key"
    return [
        found("note-signed-with-another-key", reason, ["note"], sql(*statements)),
        found("note-signed-with-a-key-entered-later", reason, ["note"], sql(*entered)),
    ]
