"""What stands before Streamlit, from the outside in. Who may enter is asked where a hospital has set up sign-in."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.middleware import Middleware

from access.hosts import KnownHosts
from access.roles import RolesError, read_rules
from access.security_headers import SecurityHeaders
from access.settings import SettingsError, settings

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from contextlib import AbstractAsyncContextManager


def middleware() -> list[Middleware]:
    """Give the middleware of the dashboard. Ends the program, each fault named, where sign-in is set up wrongly."""
    try:
        chosen = settings()
        if chosen is None:
            return [Middleware(SecurityHeaders), Middleware(KnownHosts)]
        read_rules(chosen.roles)
    except (SettingsError, RolesError) as error:
        sys.exit(f"Sign-in is not set up as it has to be; nothing is served.\n{error}")
    from access.gate import Gate  # noqa: PLC0415  it needs the registry, which is installed for sign-in alone

    return [Middleware(SecurityHeaders), Middleware(KnownHosts), Middleware(Gate, settings=chosen)]


def lifespan(get_ready: Callable[[], object]) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Give what happens before anybody is served where a hospital has set up sign-in, and nowhere else.

    The registry is told which roles there are, if they differ from those told last; then the rooms `get_ready`.
    """

    @asynccontextmanager
    async def before_serving(_app: object) -> AsyncGenerator[None]:
        if settings() is not None:
            from access.notices import tell_roles  # noqa: PLC0415  likewise

            tell_roles()
            get_ready()
        yield

    return before_serving
