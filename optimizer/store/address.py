"""Addresses of databases: environment variables named in them as ``${NAME}``, and no password in what is printed."""

from __future__ import annotations

import os
import re


def expanded(url: str) -> str:
    """Return the address with every ``${NAME}`` replaced by that environment variable, nothing where it is not set."""
    return re.sub(r"\$\{(\w+)\}", lambda found: os.environ.get(found.group(1), ""), url)


def hidden(words: str) -> str:
    """Return the first line of a database's complaint without names and passwords of addresses."""
    return re.sub(r"://[^@\s]*@", "://…@", words).strip().splitlines()[0][:300]
