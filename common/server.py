"""Start a Streamlit server, wait until its first reader can come, and end it.

Only the standard library is used here, since run.py starts the dashboard with it. Tests, bench/ and docs/ do so too.
"""

from __future__ import annotations

import errno
import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from common.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path
    from typing import IO

READY_WITHIN_SECONDS = 90
# Streamlit, which ends as soon as the process that holds the other end of its standard input has ended, however it
# ended: a pipe is closed by every system, also after a SIGKILL.
STREAMLIT = """\
import os, threading
from streamlit.web.cli import main
threading.Thread(target=lambda: os.read(0, 1) or os._exit(1), daemon=True).start()
main(prog_name="streamlit")
"""


class Server(NamedTuple):
    """A Streamlit server that was started: its process, and where it listens."""

    process: subprocess.Popen[bytes]
    host: str
    port: int
    path: str = ""
    """The base path that it serves under; empty, or with a slash before it and none after it."""

    @property
    def address(self) -> str:
        """Give the link to the front page, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}{self.path}"


class NotServedError(RuntimeError):
    """The server ended, or its script failed. The message says which, and what the server answered."""


def why_not_free(address: str, port: int) -> str:
    """Say in one sentence why nobody can listen on this address and port; empty if one can."""
    if not 0 < port < 1 << 16:
        return f"{port} is not a port: choose one from 1 to 65535 with --port."
    try:
        family, _, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # elsewhere the option lets two servers share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            return f"Port {port} on {address} is already in use: choose another one with --port."
        if fault.errno == errno.EACCES:
            return f"Port {port} may not be opened by this user: choose one above 1023 with --port."
        return f"This host cannot listen on {address} ({fault.strerror}): choose one of its own with --address."
    return ""


def start(  # noqa: PLR0913 - the choices of whoever starts a server
    address: str,
    port: int,
    *,
    path: str = "",
    tree: Path = ROOT,
    script: str = "app.py",
    python: str | Path = sys.executable,
    env: Mapping[str, str] | None = None,
    log: IO[bytes] | None = None,
) -> Server:
    """Start Streamlit on a script of a tree; it ends with this process. `path` is the base path that it serves under.

    What the server prints goes to `log`, or where the output of this process goes.
    """
    options = ("--server.address", address, "--server.port", str(port), "--server.headless", "true")
    options += ("--server.scriptHealthCheckEnabled", "true", "--logger.hideWelcomeMessage", "true")
    process = subprocess.Popen(
        [python, "-c", STREAMLIT, "run", script, *options],
        cwd=tree,
        env={**os.environ, **(env or {})},
        stdin=subprocess.PIPE,  # nothing is written: see STREAMLIT
        stdout=log,
        stderr=log and subprocess.STDOUT,
    )
    return Server(process, address, port, path)


def warm_up(server: Server) -> None:
    """Wait until the server listens, and have it run the script of the front page once.

    That run loads the packages, which the first reader would wait for, and shows whether the script can be run at all.
    Raises NotServedError where the server ends, does not listen in time, or the script fails.
    """
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(server.host, server.host)  # noqa: S104 - compared, not listened on
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if (status := server.process.poll()) is not None:
            message = f"Streamlit ended with status {status}"
            raise NotServedError(message)
        connection = http.client.HTTPConnection(near, server.port, timeout=READY_WITHIN_SECONDS)
        try:
            connection.request("GET", f"{server.path}/_stcore/script-health-check")
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):  # it does not listen yet
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        if response.status == http.client.OK:
            return
        message = f"the front page cannot be run: the health check answers {response.status}, {text}"
        raise NotServedError(message)
    message = f"nothing listens on port {server.port} of {near} after {READY_WITHIN_SECONDS} seconds"
    raise NotServedError(message)


def stop(server: Server) -> int:
    """End a server, whether or not it goes when asked to; returns its exit status."""
    process = server.process
    process.terminate()
    try:
        return process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
    finally:
        if process.stdin:
            process.stdin.close()


@contextmanager
def serving(
    log: Path, *, tree: Path = ROOT, script: str = "app.py", env: Mapping[str, str] | None = None, path: str = ""
) -> Generator[Server]:
    """Serve a script on a free port of this host, ready for its first reader, until the block ends.

    `path` is the base path that `env` or the tree tells it. The server runs in the Python that runs this; what it
    prints goes to the file `log`. Raises NotServedError with what it printed.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with log.open("wb") as output:
        server = start("127.0.0.1", port, path=path, tree=tree, script=script, env=env, log=output)
        try:
            warm_up(server)
            yield server
        except NotServedError as fault:
            printed = log.read_text(encoding="utf-8", errors="replace")
            message = f"{fault}. The server printed:\n{printed}"
            raise NotServedError(message) from None
        finally:
            stop(server)
