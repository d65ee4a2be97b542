"""What the window's process says when it ends, beside 0."""

AGAIN = 75
"""It has locked: start again, locked."""

DEFECT = 70
"""It met a defect in Strongroom."""
