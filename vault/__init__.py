"""Strongroom without a window: the encrypted record of one practice and what one does with it."""

__version__ = "0.1.0"
