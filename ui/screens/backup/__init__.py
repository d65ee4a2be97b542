"""The place Backup."""
