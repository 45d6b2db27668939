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

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.servers
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")


def test_what_the_container_holds_builds_the_release_and_serves_the_dashboard_with_sign_in(tmp_path: Path) -> None:
    image = tmp_path / "image"
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

    for step in steps:
        subprocess.run([sys.executable, "-m", step], cwd=image, env={"PATH": "/usr/bin"}, check=True)
    with serving(tmp_path / "log", tree=image, env=environment) as server:  # ready once the front page was run
        assert server.process.poll() is None

    assert steps == ["casebook.build"]
    assert (image / "data" / "registry.sqlite").exists()
