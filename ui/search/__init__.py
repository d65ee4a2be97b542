"""The one search field for everything: clients, notes, and actions by name."""
