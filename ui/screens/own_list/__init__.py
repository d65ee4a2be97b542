"""The licensee's own list, and what was decided after conflict checks."""
