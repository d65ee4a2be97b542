"""Keys and ciphers: bytes in, bytes out."""
