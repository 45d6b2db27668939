"""How a hospital has set up sign-in: from environment variables, checked at the start. Without them there is none.

SIGN_IN          proxy | st.login
PROXY_SECRET     with proxy: what the proxy sends in the header X-Casebook-Secret, 32 characters or more
ROLES            the file of roles; data/roles.toml without it
REGISTRY         the database of the registry, see registry.table
SESSION_MINUTES  how long a page stays connected before it has to show again who is there; 60 without it
SIGN_OUT         the address at which a reader signs out; with st.login it is there without this
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit import config

from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROXY, ST_LOGIN = "proxy", "st.login"
LEAST_SECRET = 32
"""Characters that a secret needs, at least."""

LONGEST_SESSION = 24 * 60
"""Minutes, at most."""


class SettingsError(RuntimeError):
    """What is set for sign-in has faults; the message names each, with what is allowed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How people sign in, and the files and numbers that belong to it."""

    way: str
    secret: str
    roles: Path
    minutes: int
    sign_out: str


@cache
def settings() -> Settings | None:
    """Give what is set, None where no sign-in is. Raises SettingsError with every fault."""
    return read_settings(os.environ)


def read_settings(environment: Mapping[str, str]) -> Settings | None:
    """Read the settings from environment variables; None where SIGN_IN is not set. Raises SettingsError."""
    if not environment.get("SIGN_IN"):
        return None
    faults = list(_faults(environment))
    if faults:
        raise SettingsError("\n".join(faults))
    way = environment["SIGN_IN"]
    return Settings(
        way,
        environment.get("PROXY_SECRET", ""),
        Path(environment.get("ROLES") or DATA / "roles.toml"),
        int(environment.get("SESSION_MINUTES") or 60),
        environment.get("SIGN_OUT") or ("auth/logout" if way == ST_LOGIN else ""),
    )


def _faults(environment: Mapping[str, str]) -> Iterator[str]:
    """Name what is set wrongly, in a sentence each. A secret is not repeated."""
    way, minutes = environment["SIGN_IN"], environment.get("SESSION_MINUTES") or "60"
    if way not in {PROXY, ST_LOGIN}:
        yield f"SIGN_IN: found {way!r}; allowed: {PROXY}, {ST_LOGIN}, or nothing for a dashboard without sign-in."
    secret = environment.get("PROXY_SECRET", "")
    if way == PROXY and len(secret) < LEAST_SECRET:
        yield f"PROXY_SECRET: found {len(secret)} characters; allowed: {LEAST_SECRET} or more (openssl rand -hex 32)."
    if not (minutes.isdecimal() and 0 < int(minutes) <= LONGEST_SESSION):
        yield f"SESSION_MINUTES: found {minutes!r}; allowed: a number from 1 to {LONGEST_SESSION}."
    if not config.get_option("client.disableDataExport"):
        yield (
            "client.disableDataExport: found false; with sign-in it has to be true, since tables could be saved past "
            "the registry: set STREAMLIT_CLIENT_DISABLE_DATA_EXPORT=true."
        )
    if config.get_option("server.enableAgentApi"):
        yield "server.enableAgentApi: found true; with sign-in it has to be false."
