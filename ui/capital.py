"""Begins words with a capital letter, where they stand alone."""


def capital(words: str) -> str:
    """Return words with their first letter large; nobody's name is given to it."""
    return words[:1].upper() + words[1:]
