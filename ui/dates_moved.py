"""What may move the date until which a record is kept, as the facts of it begin."""

MOVE_A_DATE = (
    "client.added",
    "client.changed",
    "note.begun",
    "note.discarded",
    "note.refiled",
    "note.addendum",
    "appointment.session",
    "episode.",
    "participant.",
    "hold.",
    "amendment.",
    "review.",
    "rule.",
    "practice.",
    "destruction.",
)
"""The end of a record is one: it is asked about no more."""
