"""In Chromium against Apache and nginx with TLS under a sub-path: sign-in, links, downloads, roles, sign-out."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from registry import store
from registry.table import engine_of, opened
from tests.how_often import times
from tests.servers import sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.servers.sites import Site

pytestmark = pytest.mark.servers

APACHE_MODULE = "/usr/lib/apache2/modules/mod_auth_openidc.so"
TIMES = times(3, 20)
LINK = "case_list?drug=pomalidomide&steroid=yes"


@pytest.fixture(scope="module", params=["apache", "nginx"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run the dashboard behind Apache, which signs people in, or behind nginx, where st.login does."""
    folder = tmp_path_factory.mktemp(request.param)
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    if request.param == "apache":
        sites.skip_without("/usr/sbin/apache2", APACHE_MODULE, package="apache2 libapache2-mod-auth-openidc")
        running = sites.site(folder, "proxy", sites.apache, "apache.conf")
    else:
        sites.skip_without("/usr/sbin/nginx", package="nginx-light")
        running = sites.site(folder, "st.login", sites.nginx, "nginx.conf")
    with running as there:
        yield there


@pytest.fixture(autouse=True)
def _registry_of_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("REGISTRY", site.registry)
    yield
    opened(site.registry).dispose()
    engine_of.cache_clear()


