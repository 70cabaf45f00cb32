"""The version, in the one place that costs nothing to read; a test compares it with the package's."""

__all__ = ["VERSION"]

VERSION = "0.1.0"
