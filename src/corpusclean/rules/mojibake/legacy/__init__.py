"""Chinese, Japanese and Korean text whose bytes were read as a single-byte code page."""
