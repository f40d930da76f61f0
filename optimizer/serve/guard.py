"""Who may speak to the board: hosts, origins, tokens, sizes and times are checked before anything is read.

    client = random, in a cookie that scripts cannot read        csrf = HMAC-SHA-256(secret of this start, client)

A page from elsewhere can neither read the csrf of a client nor send the header that carries it. With a token set,
every request but the sign-in needs the cookie pass = HMAC-SHA-256(secret, "pass" client token). A board that listens
beyond this machine also answers to addresses in figures, since only names can be turned by a foreign name server.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes, token_hex

from optimizer.serve.codes import BoardError

LEAST_TOKEN = 8
CLIENT = re.compile(r"[0-9a-f]{32}")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS = ("/sign-in", "/static/")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of one start of the board: names it answers to, its token if any, and its secret."""

    hosts: frozenset[str]
    token: str = ""
    open: bool = False
    secret: bytes = field(default_factory=lambda: token_bytes(32), repr=False)

    def csrf(self, client: str) -> str:
        """Return what a client must send with every change."""
        return hmac.new(self.secret, client.encode(), sha256).hexdigest()

    def pass_of(self, client: str) -> str:
        """Return the pass of a client that has given the token."""
        return hmac.new(self.secret, f"pass {client} {self.token}".encode(), sha256).hexdigest()

    def signed_in(self, client: str, given: str) -> bool:
        """Return whether a client may come in."""
        return not self.token or hmac.compare_digest(given, self.pass_of(client))

    def token_fits(self, given: str) -> bool:
        """Return whether the token given is the board's."""
        return hmac.compare_digest(given.encode(), self.token.encode())

    def admit(self, method: str, path: str, headers: dict[str, str], client: str) -> None:
        """Raise BoardError (LD-908) for a request that comes from elsewhere."""
        name = host_of(headers.get("host", ""))
        if name not in self.hosts and not (self.open and numeric(name)):
            raise BoardError("LD-908", "Host")
        if method in SAFE:
            return
        origin = headers.get("origin", "")
        if origin and origin.split("://", 1)[-1] != headers.get("host", ""):
            raise BoardError("LD-908", "Origin")
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            raise BoardError("LD-908", "Sec-Fetch-Site")
        if path != "/sign-in" and not hmac.compare_digest(headers.get("x-csrf", ""), self.csrf(client)):
            raise BoardError("LD-908", "CSRF")


def guard_of(host: str, token: str = "", names: tuple[str, ...] = ()) -> Guard:
    """Return the guard of a board on ``host``. Raises BoardError (LD-902) when that opens it without a good token."""
    if not loopback(host) and len(token) < LEAST_TOKEN:
        raise BoardError("LD-902", host)
    own = {"localhost", "127.0.0.1", "::1"} if loopback(host) else {"localhost", "127.0.0.1", "::1", host.lower()}
    return Guard(frozenset(own | {name.lower() for name in names}), token, not loopback(host))


def loopback(host: str) -> bool:
    """Return whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def numeric(name: str) -> bool:
    """Return whether a host is named by its address, which no foreign domain can be made to stand for."""
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def host_of(header: str) -> str:
    """Return the name in a Host header, without its port."""
    if header.startswith("["):
        return header[1:].split("]", 1)[0].lower()
    return header.rsplit(":", 1)[0].lower() if header.count(":") == 1 else header.lower()


def client_of(cookie: str) -> tuple[str, bool]:
    """Return a client's name from its cookie, and whether it is new."""
    return (cookie, False) if CLIENT.fullmatch(cookie) else (token_hex(16), True)
