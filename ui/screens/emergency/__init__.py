"""The door for whoever comes when the licensee cannot."""
