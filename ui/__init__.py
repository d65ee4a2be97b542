"""The window of Strongroom."""
