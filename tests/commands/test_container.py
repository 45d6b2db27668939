"""What the Containerfile copies is enough to build the release and to serve every page of a hospital.

The image itself is built by podman, buildah or docker; here its steps are done in an empty folder.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from common.paths import ROOT
from common.server import serving
from tests.menu import PAGES
from tests.pages.reports.opening import FEW

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.servers
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")


OPEN_EACH = f"""
import sys
from streamlit.testing.v1 import AppTest
faults = []
for script in sys.argv[2:]:
    app = AppTest.from_file(sys.argv[1], default_timeout=240)
    app.session_state["reports_from"] = {FEW!r}
    app.switch_page(script).run()
    faults += [f"{{script}}: {{exception.value}}" for exception in app.exception]
sys.exit(" ".join(faults) or 0)
"""
"""A program that opens every page that it is told, and fails with what failed."""


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the Containerfile copies, and take its steps; gives the folder."""
    image = tmp_path_factory.mktemp("container") / "image"
    for line in re.findall(r"^COPY (.+)$", CONTAINERFILE, re.MULTILINE):
        *sources, into = line.split()
        for source in sources:
            if source == "wheels":
                continue
            path = image / into / ("" if (ROOT / source).is_dir() else source.rpartition("/")[2])
            path.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, path)
    for left in image.glob("data/*.duckdb*"):
        left.unlink()
    steps = re.findall(r"\.venv/bin/python -m (casebook\.build)", CONTAINERFILE)
    assert steps == ["casebook.build"]
    for step in steps:
        subprocess.run([sys.executable, "-m", step], cwd=image, env={"PATH": "/usr/bin"}, check=True)
    return image


def test_every_page_finds_in_the_container_what_it_reads(image: Path) -> None:
    pages = [page.script for page in PAGES.values()]
    ended = subprocess.run(
        [sys.executable, "-c", OPEN_EACH, image / "pages" / "frame.py", *pages],
        cwd=image,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(image), "ANSWER_AHEAD": "no"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr.splitlines()[-1]


def test_what_the_container_holds_serves_the_dashboard_with_sign_in(image: Path, tmp_path: Path) -> None:
    environment = {
        "SIGN_IN": "proxy",
        "PROXY_SECRET": "s" * 32,
        "ROLES": str(tmp_path / "roles.toml"),
        "STREAMLIT_CLIENT_DISABLE_DATA_EXPORT": "true",
        "CASEBOOK": "",
        "REPORTS": "",
        "REGISTRY": "",
        "CASES": "",
    }
    (tmp_path / "roles.toml").write_text('[groups]\ndoctors = ["reader"]\n')

    with serving(tmp_path / "log", tree=image, env=environment) as server:  # ready once the front page was run
        assert server.process.poll() is None
    assert (image / "data" / "registry.sqlite").exists()
