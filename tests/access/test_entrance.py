"""Every page for every role: who is not to see it sees nothing of it, and the registry tells of it."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from access.identity import USER_KEY, Identity
from access.middleware import lifespan
from access.roles import ROLES, SEEN_BY
from access.settings import settings
from casebook.curation import reading
from common.paths import ROOT
from registry import store
from tests.frozen import CASES
from tests.reading import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PAGES = {path.stem: path.parent.name for path in sorted((ROOT / "pages").glob("*/*.py"))}
ONE_OF_EACH = {section: name for name, section in PAGES.items()}
"""A page of each section."""

GROUPS = "\n".join(f'{role}s = ["{role}"]' for role in ROLES)
RULES = f"[groups]\n{GROUPS}\n"


@pytest.fixture
def roles_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Set up sign-in with a group for each role; gives the file of roles."""
    path = tmp_path / "roles.toml"
    path.write_text(RULES)
    monkeypatch.setenv("SIGN_IN", "proxy")
    monkeypatch.setenv("PROXY_SECRET", "s" * 32)
    monkeypatch.setenv("ROLES", str(path))
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    monkeypatch.setattr(reading, "CASES", CASES)  # the desk reads the folder of cases
    asked = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: name == "client.disableDataExport" or asked(name))
    settings.cache_clear()
    yield path
    settings.cache_clear()


def opened(page: str, *groups: str, name: str = "a.doe") -> AppTest:
    """Open a page as somebody of these groups; of nobody without a name."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120)
    if name:
        app.user = {USER_KEY: Identity(name, groups, 0.0, "session of a test").as_header()}
    app.run()
    app.switch_page(f"{PAGES[page]}/{page}.py").run()
    assert not app.exception, app.exception
    return app


def is_shown(app: AppTest) -> bool:
    """Say whether the page itself was drawn."""
    return bool(app.title)


@pytest.mark.usefixtures("roles_file")
@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_a_role_sees_the_pages_of_its_sections_and_nothing_of_others(role: str) -> None:
    sees_its_own_and_nothing_else(role, ONE_OF_EACH.values())


@pytest.mark.slow
@pytest.mark.usefixtures("roles_file")
@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_every_page_of_its_sections_and_nothing_of_any_other(role: str) -> None:
    sees_its_own_and_nothing_else(role, PAGES)


def sees_its_own_and_nothing_else(role: str, pages: Iterable[str]) -> None:
    """Go from page to page in one session of a role, and expect of each that it is shown, or refused and told."""
    app = opened("help", f"{role}s")
    assert is_shown(app)
    for page in pages:
        refused = store.find(kind="refused", most=1000).height

        app.switch_page(f"{PAGES[page]}/{page}.py").run()

        assert not app.exception, (page, app.exception)
        allowed = role in SEEN_BY[PAGES[page]]
        assert is_shown(app) == allowed, page
        assert store.find(kind="refused", most=1000).height == refused + (not allowed), page
        if allowed:
            script = (ROOT / "pages" / PAGES[page] / f"{page}.py").read_text(encoding="utf-8")
            assert f'st.title("{app.title[0].value}"' in script
        else:
            assert "This page is not for your roles" in app.error[0].value, page
            assert not app.get("vega_lite_chart"), page
            assert not app.get("html")[1:], page  # the first is the style sheet


@pytest.mark.usefixtures("roles_file")
@pytest.mark.parametrize("page", ["overview", "audit_log"])
def test_nobody_sees_nothing(page: str) -> None:
    app = opened(page, name="")

    assert not is_shown(app)
    assert [error.value for error in app.error] == ["Nobody is signed in."]
    assert store.last().events == 0


@pytest.mark.usefixtures("roles_file")
def test_somebody_without_a_role_is_told_so_and_is_in_the_registry() -> None:
    app = opened("overview", "strangers")

    assert not is_shown(app)
    assert "None of your groups has a role here" in app.error[0].value
    assert store.newest("signed in")


@pytest.mark.usefixtures("roles_file")
def test_a_session_is_told_once() -> None:
    app = opened("overview", "readers")
    app.run()

    events = store.find(kind="signed in", most=9)
    assert events["actor"].to_list() == ["a.doe"]
    assert '"roles": ["reader"]' in events["content"].item()


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(roles_file: Path) -> None:
    app = opened("overview", "readers")
    assert is_shown(app)

    roles_file.write_text(RULES.replace('readers = ["reader"]', 'readers = ["administrator"]'))
    app.run()

    assert not is_shown(app)
    assert len(store.find(kind="roles changed", most=9)) == 2


@pytest.mark.parametrize("damage", ["the file of roles", "the registry"])
def test_nobody_is_let_in_while_roles_or_registry_cannot_be_read(
    roles_file: Path, damage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if damage == "the registry":
        monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'nowhere' / 'registry.sqlite'}")
    else:
        roles_file.write_text("[groups")

    app = opened("overview", "readers")

    assert not is_shown(app)
    assert "Nobody is let in until this is mended" in app.error[0].value


@pytest.mark.usefixtures("roles_file")
def test_what_is_above_the_right_of_a_reader_is_offered_to_nobody_who_has_not_got_it() -> None:
    reader, curator = opened("case_list", "readers"), opened("case_list", "curators")

    assert len(reader.get("download_button")) == 0
    assert {"CSV", "ZIP"} <= {button.label for button in reader.button if button.disabled}
    assert {"CSV", "ZIP"} <= {button.proto.label for button in curator.get("download_button")}


@pytest.mark.usefixtures("roles_file")
def test_anyone_may_take_away_less_than_they_may() -> None:
    curator = opened("case_list", "curators")

    curator.selectbox(key="take_away_at_most").set_value("rows").run()

    assert [button.proto.label for button in curator.get("download_button")] == ["CSV"]


@pytest.mark.usefixtures("roles_file")
def test_the_auditor_searches_the_registry_and_checks_the_chain() -> None:
    store.append("b.roe", "exported", "cases.csv", {"filter": "drug: pomalidomide"})
    auditor = opened("audit_log", "auditors")

    auditor.text_input(key="audit_words").set_value("pomalidomide").run()
    auditor.button(key="check_chain").click().run()

    (found,) = [table.row(0, named=True) for table in tables(auditor)]
    assert (found["Who"], found["What"], found["Of what"]) == ("b.roe", "exported", "cases.csv")
    assert found["Content"] == "filter: drug: pomalidomide"
    assert store.find(found["Hash, first 16 digits"], most=2)["subject"].to_list() == ["cases.csv"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", found["When (UTC)"])
    assert "is whole" in auditor.success[0].value


def test_without_sign_in_the_rooms_that_need_it_are_absent_and_methods_says_why() -> None:
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60).run()
    app.switch_page("about/methods.py").run()

    assert any("no sign-in is set up" in caption.value for caption in app.caption)
    with pytest.raises(ValueError, match="audit_log"):
        app.switch_page("audit/audit_log.py")


def got_ready() -> list[str]:
    """Say what got ready before anybody was served."""
    called: list[str] = []

    async def serve() -> None:
        async with lifespan(lambda: called.append("the desk"))(None):
            called.append("served")

    # on a thread of its own: where a browser test came before on this core, its loop of events runs on this one
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, serve()).result()
    return called


@pytest.mark.usefixtures("roles_file")
def test_with_sign_in_the_desk_gets_ready_before_anybody_is_served() -> None:
    assert got_ready() == ["the desk", "served"]


def test_without_sign_in_nothing_that_is_installed_for_it_is_loaded() -> None:
    assert got_ready() == ["served"]
