"""The place Succession."""
