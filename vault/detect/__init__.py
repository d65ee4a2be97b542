"""Finds in words what a person might overlook: pure, and it knows no vault."""
