"""The small widgets every screen uses."""
