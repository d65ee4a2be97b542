"""The small widgets that every screen uses."""
