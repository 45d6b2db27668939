"""Requests that come under a foreign name, from a foreign page, or for what this machine alone may read.

A page elsewhere can have a browser of the intranet ask this server: under a name of its own that it lets point here,
which the header Host shows, or from its own page, which the header Origin shows. Both are refused before Streamlit sees
them: it would look up its own outside address to compare it with a foreign Origin.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from streamlit import config

from access.refusals import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

FOR_THIS_MACHINE = ("/_stcore/metrics", "/_stcore/script-health-check")
"""What a browser never asks for: figures on the server, and a run of the front page."""

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""Headers by which a proxy says that it passes a request on."""

_HERE = ("localhost", "127.0.0.1", "::1")
"""Names of the machine itself, for its administrator and for programs."""

_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class KnownHosts:
    """Middleware that passes on what comes under a name of this server, from its own pages."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`. Where names are allowed, Streamlit opens no websocket under any other: not from here."""
        self.app = app
        if allowed := config.get_option("server.allowedHosts"):
            config.set_option("server.allowedHosts", [*dict.fromkeys((*allowed, *_HERE))])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with a sentence."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not is_known(hosts[0]):
            sentence = (
                "This server is not known by the name of this request: put the name into server.allowedHosts of "
                ".streamlit/config.toml."
            )
            await refuse(scope, receive, send, 400, sentence)
        elif _acts(scope) and any(urlsplit(origin).netloc != hosts[0] for origin in origins):
            await refuse(scope, receive, send, 403, "This request comes from a page of another site.")
        elif scope["path"].endswith(FOR_THIS_MACHINE) and not _is_from_here(scope, headers, hosts[0]):
            await refuse(scope, receive, send, 403, "This is answered on the machine itself alone.")
        else:
            await self.app(scope, receive, send)


def is_known(host: str) -> bool:
    """Say whether a header Host names this server: by number, as localhost, or as server.allowedHosts has it.

    A number cannot be made to point elsewhere by whoever owns a name.
    """
    name = _name(host)
    allowed = {allowed.strip().lower().rstrip(".") for allowed in config.get_option("server.allowedHosts") or ()}
    return _is_number(name) or name == "localhost" or name in allowed


def _name(host: str) -> str:
    """Give the name in a header Host without its port, in small letters; nothing where it is no host."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises ValueError where it is no port
    except ValueError:
        return ""
    return (parts.hostname or "").rstrip(".") if parts.netloc == host and "@" not in host else ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _acts(scope: Scope) -> bool:
    """Say whether a request can do more than read."""
    return scope["type"] == "websocket" or scope["method"] in _CHANGING


def _is_from_here(scope: Scope, headers: Headers, host: str) -> bool:
    """Say whether a program of this machine asks, and no proxy of it on behalf of somebody."""
    client = scope.get("client") or ("", 0)
    near = _is_number(client[0]) and ip_address(client[0]).is_loopback
    name = _name(host)
    named_near = name == "localhost" or (_is_number(name) and ip_address(name).is_loopback)
    return near and named_near and not any(header in headers for header in _FORWARDED)
