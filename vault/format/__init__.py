"""Bytes on disk: one module for each page of docs/formats."""
