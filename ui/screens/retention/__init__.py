"""How long every record is kept, and why."""
