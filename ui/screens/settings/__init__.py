"""Settings: the practice, its circumstances, locking, looks, ways in, the record, about."""
