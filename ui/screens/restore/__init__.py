"""Restoring a backup: from a backup place to a vault, before any is open."""
