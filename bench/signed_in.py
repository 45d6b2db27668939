"""How long a click takes while many people are signed in: sessions over real websockets, each with a name of its own.

    python -m bench.signed_in --sessions 50 160 --seconds 120

Sign-in is that of a proxy, whose headers each session sends; the registry is a fresh SQLite file. Every four seconds a
session filters the page by another drug and waits for its end. Prints clicks, errors, and the 50th and 95th percentile
in milliseconds, without browser. Streamlit's messages are spoken by hand, so that 160 readers fit one machine.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.load import load
from common.server import serving

SECRET = "0123456789abcdef" * 2
DRUGS = ("thalidomide", "lenalidomide", "pomalidomide")
PAUSE_SECONDS = 4
_LONGEST_SECONDS = 60


class Clicks:
    """What all sessions came to: milliseconds of each click, and sentences of what went wrong."""

    def __init__(self) -> None:
        """Begin with none."""
        self.milliseconds: list[float] = []
        self.errors: list[str] = []

    async def session(self, address: str, page: str, number: int, until: float) -> None:
        """Open a page as somebody, and click until the time is over."""
        chance = random.Random(number)  # noqa: S311  no secret
        headers = {
            "X-Casebook-Secret": SECRET,
            "X-Casebook-User": f"reader {number}",
            "X-Casebook-Groups": "readers",
        }
        await asyncio.sleep(chance.uniform(0, PAUSE_SECONDS))
        try:
            async with connect(f"{address}/_stcore/stream", additional_headers=headers, max_size=None) as socket:
                await _run(socket, page, "")
                while time.monotonic() < until:
                    await asyncio.sleep(chance.uniform(0.5, 1.5) * PAUSE_SECONDS)
                    begun = time.perf_counter()
                    await _run(socket, page, f"drug={chance.choice(DRUGS)}")
                    self.milliseconds.append(1000 * (time.perf_counter() - begun))
        except (OSError, TimeoutError, WebSocketException, RuntimeError) as error:
            self.errors.append(f"reader {number}: {error!r}")


async def _run(socket: ClientConnection, page: str, query: str) -> None:
    """Ask for a run of the page, and wait for its end. Raises RuntimeError where the page shows an exception."""
    request = BackMsg()
    request.rerun_script.page_name = page
    request.rerun_script.query_string = query
    await socket.send(request.SerializeToString())
    async with asyncio.timeout(_LONGEST_SECONDS):
        while True:
            message = ForwardMsg.FromString(await socket.recv())
            element = message.delta.new_element
            if element.HasField("exception") or element.alert.body:
                text = element.exception.message or element.alert.body
                raise RuntimeError(text)
            if message.WhichOneof("type") == "script_finished":
                return


async def _measure(address: str, page: str, sessions: int, seconds: float) -> Clicks:
    clicks, until = Clicks(), time.monotonic() + seconds
    await asyncio.gather(*(clicks.session(address, page, number, until) for number in range(sessions)))
    return clicks


def main() -> int:
    """Measure as the command line says, and print it; returns 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, nargs="+", default=[50, 160])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--page", default="timing")
    chosen = parser.parse_args()
    failed = False
    print("| sessions | clicks | errors | p50, ms | p95, ms | load |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
    for sessions in chosen.sessions:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "roles.toml").write_text('[groups]\nreaders = ["reader"]\n')
            environment = {
                "SIGN_IN": "proxy",
                "PROXY_SECRET": SECRET,
                "ROLES": str(folder / "roles.toml"),
                "REGISTRY": f"sqlite:///{folder / 'registry.sqlite'}",
                "STREAMLIT_CLIENT_DISABLE_DATA_EXPORT": "true",
            }
            with serving(folder / "log", env=environment) as server:
                address = server.address.replace("http", "ws", 1)
                clicks = asyncio.run(_measure(address, chosen.page, sessions, chosen.seconds))
        parts = quantiles(clicks.milliseconds or [0.0, 0.0], n=20)
        figures = (len(clicks.milliseconds), len(clicks.errors), round(parts[9]), round(parts[18]), load())
        print(f"| {sessions} | {' | '.join(map(str, figures))} |", flush=True)
        for error in clicks.errors[:5]:
            print(error, flush=True)
        failed = failed or bool(clicks.errors)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
