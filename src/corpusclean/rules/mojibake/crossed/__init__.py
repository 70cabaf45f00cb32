"""One double-byte code page that was read as another."""
