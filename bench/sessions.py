"""How long readers wait who are there at the same time: `python -m bench.sessions --sessions 20 40 100`.

Each reader is a websocket client, as a browser is one, and does something every four seconds, out of step with the
others: opens a page of the menu, some with a patient, or sets or takes off a filter. Timed is from the request to the
end of the run of the page; what a browser draws is not. Server and clients share the processors of this machine.

With --signed-in each reader has a name of their own, as a proxy sends it, and the registry is a fresh SQLite file.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from bench.clicks import memory, work
from bench.load import load
from bench.signed_in import head_of, with_sign_in
from bench.terms import clickable_terms
from common.paths import ROOT
from common.server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.proto.Element_pb2 import Element
    from websockets.asyncio.client import ClientConnection

    from common.server import Server

PAUSE = 4.0
"""Seconds from one request of a reader to the next, unless another number is asked for."""

PAGES = ("", "timing", "presentation", "treatment", "lavage", "rechallenge", "claims", "case_list", "board", "board")
"""Paths of the pages that are opened, each as often as it stands here."""

PATIENT = "p_drug=pomalidomide&p_age=70&p_onset=subacute&p_symptoms=dyspnea&p_ct=ground-glass+opacities"
OUT = ROOT / "bench" / "out"


class Waited(NamedTuple):
    """Seconds of each request to the end of its run, and how many runs ended in an error."""

    seconds: list[float]
    failed: int


class Reader:
    """One session: a page that is open, and the requests that its reader makes."""

    def __init__(self, socket: ClientConnection, chance: random.Random) -> None:
        """Take a connection that is open, and what decides what the reader does."""
        self.socket = socket
        self.chance = chance
        self.page_hashes: dict[str, str] = {}
        self.page = ""
        self.query = ""
        self.pills: dict[str, str] = {}
        self.failed = 0

    async def act(self, terms: Sequence[tuple[str, str]]) -> None:
        """Open a page, or click a filter where the page offers one, and wait for the end of the run."""
        message = BackMsg()
        rerun = message.rerun_script
        if self.pills and self.chance.random() < 1 / 2:
            key, term = self.chance.choice(terms)
            state = rerun.widget_states.widgets.add(id=self.pills[key])
            state.string_array_value.data.extend(self.chance.choice(([term], [])))
        else:
            self.page = self.chance.choice(PAGES)
            self.query = PATIENT if self.page == "board" and self.chance.random() < 1 / 2 else ""
        rerun.query_string = self.query
        rerun.page_script_hash = self.page_hashes.get(self.page, "")
        await self.socket.send(message.SerializeToString())
        await self._finish()

    async def _finish(self) -> None:
        """Read what the server sends until the run has ended; notes the addresses of pages and the ids of widgets."""
        while True:
            message = ForwardMsg.FromString(await self.socket.recv(decode=False))
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.page_hashes = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "button_group":
                group = message.delta.new_element.button_group
                self.pills[group.query_param_key] = group.id
            elif kind == "delta" and _is_failure(message.delta.new_element):
                self.failed += 1
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return


def _is_failure(element: Element) -> bool:
    """Say whether an element is an exception, or a sentence in red such as that nobody is let in."""
    return element.WhichOneof("type") == "exception" or element.alert.format == Alert.ERROR


async def read_together(address: str, sessions: int, seconds: float, pause: float, seed: int) -> Waited:
    """Let a number of readers work for some seconds beside each other, each with pauses of so many seconds."""
    terms = clickable_terms(12)
    waited: list[float] = []

    async def one(number: int) -> int:
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - nothing secret
        await asyncio.sleep(chance.random() * pause)
        place = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        headers = head_of(f"reader {number}", "readers")  # without sign-in they are taken off, and mean nothing
        async with connect(
            place,
            subprotocols=["streamlit"],  # ty: ignore[invalid-argument-type]
            max_size=None,
            origin=address,  # ty: ignore[invalid-argument-type]
            additional_headers=headers,
        ) as socket:
            reader, timed = Reader(socket, chance), 0
            while timed == 0 or time.monotonic() < end:  # also where a run takes longer than is measured
                begun = time.monotonic()
                await reader.act(terms)
                ended = time.monotonic()
                if begun > warm:
                    waited.append(ended - begun)
                    timed += 1
                await asyncio.sleep(max(0.0, pause - (ended - begun)))
        return reader.failed

    warm = time.monotonic() + 2 * pause  # until then each reader has opened a page
    end = warm + seconds
    failed = await asyncio.gather(*(one(number) for number in range(sessions)))
    return Waited(waited, sum(failed))


def report(server: Server, sessions: int, chosen: argparse.Namespace) -> None:
    """Print a row of the table: what so many readers waited, and the server's work for each of their requests."""
    before, begun = work(server.process.pid), time.monotonic()
    waited = asyncio.run(read_together(server.address, sessions, chosen.seconds, chosen.pause, chosen.seed))
    took, requests = time.monotonic() - begun, len(waited.seconds)
    each = (work(server.process.pid) - before) / requests * (chosen.seconds / took)
    high = quantiles(waited.seconds, n=20, method="inclusive")[-1]
    cells = [sessions, requests, f"{median(waited.seconds):.2f} / {high:.2f} / {max(waited.seconds):.2f}"]
    cells += [f"{each:.0f}", waited.failed, f"{memory(server.process.pid):.0f}", load()]
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the dashboard, let the readers in, and print what they waited."""
    parser = argparse.ArgumentParser(prog="python -m bench.sessions", description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[20, 40, 60, 80, 100])
    parser.add_argument("--seconds", type=float, default=30, help="how long each number of readers is measured")
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between requests (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="what the readers do by chance (default: %(default)s)")
    parser.add_argument("--signed-in", action="store_true", help="each reader has a name, behind a proxy")
    chosen = parser.parse_args(arguments)
    OUT.mkdir(exist_ok=True)
    print(f"{os.cpu_count()} cores; a request every {chosen.pause:g} s of each reader.\n")
    print("| readers | requests | seconds: median / p95 / most | server ms a request | errors | server MB | load |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as made:
        environment = with_sign_in(Path(made)) if chosen.signed_in else {}
        with serving(OUT / "streamlit.log", env=environment) as server:
            for sessions in chosen.sessions:
                report(server, sessions, chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
