"""Today: the day's sessions, what is due, and the health of the vault."""