@pytest.fixture
def person(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser of somebody who is not signed in yet."""
    with browser.new_context(ignore_https_errors=True, accept_downloads=True) as context:
        yield context


def sign_in(page: Page, site: Site, link: str, name: str) -> None:
    """Open a link and sign in where the provider asks."""
    page.goto(f"{site.address}/{link}")
    page.locator("input[name=sub]").fill(name)
    page.locator("button, input[type=submit]").first.click()
    page.wait_for_url(re.compile(re.escape(site.address)), timeout=60_000)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=60_000)


def test_a_deep_link_with_filters_survives_signing_in(site: Site, browser: Browser) -> None:
    arrived = 0
    for _ in range(TIMES):
        with browser.new_context(ignore_https_errors=True) as context:
            page = context.new_page()
            sign_in(page, site, LINK, "curator")
            expect(page.get_by_role("heading", name="Which cases are these?")).to_be_visible(timeout=60_000)
            arrived += "drug=pomalidomide" in page.url and "steroid=yes" in page.url and "/case_list" in page.url

    assert arrived == TIMES


def test_a_download_is_one_event_and_its_address_is_nobody_else_s(
    site: Site, person: BrowserContext, browser: Browser
) -> None:
    page = person.new_page()
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.extend([asked.url] if "/casebook/media/" in asked.url else []))
    sign_in(page, site, LINK, "curator")
    before = len(store.find(kind="exported", most=1000))

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    content = download.value.path().read_bytes()

    events = store.find(kind="exported", most=1000)
    told = json.loads(events["content"][0])
    assert len(events) == before + 1
    assert (events["actor"][0], events["subject"][0]) == ("curator@casebook.example", download.value.suggested_filename)
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert "pomalidomide" in told["filter"]
    assert fetched
    assert status(fetched[0], site) in {302, 303, 401}
    with browser.new_context(ignore_https_errors=True) as of_another:
        other = of_another.new_page()
        sign_in(other, site, "", "both")
        assert other.request.get(fetched[0]).status == 403


def status(address: str, site: Site, *headers: tuple[str, str]) -> int:
    """Ask for an address without a browser, and so without its cookies."""
    parts = urlsplit(address)
    unchecked = ssl._create_unverified_context()  # noqa: S323, SLF001  a certificate of our own making
    connection = http.client.HTTPSConnection(parts.netloc, context=unchecked, timeout=20)
    connection.putrequest("GET", f"{parts.path}?{parts.query}")
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse().status
    connection.close()
    assert urlsplit(site.address).netloc == parts.netloc
    return answer


@pytest.mark.parametrize(("name", "sees"), [("reader", True), ("auditor", False), ("stranger", False)])
def test_a_role_sees_its_pages_alone(site: Site, person: BrowserContext, name: str, sees: bool) -> None:  # noqa: FBT001
    page = person.new_page()

    sign_in(page, site, "case_list", name)

    assert (page.get_by_role("heading", name="Which cases are these?").count() == 1) == sees
    assert (page.get_by_text("You are signed in as").count() == 0) == sees


def test_what_browsers_send_of_headers_of_ours_counts_for_nothing(site: Site) -> None:
    forged = [
        [("X-Casebook-User", "curator"), ("X-Casebook-Groups", "curators")],
        [("X-Casebook-Secret", "x"), ("X-Casebook-User", "curator")],
        [("X_Casebook_User", "curator"), ("X_Casebook_Secret", "x")],
        [("X-Casebook-User", "a"), ("X-Casebook-User", "curator")],
        [("X-Casebook-Identity", '{"name": "curator", "groups": ["curators"], "session": ""}')],
    ]
    paths = ["/case_list", "/media/0a.csv", "/_stcore/stream", "/_stcore/metrics", "/_stcore/script-health-check"]

    answers = {status(f"{site.address}{path}", site, *sent) for path in paths for sent in forged}

    assert answers <= {302, 303, 400, 401, 403}


def test_a_cookie_that_was_copied_before_signing_out_is_worth_nothing_after_it(
    site: Site, person: BrowserContext, browser: Browser
) -> None:
    page = person.new_page()
    sign_in(page, site, "", "curator")
    copied = person.cookies()

    page.get_by_role("link", name="sign out").evaluate("link => { link.target = '_self'; }")
    page.get_by_role("link", name="sign out").click()
    page.wait_for_load_state()
    with browser.new_context(ignore_https_errors=True) as thief:
        thief.add_cookies(copied)  # ty: ignore[invalid-argument-type]  what the other browser gave
        answer = thief.request.get(f"{site.address}/_stcore/host-config", max_redirects=0)

    assert answer.status in {302, 303, 401}


def test_two_people_at_once_each_see_their_own_patient(site: Site, browser: Browser) -> None:
    with (
        browser.new_context(ignore_https_errors=True) as of_one,
        browser.new_context(ignore_https_errors=True) as of_two,
    ):
        one, two = of_one.new_page(), of_two.new_page()
        sign_in(one, site, "board?p_age=72", "curator")
        sign_in(two, site, "board?p_age=41", "both")
        for _ in range(times(1, 3)):
            for page, age in ((one, "72"), (two, "41")):
                page.reload()
                expect(page.get_by_label(re.compile("^Age")).first).to_have_value(age, timeout=60_000)

    assert {event.actor for event in store.every_event()} >= {"curator@casebook.example", "both@casebook.example"}


def test_nothing_of_the_patient_is_in_a_log(site: Site, person: BrowserContext) -> None:
    page = person.new_page()

    sign_in(page, site, "board?p_age=72&p_drug=pomalidomide", "curator")

    logs = {path.name: path.read_text(errors="replace") for path in site.logs.glob("*.log")}
    assert {"streamlit.log", "casebook.log"} <= logs.keys()
    assert [name for name, text in logs.items() if "p_age" in text and name != "provider.log"] == []


def test_nothing_outside_is_asked_for_and_the_policy_holds_nothing_back(site: Site, person: BrowserContext) -> None:
    page = person.new_page()
    asked: list[str] = []
    errors: list[str] = []
    sign_in(page, site, "timing", "curator")
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))

    page.reload()
    expect(page.locator('[data-testid="stVegaLiteChart"] svg').first).to_be_visible(timeout=60_000)

    assert {urlsplit(url).hostname for url in asked if url.startswith("http")} == {"localhost"}
    assert [error for error in errors if "Content Security Policy" in error] == []


def test_every_page_was_shown_to_somebody_the_registry_knows(site: Site, person: BrowserContext) -> None:
    sign_in(person.new_page(), site, LINK, "curator")

    assert store.check().fault == ""
    assert store.find(kind="signed in", most=1000).height >= 1
    assert site.registry
