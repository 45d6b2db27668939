"""Whoever is not signed in gets no further than here: no page, no script, no download, no websocket.

In the way "proxy" a request without the secret of the proxy is answered with 401, whatever else it says. In the way
"st.login" a page that is asked for leads to the provider, and from there back to the very link. A websocket is closed
when the sign-in ends, and at the latest after SESSION_MINUTES: the browser connects again and shows who is there then.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from streamlit import config
from streamlit.user_info import generate_login_redirect_url

from access import identity
from access.downloads import is_granted
from access.hosts import FOR_THIS_MACHINE
from access.identity import HEADER, PREFIX, ForgedError, Identity
from access.refusals import POLICY_VIOLATION, refuse
from access.settings import PROXY
from registry import store
from registry.errors import RegistryError
from registry.kinds import SIGNED_OUT

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from access.settings import Settings

RETURN_COOKIE = "casebook_return"
"""Holds the link that somebody asked for, while they sign in."""

_OPEN = ("/_stcore/health", *FOR_THIS_MACHINE)
_OF_SIGN_IN = ("/auth/login", "/oauth2callback")
_SIGN_OUT = "/auth/logout"
_MEDIA = "/media/"
_LONGEST_LINK = 3000
"""Characters of a link that a cookie has room for."""

_log = logging.getLogger(__name__)


class Gate:
    """Middleware that lets nobody in who is not signed in, and tells the pages who is there."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before `app`, and have Streamlit make who is there part of the user of a session."""
        self.app = app
        self.settings = settings
        config.set_option("server.trustedUserHeaders", {HEADER: identity.USER_KEY})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request of somebody who is signed in on to Streamlit, and refuse others with a sentence."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path = scope["path"].removeprefix(self._base())
        try:
            identity.check_headers(headers)
        except ForgedError as error:
            _log.warning("A request was refused: %s", error)
            await refuse(scope, receive, send, 400, str(error))
            return
        who = await self._who(headers)
        passed = _with_identity(scope, who)
        if scope["path"].endswith(_OPEN) or (path in _OF_SIGN_IN and self._is_login()):
            await self.app(passed, receive, self._secured(scope, send))
        elif who is None:
            await self._ask_to_sign_in(scope, receive, send, headers)
        elif path.startswith(_MEDIA) and not is_granted(path.removeprefix(_MEDIA).partition(".")[0], who.name):
            await refuse(scope, receive, send, 403, "This file was made for somebody else, or is not kept any more.")
        elif scope["type"] == "websocket":
            await self._until_the_end(passed, receive, send, who)
        elif path == _SIGN_OUT and self._is_login():
            await self._sign_out(passed, receive, send, who)
        elif path in {"", "/"} and (link := _link_of(headers, self._base())):
            answer = RedirectResponse(link, 303)
            answer.delete_cookie(RETURN_COOKIE, path=self._base() or "/")
            await answer(scope, receive, send)
        else:
            await self.app(passed, receive, self._secured(scope, send))

    def _is_login(self) -> bool:
        return self.settings.way != PROXY

    @staticmethod
    def _base() -> str:
        """Give the base path that this serves under, empty or with a slash before it and none after it."""
        return f"/{config.get_option('server.baseUrlPath').strip('/')}".rstrip("/")

    async def _who(self, headers: Headers) -> Identity | None:
        """Give who sent the request, None where nobody is signed in, or not any more."""
        latest = time.time() + 60 * self.settings.minutes
        if not self._is_login():
            who = identity.from_proxy(headers, self.settings.secret, latest)
        else:
            who = identity.from_cookie(cookie_parser(headers.get("cookie", "")), latest)
        if who is None or who.end <= time.time():
            return None
        if who.session and await run_in_threadpool(store.is_there, SIGNED_OUT, who.session):
            return None
        return who

    async def _ask_to_sign_in(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        """Lead a browser that asks for a page to the provider; refuse everything else."""
        page = scope["type"] == "http" and scope["method"] == "GET" and "text/html" in headers.get("accept", "")
        if not (page and self._is_login()):
            await refuse(scope, receive, send, 401, "Nobody is signed in.")
            return
        answer = RedirectResponse(generate_login_redirect_url("default"), 303)
        link = quote(scope["path"]) + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        if len(link) <= _LONGEST_LINK and not link.endswith(_SIGN_OUT):
            answer.set_cookie(
                RETURN_COOKIE, quote(link, safe=""), 600, path=self._base() or "/", httponly=True, samesite="lax"
            )
        await answer(scope, receive, self._secured(scope, send))

    async def _sign_out(self, scope: Scope, receive: Receive, send: Send, who: Identity) -> None:
        """Write down that a sign-in is over, so that no copy of its cookie is taken any more, and pass on."""
        try:
            await run_in_threadpool(store.append, who.name, SIGNED_OUT, who.session)
        except RegistryError as error:
            _log.exception("A sign-out could not be written.")
            await refuse(scope, receive, send, 503, f"You are still signed in. {error}")
            return
        await self.app(scope, receive, self._secured(scope, send))

    async def _until_the_end(self, scope: Scope, receive: Receive, send: Send, who: Identity) -> None:
        """Serve a websocket until the sign-in ends, then close it."""
        ended = False

        async def receive_until() -> Message:
            nonlocal ended
            try:
                return await asyncio.wait_for(receive(), who.end - time.time())
            except TimeoutError:
                ended = True
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        await self.app(scope, receive_until, send)
        if ended:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})

    @staticmethod
    def _secured(scope: Scope, send: Send) -> Send:
        """Have cookies sent back over TLS alone where the request came so: Streamlit's are not marked by themselves."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["scheme"] == "https":
                headers = MutableHeaders(scope=message)
                cookies = headers.getlist("set-cookie")
                del headers["set-cookie"]
                for cookie in cookies:
                    headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")
            await send(message)

        return send_secured


def _with_identity(scope: Scope, who: Identity | None) -> Scope:
    """Take every header of ours off a request, and put who is there in their place."""
    kept = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(PREFIX.encode())]
    of_ours = [(HEADER.encode(), who.as_header().encode())] if who else []
    return {**scope, "headers": kept + of_ours}


def _link_of(headers: Headers, base: str) -> str:
    """Give the link that somebody asked for before they signed in: a path of this site; empty where there is none."""
    link = unquote(cookie_parser(headers.get("cookie", "")).get(RETURN_COOKIE, ""))
    of_this_site = link.startswith(f"{base}/") and not link.startswith("//") and "\\" not in link
    return link if of_this_site and link.rstrip("/") != base else ""
