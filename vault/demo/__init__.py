"""A made-up practice of invented people."""
