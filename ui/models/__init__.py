"""The item models behind lists: windowed, filled through the worker."""
