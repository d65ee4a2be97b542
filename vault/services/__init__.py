"""Verbs: one file for each thing a therapist does."""
