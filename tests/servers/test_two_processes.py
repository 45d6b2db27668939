"""Two dashboards behind one balancer: each reader stays with one of them, and both write one registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from registry import store
from registry.table import engine_of, opened
from tests.how_often import times
from tests.servers import postgresql, sites
from tests.servers.test_sites import APACHE_MODULE, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.servers.sites import Site

pytestmark = pytest.mark.servers
READERS = times(3, 6)


@pytest.fixture
def balanced(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Run both behind Apache, with their registry on PostgreSQL."""
    folder = tmp_path_factory.mktemp("balanced")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    sites.skip_without("/usr/sbin/apache2", APACHE_MODULE, package="apache2 libapache2-mod-auth-openidc")
    with postgresql.running() as server:
        registry = f"{server}{postgresql.new_database(server)}"
        monkeypatch.setenv("REGISTRY", registry)
        with sites.two_processes(folder, registry) as site:
            yield site
        opened(registry).dispose()
        engine_of.cache_clear()


def test_each_reader_stays_with_one_of_two_processes_and_every_download_is_one_event(
    balanced: Site, browser: Browser
) -> None:
    routes: list[str] = []
    for _ in range(READERS):
        with browser.new_context(ignore_https_errors=True, accept_downloads=True) as context:
            page = context.new_page()
            sign_in(page, balanced, "case_list?drug=pomalidomide", "curator")
            for _again in range(2):
                page.reload()
                expect(page.get_by_role("heading", name="Which cases are these?")).to_be_visible(timeout=60_000)
            with page.expect_download() as download:
                page.get_by_role("button", name="CSV", exact=True).click()
            assert download.value.path().read_bytes()
            routes += [
                str(cookie.get("value")) for cookie in context.cookies() if cookie.get("name") == "casebook_route"
            ]

    assert set(routes) == {".1", ".2"}
    assert store.find(kind="exported", most=100).height == READERS
    assert store.check().fault == ""
