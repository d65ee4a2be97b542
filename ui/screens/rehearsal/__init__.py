"""The rehearsal of a backup: with the key in hand, a recovery key from paper, or cards."""
