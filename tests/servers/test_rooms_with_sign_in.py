"""The pages that need to know who is there: no serious fault, nothing beyond the screen of a phone, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from access.roles import ONLY_WITH_SIGN_IN, ROLES
from common.paths import ROOT
from common.server import serving
from literature.decisions import EXCLUDE, INCLUDE, NOT_HAD, REASONS, SAME, close, judge, screen
from registry.table import engine_of, opened
from tests.browser.test_accessibility import faults_of_colour, faults_of_ours
from tests.browsing import BEYOND_THE_SCREEN, HAS_COLOURS, SCROLLED_SIDEWAYS, be_drawn
from tests.literature.drawing import ris, state, taken_in
from tests.servers import sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.servers

ROOMS = sorted(path.stem for section in ONLY_WITH_SIGN_IN for path in (ROOT / "pages" / section).glob("*.py"))
AND_METHODS = [*ROOMS, "methods"]
"""Methods has the flow of records with sign-in alone."""

PROXY = """
server {{
    listen 127.0.0.1:{port};
    location / {{
        proxy_pass {behind};
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
        proxy_set_header X-Casebook-Secret {secret};
        proxy_set_header X-Casebook-User p.doe;
        proxy_set_header X-Casebook-Groups everyone;
    }}
}}
"""


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard for somebody with every role, over a month of the literature; gives its address."""
    sites.skip_without("/usr/sbin/nginx", package="nginx-light")
    folder = tmp_path_factory.mktemp("hospital")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    roles = ", ".join(f'"{role}"' for role in ROLES)
    (folder / "roles.toml").write_text(f"[groups]\neveryone = [{roles}]\n")
    environment = {
        "SIGN_IN": "proxy",
        "PROXY_SECRET": sites.SECRET,
        "ROLES": str(folder / "roles.toml"),
        "REGISTRY": f"sqlite:///{folder / 'registry.sqlite'}",
        "STREAMLIT_CLIENT_DISABLE_DATA_EXPORT": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTRY", environment["REGISTRY"])
        a_month()
        opened(environment["REGISTRY"]).dispose()
        engine_of.cache_clear()
    port = sites.free_port()
    with serving(folder / "log", env=environment) as server:
        text = PROXY.format(port=port, behind=server.address, secret=sites.SECRET)
        with sites.running(*sites.nginx(folder, text, port), port=port, log=folder / "proxy.log"):
            yield f"http://127.0.0.1:{port}"


def a_month() -> None:
    """Take records in, judge, screen, differ, and close one."""
    title = "Pomalidomide-induced lung injury in a patient with relapsed myeloma"
    taken_in(ris(title, title, f"Erratum: {title}", *(f"Thalidomide and pneumonitis {n}" for n in range(8))))
    judge("q.roe", state().open_pairs()[0].name, SAME)
    for place in (4, 5, 6):
        screen("q.roe", f"1-{place}", INCLUDE)
    screen("r.poe", "1-4", EXCLUDE, REASONS[3])
    close("q.roe", "1-5", NOT_HAD, "asked the library")


@pytest.mark.parametrize("name", AND_METHODS)
def test_a_page_with_sign_in_has_no_serious_fault_and_fits_a_phone(hospital: str, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto(f"{hospital}/{name}")
    for colours, faults in (("light", faults_of_ours), ("dark", faults_of_colour)):
        page.emulate_media(color_scheme=colours)
        page.wait_for_function(HAS_COLOURS, arg=colours, timeout=60_000)
        be_drawn(page)
        expect(page.locator('[data-testid="stException"]')).to_have_count(0)

        assert faults(page) == [], colours

    page.set_viewport_size({"width": 390, "height": 844})
    be_drawn(page)

    assert page.evaluate(BEYOND_THE_SCREEN) == []
    assert page.evaluate(SCROLLED_SIDEWAYS) <= 1


def test_a_month_is_screened_by_the_keyboard_alone(hospital: str, page: Page) -> None:
    page.goto(f"{hospital}/screening")
    be_drawn(page)
    left = page.get_by_text("left. Record")
    expect(left).to_have_text("7 left. Record 1-1. Drug words: 1; lung words: 1.")
    for key, after in (("i", "6 left."), ("3", "5 left."), ("u", "4 left."), ("z", "5 left.")):
        page.keyboard.press(key)
        expect(left).to_contain_text(after, timeout=30_000)

    page.goto(f"{hospital}/screening")  # where one left off, also after a closed tab
    expect(left).to_contain_text("5 left.", timeout=60_000)
