"""The dashboard with sign-in, on this machine: one address for each person, as a hospital's proxy would sign them in.

The proxy puts who is there into the head of each request. Each request has a connection of its own but for websockets.
"""

from __future__ import annotations

import asyncio
import os
import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from common.server import serving

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

SECRET = "0123456789abcdef" * 4
ROLES = """[groups]
readers = ["reader"]
curators = ["curator"]
reviewers = ["reviewer"]
locals = ["curator", "reviewer", "local"]
"""


class SignedIn(NamedTuple):
    """The dashboard that is served: the address of each person by name, and the number of the server's process."""

    addresses: dict[str, str]
    process: int


@contextmanager
def signed_in(folder: Path, people: Mapping[str, str], settings: Mapping[str, str]) -> Generator[SignedIn]:
    """Serve the dashboard until the block ends. `people` is by name the group.

    `settings` are further environment variables, such as CASES and CASEBOOK. The registry lies in `folder`.
    """
    environment = {
        **with_sign_in(folder),
        "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "ignore"),
        **settings,
    }
    with serving(folder / "streamlit.log", env=environment) as server, _proxies(people, server.port) as addresses:
        yield SignedIn(addresses, server.process.pid)


def with_sign_in(folder: Path) -> dict[str, str]:
    """Give the environment of a dashboard behind a proxy, its roles and its registry in a folder."""
    (folder / "roles.toml").write_text(ROLES, encoding="utf-8")
    return {
        "SIGN_IN": "proxy",
        "PROXY_SECRET": SECRET,
        "ROLES": str(folder / "roles.toml"),
        "REGISTRY": f"sqlite:///{folder / 'registry.sqlite'}",
        "STREAMLIT_CLIENT_DISABLE_DATA_EXPORT": "true",
    }


def head_of(name: str, group: str) -> dict[str, str]:
    """Give the headers by which the proxy says who is there."""
    return {"X-Casebook-Secret": SECRET, "X-Casebook-User": name, "X-Casebook-Groups": group}


@contextmanager
def _proxies(people: Mapping[str, str], behind: int) -> Generator[dict[str, str]]:
    """Run a proxy for each person, all in one thread, until the block ends; gives their addresses by name."""
    addresses: dict[str, str] = {}
    ready = threading.Event()
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def run() -> None:
        ended = asyncio.Event()
        running.append((asyncio.get_running_loop(), ended))
        servers = {name: await _listen((name, group), behind) for name, group in people.items()}
        addresses.update({name: f"http://127.0.0.1:{one.sockets[0].getsockname()[1]}" for name, one in servers.items()})
        ready.set()
        await ended.wait()
        for one in servers.values():
            one.close()
        open_still = asyncio.all_tasks() - {asyncio.current_task()}
        for task in open_still:
            task.cancel()
        await asyncio.gather(*open_still, return_exceptions=True)
        await asyncio.sleep(0.1)  # in which the connections close

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield addresses
    finally:
        loop, ended = running[0]
        loop.call_soon_threadsafe(ended.set)
        thread.join()


async def _listen(who: tuple[str, str], behind: int) -> asyncio.Server:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _pass_on(reader, writer, behind, who)

    return await asyncio.start_server(answer, "127.0.0.1", 0)


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, behind: int, who: tuple[str, str]
) -> None:
    """Pass one request on with who is there in its head, and everything that follows both ways."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        is_socket = re.search(r"^upgrade:", head, re.IGNORECASE | re.MULTILINE)
        if not is_socket:
            head = re.sub(r"^connection:.*\r\n", "", head, flags=re.IGNORECASE | re.MULTILINE)
        added = [f"{header}: {value}" for header, value in head_of(*who).items()]
        added += [] if is_socket else ["Connection: close"]
        first, _, rest = head.partition("\r\n")
        from_server, to_server = await asyncio.open_connection("127.0.0.1", behind)
        to_server.write("\r\n".join([first, *added, rest]).encode("latin-1"))
        await asyncio.gather(_copy(reader, to_server), _copy(from_server, writer))
    except (asyncio.IncompleteReadError, ConnectionError):  # the browser has gone, or the server
        return
    finally:
        writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while part := await reader.read(1 << 16):
            writer.write(part)
            await writer.drain()
    finally:
        writer.close()
