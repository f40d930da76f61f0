"""The page: one template, with its data and scripts fetched from the board, or all of it inside for the single file.

Data stands in a script of type application/json in which <, >, & and the line separators are escaped, so that no name
can end it. The single file carries a policy that names its script and style by their hashes and lets nothing be
fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

STATIC = files("optimizer.serve") / "static"
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def render(name: str, **values: Any) -> str:
    """Return a template of the board with its values, escaped as HTML."""
    loader = PackageLoader("optimizer.serve", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name).render(values)


def board_page(title: str, csrf: str, language: str) -> str:
    """Return the page of the board; it fetches its data."""
    return render("page.html", title=title, csrf=csrf, language=language, data="", script="", style="", policy="")


def single_page(title: str, data: Any, language: str) -> str:
    """Return the page with everything inside."""
    script, style = asset("board.js"), asset("board.css")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    return render(
        "page.html", title=title, csrf="", language=language, data=inside(data), script=script, style=style,
        policy=policy,
    )  # fmt: skip


def inside(data: Any) -> str:
    """Return data as JSON that can stand inside a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(ESCAPES)


def asset(name: str) -> str:
    """Return a committed asset. Raises ValueError when it could end the element that it is put in."""
    text = (STATIC / name).read_text(encoding="utf-8")
    if "</script" in text.lower() or "</style" in text.lower() or "<!--" in text:
        raise ValueError(f"{name} cannot stand inside a page")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
