"""Who is there, as a proxy says it or a signed cookie, and what is no way of saying it."""

from __future__ import annotations

import json

import pytest
from starlette.datastructures import Headers
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from access import identity
from access.identity import ForgedError, Identity, check_headers, from_cookie, from_proxy
from access.settings import SettingsError, read_settings

SECRET = "0123456789abcdef" * 2
LATEST = 2_000_000_000.0


def headers(**sent: str) -> Headers:
    """Give the headers of a request as they arrive, an underscore for each hyphen."""
    return Headers({name.replace("_", "-"): value for name, value in sent.items()})


def test_the_proxy_says_name_groups_and_end() -> None:
    sent = headers(
        x_casebook_secret=SECRET,
        x_casebook_user="a.doe",
        x_casebook_groups="doctors; CN=Ärzte,DC=a".encode().decode("latin-1"),
        x_casebook_end="1900000000",
    )

    assert from_proxy(sent, SECRET, LATEST) == Identity("a.doe", ("doctors", "CN=Ärzte,DC=a"), 1_900_000_000.0)


def test_a_sign_in_lasts_no_longer_than_a_session_may() -> None:
    sent = headers(x_casebook_secret=SECRET, x_casebook_user="a.doe", x_casebook_end="9900000000")

    who = from_proxy(sent, SECRET, LATEST)

    assert who
    assert who.end == LATEST


@pytest.mark.parametrize(
    "sent",
    [
        headers(x_casebook_user="chief"),
        headers(x_casebook_user="chief", x_casebook_secret=SECRET[:-1]),
        headers(x_casebook_user="chief", x_casebook_secret=""),
        headers(x_casebook_secret=SECRET),
        headers(x_casebook_secret=SECRET, x_casebook_user="(null)"),
        headers(x_remote_user="chief", remote_user="chief", x_casebook_secret=SECRET),
    ],
)
def test_nobody_is_there_without_the_secret_of_the_proxy_and_a_name(sent: Headers) -> None:
    assert from_proxy(sent, SECRET, LATEST) is None


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ([(b"x-casebook-user", b"a"), (b"x-casebook-user", b"chief")], "twice"),
        ([(b"x-casebook-secret", b"a"), (b"x-casebook-secret", SECRET.encode())], "twice"),
        ([(b"x-casebook-user", b"a"), (b"x_casebook_user", b"chief")], "underscores"),
        ([(b"x-casebook_groups", b"audit")], "underscores"),
    ],
)
def test_a_header_that_is_there_twice_or_with_underscores_is_refused(
    raw: list[tuple[bytes, bytes]], sentence: str
) -> None:
    with pytest.raises(ForgedError, match=sentence):
        check_headers(Headers(raw=raw))


def test_who_is_there_is_read_as_it_was_written() -> None:
    there = Identity("ä.doe", ("doctors", "b"), 5.0, "0a")

    assert identity.from_header(there.as_header()) == there._replace(end=float("inf"))
    assert there.as_header().isascii()


@pytest.fixture
def cookie_secret(monkeypatch: pytest.MonkeyPatch) -> str:
    """Have Streamlit sign cookies with a secret of ours."""
    options = {"server.cookieSecret": "s" * 32}
    asked = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: options.get(name) or asked(name))
    return options["server.cookieSecret"]


def cookies(secret: str, **claims: object) -> dict[str, str]:
    """Sign claims as Streamlit does after st.login."""
    claims_of_cookie = json.dumps({"is_logged_in": True, "origin": "https://casebook.example", **claims})
    return {"_streamlit_user": create_signed_value(secret, "_streamlit_user", claims_of_cookie).decode()}


def test_the_cookie_of_st_login_says_name_groups_and_end(cookie_secret: str) -> None:
    who = from_cookie(cookies(cookie_secret, email="a@b.example", groups=["doctors"], exp=1_900_000_000), LATEST)

    assert who
    assert who[:3] == ("a@b.example", ("doctors",), 1_900_000_000.0)
    assert len(who.session) == 32


@pytest.mark.usefixtures("cookie_secret")
def test_a_cookie_that_was_signed_by_somebody_else_or_without_an_end_is_nobody_s() -> None:
    forged = cookies("t" * 32, email="chief@b.example", exp=1_900_000_000)

    assert from_cookie(forged, LATEST) is None
    assert from_cookie({"_streamlit_user": "x"}, LATEST) is None
    assert from_cookie({}, LATEST) is None


def test_a_cookie_without_an_end_has_ended(cookie_secret: str) -> None:
    who = from_cookie(cookies(cookie_secret, sub="7"), LATEST)

    assert who
    assert who.end == 0


# --- what a hospital sets


def test_without_sign_in_set_there_is_none() -> None:
    assert read_settings({"PROXY_SECRET": SECRET}) is None


def test_every_fault_of_what_is_set_is_named_and_a_secret_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"SIGN_IN": "proxy", "PROXY_SECRET": "hunter2", "SESSION_MINUTES": "0"})

    assert "PROXY_SECRET: found 7 characters" in str(refused.value)
    assert "SESSION_MINUTES: found '0'" in str(refused.value)
    assert "client.disableDataExport" in str(refused.value)
    assert "hunter2" not in str(refused.value)
