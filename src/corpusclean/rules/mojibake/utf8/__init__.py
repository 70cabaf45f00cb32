"""UTF-8 that was read as a double-byte code page."""
