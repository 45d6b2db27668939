"""What is refused before Streamlit sees it, and the headers of every answer, on a server that runs."""

from __future__ import annotations

import http.client
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from streamlit import config
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from access.hosts import is_known
from common.paths import ROOT
from common.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SITE = """
import streamlit as st
from starlette.middleware import Middleware
from access.hosts import KnownHosts
from access.security_headers import SecurityHeaders
app = st.App("page/frame.py", middleware=[Middleware(SecurityHeaders), Middleware(KnownHosts)])
"""
"""A site of one page behind the middleware of the dashboard."""


class Answer(NamedTuple):
    """Status, headers and text of an answer."""

    status: int
    headers: Mapping[str, str]
    text: str


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site."""
    tree = tmp_path_factory.mktemp("site")
    (tree / "page").mkdir()
    (tree / "page" / "frame.py").write_text("import streamlit as st\nst.write('shown')\n")
    (tree / "app.py").write_text(SITE)
    shutil.copytree(ROOT / ".streamlit", tree / ".streamlit")
    return tree


@pytest.fixture(scope="module")
def site(tree: Path) -> Iterator[str]:
    """Serve the site; gives its address."""
    with serving(tree / "log", tree=tree, env={"PYTHONPATH": str(Path.cwd())}) as server:
        yield server.address


def ask(site: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask the site as a browser or a proxy would."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=sent)
    response = connection.getresponse()
    answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode())
    connection.close()
    return answer


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/_stcore/health", 200), ("/media/none.csv", 404)])
def test_every_answer_says_what_a_page_may_load_and_that_no_frame_may_hold_it(
    site: str, path: str, status: int
) -> None:
    answer = ask(site, path)

    assert answer.status == status
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"].split("style-src")[0]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "", "a b"])
def test_a_request_under_a_foreign_name_is_refused_with_the_option_named(site: str, host: str) -> None:
    answer = ask(site, "/", Host=host)

    assert answer.status == 400
    assert "server.allowedHosts" in answer.text or "Invalid HTTP request" in answer.text


def test_a_name_that_the_options_allow_is_known_and_no_name_that_only_ends_like_it() -> None:
    before = config.get_option("server.allowedHosts")
    config.set_option("server.allowedHosts", ["casebook.example"])
    try:
        known = [
            host for host in ("casebook.example:8443", "CASEBOOK.example.", "evil-casebook.example") if is_known(host)
        ]
    finally:
        config.set_option("server.allowedHosts", before)

    assert known == ["casebook.example:8443", "CASEBOOK.example."]


def test_a_websocket_of_a_foreign_page_is_refused_and_one_of_our_own_page_is_not(site: str) -> None:
    stream = f"{site.replace('http', 'ws')}/_stcore/stream"

    with pytest.raises(InvalidStatus) as refused:
        connect(stream, origin="https://evil.example").close()  # ty: ignore[invalid-argument-type]  a text as any
    with connect(stream, origin=site) as opened:  # ty: ignore[invalid-argument-type]  likewise
        opened.close()

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_opens_on_the_machine_itself_also_where_the_options_allow_another_name(tree: Path, name: str) -> None:
    allowed = {"PYTHONPATH": str(Path.cwd()), "STREAMLIT_SERVER_ALLOWED_HOSTS": "casebook.example"}
    with serving(tree / "log-of-name", tree=tree, env=allowed) as server:
        here = server.address.replace("127.0.0.1", name)

        with connect(f"{here.replace('http', 'ws')}/_stcore/stream", origin=here) as opened:  # ty: ignore[invalid-argument-type]  a text as any
            opened.close()

        assert ask(here, "/").status == 200


def test_an_upload_from_a_foreign_page_is_refused(site: str) -> None:
    answer = ask(site, "/_stcore/upload_file/a/b", "PUT", Origin="https://evil.example")

    assert answer.status == 403


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check"])
def test_figures_on_the_server_are_for_this_machine_alone(site: str, path: str) -> None:
    assert ask(site, path).status == 200
    assert ask(site, path, X_Forwarded_For="127.0.0.1").status == 403
    assert ask(site, path, Host="192.0.2.7").status == 403


def test_no_page_of_another_site_may_steer_the_dashboard_by_messages(site: str) -> None:
    assert json.loads(ask(site, "/_stcore/host-config").text)["allowedOrigins"] == []
