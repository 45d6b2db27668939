"""Requests to a server with sign-in: whoever is not there, or pretends to be, gets no further than the gate."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from access.gate import RETURN_COOKIE
from common.server import serving
from registry import store

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "0123456789abcdef" * 2
COOKIE_SECRET = "c" * 40
PROVIDER = f"""
[auth]
redirect_uri = "http://127.0.0.1/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "casebook"
client_secret = "s"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""
PAGE = """
import json
import streamlit as st
from access.ui import admit, offer_file
admit("findings")
st.write("rows of " + json.loads(st.user["casebook"])["name"])
offer_file("CSV", lambda: st.user and b"drug,cases\\na,1\\n", "a.csv", "text/csv", key="csv", level="counts")
"""


def serve(tree: Path, **set_up: str) -> dict[str, str]:
    """Write a site of one page with the gate of the dashboard; gives the environment that it is served in."""
    (tree / "page").mkdir()
    (tree / "page" / "frame.py").write_text(PAGE)
    (tree / "app.py").write_text(
        "import streamlit as st\nfrom access.middleware import lifespan, middleware\n"
        'app = st.App("page/frame.py", middleware=middleware(), lifespan=lifespan(lambda: None))\n'
    )
    (tree / "roles.toml").write_text('[groups]\ndoctors = ["reader"]\n')
    (tree / ".streamlit").mkdir()
    (tree / ".streamlit" / "secrets.toml").write_text(PROVIDER if set_up["SIGN_IN"] == "st.login" else "")
    return {
        "PYTHONPATH": str(Path.cwd()),
        "ROLES": str(tree / "roles.toml"),
        "REGISTRY": f"sqlite:///{tree / 'registry.sqlite'}",
        "STREAMLIT_CLIENT_DISABLE_DATA_EXPORT": "true",
        **set_up,
    }


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site behind a proxy; gives its address."""
    tree = tmp_path_factory.mktemp("proxied")
    with serving(tree / "log", tree=tree, env=serve(tree, SIGN_IN="proxy", PROXY_SECRET=SECRET)) as server:
        yield server.address


@pytest.fixture(scope="module")
def with_login(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve the site with st.login; gives its address and that of its registry."""
    tree = tmp_path_factory.mktemp("login")
    env = serve(tree, SIGN_IN="st.login")
    with serving(tree / "log", tree=tree, env=env) as server:
        yield server.address, env["REGISTRY"]


Sent = list[tuple[str, str]]


