"""One client: the record, the note being written, what is known of them, a copy to give out."""
