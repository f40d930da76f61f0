"""The command line: verbs only; what they do lives in the library."""

from optimizer.cli.app import main

__all__ = ["main"]