def ask(site: str, path: str, sent: Sent, method: str = "GET") -> tuple[int, dict[str, str], str]:
    """Send exactly these headers; gives status, headers and text."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    connection.putrequest(method, path)
    for name, value in sent:
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    text = response.read().decode(errors="replace")
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, text


def stream(site: str, sent: Sent) -> str:
    """Open a session with these headers; gives the text of its page."""
    request = BackMsg()
    request.rerun_script.page_name = ""
    shown: list[str] = []
    with connect(f"{site.replace('http', 'ws')}/_stcore/stream", additional_headers=sent, max_size=None) as reader:
        reader.send(request.SerializeToString())
        while True:
            message = reader.recv(timeout=60)
            assert isinstance(message, bytes)
            forward = ForwardMsg.FromString(message)
            shown.append(forward.delta.new_element.markdown.body + forward.delta.new_element.alert.body)
            if forward.WhichOneof("type") == "script_finished":
                return " ".join(shown)


TRUE: Sent = [("X-Casebook-Secret", SECRET), ("X-Casebook-User", "a.doe"), ("X-Casebook-Groups", "doctors")]
FORGED: list[Sent] = [
    [],
    TRUE[1:],
    [("X-Casebook-Secret", "x" * 32), *TRUE[1:]],
    [*TRUE, ("X-Casebook-User", "chief")],
    [*TRUE, ("X_Casebook_User", "chief")],
    [("X_Casebook_Secret", SECRET), *TRUE[1:]],
    [("X-Casebook-Identity", json.dumps({"name": "chief", "groups": ["doctors"], "session": ""}))],
    [("X-Remote-User", "chief"), ("Remote-User", "chief"), ("OIDC_CLAIM_sub", "chief")],
]
PATHS = [
    "/",
    "/overview?drug=pomalidomide",
    "/media/0a.csv",
    "/_stcore/upload_file/a/b",
    "/_stcore/host-config",
    "/static/x",
]


def test_whom_the_proxy_names_sees_the_page(proxied: str) -> None:
    assert ask(proxied, "/", TRUE)[0] == 200
    assert "rows of a.doe" in stream(proxied, TRUE)


@pytest.mark.parametrize("sent", FORGED)
def test_a_forged_request_sees_no_row(proxied: str, sent: Sent) -> None:
    statuses = {ask(proxied, path, sent)[0] for path in PATHS} | {ask(proxied, PATHS[3], sent, "PUT")[0]}

    assert statuses <= {400, 401}
    with pytest.raises(InvalidStatus):
        stream(proxied, sent)


def test_of_a_thousand_forged_requests_none_sees_a_row(proxied: str) -> None:
    chance = random.Random(2026)  # noqa: S311  no secret
    names = ["Secret", "User", "Groups", "End", "Identity"]
    values = [
        "a.doe",
        "doctors",
        "x" * 32,
        SECRET[:-1],
        SECRET.upper(),
        "",
        "9999999999",
        '{"name": "chief"}',
        SECRET + "\t,",
    ]
    spellings = ["X-Casebook-{}", "x-casebook-{}", "X_Casebook_{}", "X-Casebook_{}", "X-Remote-{}", "Remote-{}"]
    elsewhere = [("Origin", "https://evil.example"), ("Cookie", "_streamlit_user=x"), ("X-Forwarded-For", "127.0.0.1")]
    statuses: Counter[int] = Counter()
    for _ in range(1000):
        count = chance.randrange(6)
        forged = [(chance.choice(spellings).format(chance.choice(names)), chance.choice(values)) for _ in range(count)]
        forged += chance.sample(elsewhere, chance.randrange(3))
        forged += TRUE if (twice := chance.random() < 1 / 3) else []
        ours = [name for name, _ in forged if name.lower().replace("_", "-").startswith("x-casebook-")]
        beside = [name.lower() for name in ours[: -len(TRUE)]]
        if twice and len(set(beside)) == len(beside) and {*beside} <= {"x-casebook-end", "x-casebook-identity"}:
            continue  # this one is of the proxy: the first counts for it, the second for nothing
        chosen = ask(proxied, chance.choice(PATHS), forged, chance.choice(["GET", "GET", "PUT", "POST"]))
        statuses[chosen[0]] += 1
        assert "rows of" not in chosen[2]

    assert statuses.total() > 800
    assert statuses.keys() <= {400, 401, 403, 404, 405}


def test_an_identity_in_a_header_of_ours_counts_for_nothing_beside_the_true_one(proxied: str) -> None:
    forged = ("X-Casebook-Identity", json.dumps({"name": "chief", "groups": ["doctors"], "session": ""}))

    assert "rows of a.doe" in stream(proxied, [*TRUE, forged])


def test_a_file_that_was_made_for_nobody_is_not_fetched(proxied: str) -> None:
    assert ask(proxied, "/media/0a.csv", TRUE)[0] == 403


def test_the_letters_of_the_front_end_are_no_files_of_a_reader(proxied: str) -> None:
    front_end = ask(proxied, "/static/media/none.woff2", TRUE)

    assert front_end[0] == 200


def test_a_websocket_is_closed_when_the_sign_in_ends(proxied: str) -> None:
    soon = [*TRUE, ("X-Casebook-End", str(int(time.time()) + 2))]

    with (
        connect(f"{proxied.replace('http', 'ws')}/_stcore/stream", additional_headers=soon) as reader,
        pytest.raises(ConnectionClosed) as closed,
    ):
        reader.recv(timeout=20)

    assert closed.value.rcvd
    assert closed.value.rcvd.code == 1008
    assert ask(proxied, "/", [*TRUE, ("X-Casebook-End", "1")])[0] == 401


def cookie(**claims: object) -> tuple[str, str]:
    """Sign in as Streamlit does after the provider came back."""
    usual = {"is_logged_in": True, "origin": "http://127.0.0.1", "email": "a@b.example", "groups": ["doctors"]}
    signed = create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps({**usual, **claims})).decode()
    return "Cookie", f"_streamlit_user={signed}"


def later() -> int:
    """Give a time at which a token that is good now ends."""
    return int(time.time()) + 3600


def test_a_page_asked_for_leads_to_the_provider_and_back_to_the_very_link(with_login: tuple[str, str]) -> None:
    site, _ = with_login
    html = ("Accept", "text/html")

    status, headers, _ = ask(site, "/case_list?drug=pomalidomide&q=a%20b", [html])
    kept = headers["set-cookie"].partition(";")[0]
    name, signed = cookie(exp=later())
    back = ask(site, "/", [html, (name, f"{signed}; {kept}")])

    assert (status, headers["location"].partition("?")[0]) == (303, "/auth/login")
    assert kept.startswith(f"{RETURN_COOKIE}=")
    assert (back[0], back[1]["location"]) == (303, "/case_list?drug=pomalidomide&q=a%20b")


@pytest.mark.parametrize("link", ["//evil.example", "https://evil.example", "%2F%2Fevil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site_after_signing_in(with_login: tuple[str, str], link: str) -> None:
    site, _ = with_login
    name, signed = cookie(exp=later())

    status, headers, _ = ask(site, "/", [("Accept", "text/html"), (name, f"{signed}; {RETURN_COOKIE}={link}")])

    assert (status, headers.get("location")) == (200, None)


@pytest.mark.parametrize("path", ["/media/0a.csv", "/_stcore/upload_file/a/b", "/_stcore/host-config"])
def test_without_a_cookie_nothing_but_pages_leads_to_the_provider(with_login: tuple[str, str], path: str) -> None:
    assert ask(with_login[0], path, [])[0] == 401


def test_a_cookie_counts_until_the_end_of_its_token_and_not_after_signing_out(
    with_login: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, registry = with_login
    monkeypatch.setenv("REGISTRY", registry)
    good = cookie(exp=later())

    assert ask(site, "/", [good])[0] == 200
    assert ask(site, "/", [cookie(exp=int(time.time()) - 1)])[0] == 401
    assert "rows of a@b.example" in stream(site, [good])
    ask(site, "/auth/logout", [good])
    assert ask(site, "/", [good])[0] == 401
    with pytest.raises(InvalidStatus):
        stream(site, [good])
    assert store.newest("signed out")
