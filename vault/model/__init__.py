"""The nouns of a practice and their rules: frozen dataclasses, standard library only."""
