"""The guided set-up of a new vault."""
