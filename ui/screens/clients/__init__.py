"""The clients of the practice, and the form for a new one."""
