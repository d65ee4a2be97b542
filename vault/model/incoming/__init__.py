"""What comes in from elsewhere, before it is part of a record: read, understood, and planned."""
