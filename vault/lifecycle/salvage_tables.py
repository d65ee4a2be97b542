"""Which tables of the records a salvage writes, whose their rows are, and by what they are told."""

WHOSE = {
    "participant": "unit",
    "representative": "client",
    "episode": "client",
    "onset_given": "client",
    "amendment": "client",
    "hold": "client",
    "retention_review": "client",
    "document": "client",
    "charge": "client",
    "payment": "client",
    "administration": "client",
}
"""What belongs to a client's file beside notes and appointments, and the column that says whose."""

ADMINISTRATIVE = {
    "acquaintance": "name",
    "conflict_check": "checked_at",
    "own_template": "title",
    "supervisor": "since",
    "referral_entry": "name",
    "own_rule": "title",
    "rule_confirmation": "confirmed",
    "destruction": "asked",
    "import_batch": "brought_at",
    "set_aside": "came_at",
    "rule_file": "came_at",
}
"""What is in nobody's record, and the column by which it is told."""

SINCE = {
    "participant": "joined",
    "representative": "since",
    "episode": "opened",
    "onset_given": "item",
    "amendment": "received",
    "hold": "placed",
    "retention_review": "reviewed",
    "document": "received",
    "charge": "day",
    "payment": "day",
    "administration": "day",
}
"""The column by which they are told, mostly a day."""
