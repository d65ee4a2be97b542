"""Templates of one's own: copied, edited beside a preview, removed."""
