"""Where documents come from and records go: files and folders of text, JSON lines."""
