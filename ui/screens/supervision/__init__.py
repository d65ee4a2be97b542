"""The place of supervisors, and of what waits for their co-signature."""
