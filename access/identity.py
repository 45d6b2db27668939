"""Who is there: a name, the groups of the hospital that they belong to, and until when that holds.

Both ways of signing in end here. The middleware puts the identity into one header that nobody else can send, Streamlit
makes it part of the user of a session, and pages read it from there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import Headers

PREFIX = "x-casebook-"
"""Beginning of the headers that the proxy sets, and of the one that is set here. From elsewhere they are taken off."""

HEADER = f"{PREFIX}identity"
USER_KEY = "casebook"
"""Key of a session's user under which Streamlit has what stands in the header."""

BETWEEN_GROUPS = ";"
_NAMES = ("preferred_username", "email", "sub")
"""Claims of a token that can be the name of who signed in, the first that is there."""


class Identity(NamedTuple):
    """Who is there."""

    name: str
    groups: tuple[str, ...]
    end: float
    """Seconds since 1970, UTC, after which it does not hold any more."""
    session: str = ""
    """What tells this sign-in from others of the same person; empty where the proxy keeps sessions."""

    def as_header(self) -> str:
        """Write who is there as the value of a header. The end is left to the middleware, which keeps it."""
        return json.dumps({"name": self.name, "groups": self.groups, "session": self.session})


class ForgedError(ValueError):
    """A request says who is there in a way that no proxy of ours does. The message says which."""


def from_header(value: str) -> Identity:
    """Read who is there from what `as_header` wrote."""
    parts = json.loads(value)
    return Identity(parts["name"], tuple(parts["groups"]), float("inf"), parts["session"])


def check_headers(headers: Headers) -> None:
    """Raise ForgedError where a header of ours stands there twice, or with underscores in its name.

    Some proxies pass on both spellings, and a program behind them could read the wrong one.
    """
    names = [name for name in headers.keys() if name.replace("_", "-").startswith(PREFIX)]  # noqa: SIM118  each as often as it is there
    if any("_" in name for name in names):
        message = "A header is written with underscores."
        raise ForgedError(message)
    if len(set(names)) < len(names):
        message = "A header is there twice."
        raise ForgedError(message)


def from_proxy(headers: Headers, secret: str, latest_end: float) -> Identity | None:
    """Give who is there as the proxy says, None where the proxy did not send the request. Raises ForgedError.

    The secret is compared in a time that does not depend on how much of it is right.
    """
    sent = headers.get(f"{PREFIX}secret", "")
    if not hmac.compare_digest(sent.encode(), secret.encode()):
        return None
    name = _in_utf8(headers.get(f"{PREFIX}user", "")).strip()
    if not name or name == "(null)":  # what Apache writes for a variable that is not set
        return None
    groups = (group.strip() for group in _in_utf8(headers.get(f"{PREFIX}groups", "")).split(BETWEEN_GROUPS))
    end = headers.get(f"{PREFIX}end", "")
    return Identity(
        name,
        tuple(group for group in groups if group and group != "(null)"),
        min(latest_end, float(end)) if end.isdecimal() else latest_end,
    )


def from_cookie(cookies: Mapping[str, str], latest_end: float) -> Identity | None:
    """Give who is there by the cookie that st.login signed, None without a valid one.

    Streamlit keeps the cookie for thirty days and does not look at the end of the token; the end is told here.
    """
    signed = starlette_websocket._get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)  # noqa: SLF001  pinned
    if signed is None:
        return None
    claims: dict[str, Any] = json.loads(signed)
    name = next((str(claims[claim]) for claim in _NAMES if claims.get(claim)), "")
    if not claims.get("is_logged_in") or not name:
        return None
    groups = claims.get("groups", [])
    return Identity(
        name,
        tuple(map(str, groups)) if isinstance(groups, list) else (str(groups),),
        min(latest_end, float(claims.get("exp", 0))),
        hashlib.sha256(cookies[USER_COOKIE_NAME].encode() + signed).hexdigest()[:32],
    )


def _in_utf8(value: str) -> str:
    """Read the bytes of a header, which arrive as Latin-1, as UTF-8."""
    return value.encode("latin-1", "replace").decode("utf-8", "replace")
