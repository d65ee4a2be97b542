"""Whether a note is marked in error, as a condition of SQL."""


def in_error(note: str) -> str:
    """Return the condition that the newest mark of a note says that it is in error.

    `note` is the name of its id in the query. Words are numbered as they came, whatever the clock
    said.
    """
    return (
        "coalesce((SELECT a.mark FROM addendum AS a JOIN note_text AS t ON t.owner = a.id "
        f"WHERE a.note = {note} AND a.mark IS NOT NULL ORDER BY t.id DESC LIMIT 1), '') "
        "= 'in-error'"
    )
