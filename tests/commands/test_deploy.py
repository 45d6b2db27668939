"""What lies in deploy/ for an administrator holds what docs/operating.md says of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest
from streamlit import config

from access.roles import TAKE_AWAY, parse_rules
from access.settings import read_settings
from casebook.curation.build import build
from common.paths import ROOT
from registry import store
from registry.table import engine_of
from tests.copies import packages
from tests.frozen import CASES

if TYPE_CHECKING:
    from pathlib import Path

DEPLOY = ROOT / "deploy"
SCRIPTS = sorted(DEPLOY.glob("*.sh"))
MOST_EXPOSED = 1.5

SET_UP = """
import subprocess, sys
from pathlib import Path
Path(".venv").symlink_to("{packages}")
assert sys.argv[1:] == ["--set-up"]
subprocess.run([".venv/bin/python", "-m", "casebook.build"], check=True)
"""
"""What run.py does with this argument, its packages being those of the tests."""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_shell_and_can_be_started(script: Path) -> None:
    read = subprocess.run(["/bin/sh", "-n", script], capture_output=True, text=True, check=False)

    assert (read.returncode, read.stderr) == (0, "")
    assert os.access(script, os.X_OK)


def test_the_example_of_the_file_of_roles_has_no_fault_and_says_the_levels_that_hold() -> None:
    text = (DEPLOY / "roles.toml").read_text(encoding="utf-8")

    rules = parse_rules(text)

    assert rules.groups["casebook-haematology"] == ("reader", "clinician")
    assert rules.take_away == {**TAKE_AWAY, "clinician": "rows"}


def test_the_environment_of_the_service_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    told = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (DEPLOY / "environment").read_text(encoding="utf-8"), re.MULTILINE))
    of_streamlit = {option.env_var for option in config.get_config_options().values()}
    monkeypatch.setattr(config, "get_option", lambda name: name == "client.disableDataExport")

    settings = read_settings({**told, "PROXY_SECRET": "s" * 32})

    assert settings
    assert settings.sign_out.startswith("/casebook/redirect")
    assert {name for name in told if name.startswith("STREAMLIT_")} <= of_streamlit
    ours = "SIGN_IN PROXY_SECRET SIGN_OUT ROLES SESSION_MINUTES REGISTRY CASES LOCAL_CASES ANSWER_AHEAD"
    assert {name for name in told if not name.startswith("STREAMLIT_")} == {*ours.split()}


def test_the_container_holds_every_package_and_folder_that_the_dashboard_runs_on() -> None:
    copied = re.findall(r"^COPY (\S+) \1$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)

    assert {*packages(), "pages", "queries"} <= set(copied)


def test_the_container_holds_nothing_that_is_a_hospital_s_own() -> None:
    lines = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    copied = {source for line in lines for source in line.split()}

    assert {source.removeprefix("data/") for source in copied if source.startswith("data")} == {
        *("cases", "codebook", "context.csv", "faers_sample", "releases", "terms")
    }
    assert {source for source in copied if source.startswith(".")} == {".streamlit/config.toml"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze: apt-get install systemd")
def test_the_service_is_hardened(tmp_path: Path) -> None:
    unit = shutil.copy(DEPLOY / "casebook@.service", tmp_path / "casebook@8501.service")

    analysed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", unit],  # noqa: S607  the one of this machine
        capture_output=True,
        text=True,
        check=False,
    )

    exposure = re.search(r"exposure level for \S+: ([\d.]+)", analysed.stdout)
    assert exposure, analysed.stderr
    assert float(exposure[1]) <= MOST_EXPOSED


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl: apt-get install curl")
def test_a_service_that_has_ended_is_not_waited_for() -> None:
    with subprocess.Popen(["/bin/true"]) as ended:
        ended.wait()

    waited = subprocess.run(
        [DEPLOY / "ready.sh", "1"],
        env={"PATH": os.environ["PATH"], "MAINPID": str(ended.pid)},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )

    assert (waited.returncode, waited.stderr) == (1, "The dashboard on port 1 has ended; its messages say why.\n")


# --- backup and restore


def a_copy_of_the_project(into: Path) -> Path:
    """Copy what the two scripts need, with the Python of the tests."""
    into.mkdir()
    for name in ("access", "casebook", "common", "deploy", "queries", "registry", "signals", ".streamlit"):
        shutil.copytree(ROOT / name, into / name)
    for name in ("codebook", "terms"):
        shutil.copytree(ROOT / "data" / name, into / "data" / name)
    shutil.copytree(CASES, into / "data" / "cases")
    (into / ".venv").symlink_to(ROOT / ".venv")
    return into


def run(tree: Path, script: str, argument: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script of deploy/ in a copy of the project."""
    environment = {**os.environ, "SIGN_IN": "proxy", "REGISTRY": f"sqlite:///{tree / 'data' / 'registry.sqlite'}"}
    environment |= {"CASEBOOK": "", "CASES": "", "LOCAL_CASES": "", "PYTHONDONTWRITEBYTECODE": "1"} | variables
    return subprocess.run(
        [tree / "deploy" / script, argument], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "python").exists(), reason="the scripts run the Python of .venv")
def test_a_backup_is_restored_with_the_same_release_and_the_same_last_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = a_copy_of_the_project(tmp_path / "before")
    release, _ = build(tree / "data" / "cases", tree / "data" / "casebook.duckdb")
    (tree / "data" / "roles.toml").write_text('[groups]\na = ["reader"]\n')
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tree / 'data' / 'registry.sqlite'}")
    last = store.append("a.doe", "exported", "cases.csv")
    engine_of.cache_clear()

    backed_up = run(tree, "backup.sh", tmp_path / "backups")
    (backup,) = (tmp_path / "backups").glob("*.tar.gz")
    after = a_copy_of_the_project(tmp_path / "after")
    restored = run(after, "restore.sh", backup)

    assert (backed_up.returncode, backed_up.stderr) == (0, "")
    assert last.hash[:16] in backup.name
    assert (restored.returncode, restored.stderr) == (0, "")
    assert f"last hash {last.hash}" in restored.stdout
    assert (after / "data" / "roles.toml").exists()
    assert f"Restored: release {release['release']}." in restored.stdout
    with tarfile.open(backup) as packed:
        assert "./data/roles.toml" in packed.getnames()


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "python").exists(), reason="the scripts run the Python of .venv")
def test_a_backup_is_restored_into_a_folder_that_was_never_set_up(tmp_path: Path) -> None:
    tree = a_copy_of_the_project(tmp_path / "before")
    release, _ = build(tree / "data" / "cases", tree / "data" / "casebook.duckdb")
    run(tree, "backup.sh", tmp_path / "backups", SIGN_IN="")
    (backup,) = (tmp_path / "backups").glob("*.tar.gz")
    new = a_copy_of_the_project(tmp_path / "new")
    readable = [new, new / "data", new / ".streamlit", new / ".streamlit" / "config.toml"]
    before = {path: path.stat().st_mode for path in readable}
    (new / ".venv").rename(tmp_path / "packages")
    (new / "run.py").write_text(SET_UP.format(packages=tmp_path / "packages"), encoding="utf-8")

    restored = run(new, "restore.sh", backup)

    assert (restored.returncode, restored.stderr) == (0, "")
    assert f"Restored: release {release['release']}." in restored.stdout
    assert {path: path.stat().st_mode for path in readable} == before  # the user of the service reads them


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "python").exists(), reason="the scripts run the Python of .venv")
def test_a_backup_is_not_restored_over_a_registry_that_is_there(tmp_path: Path) -> None:
    tree = a_copy_of_the_project(tmp_path / "there")
    (tree / "data" / "registry.sqlite").write_bytes(b"")

    refused = run(tree, "restore.sh", tmp_path / "casebook_a_b_c.tar.gz")

    assert refused.returncode == 1
    assert (tree / "data" / "registry.sqlite").read_bytes() == b""


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "python").exists(), reason="the scripts run the Python of .venv")
def test_cases_and_releases_that_lie_elsewhere_are_backed_up_and_restored(tmp_path: Path) -> None:
    tree = a_copy_of_the_project(tmp_path / "before")
    before, after = ({name: str(tmp_path / when / name) for name in ("cases", "local")} for when in ("one", "two"))
    shutil.copytree(CASES, before["cases"])
    (tmp_path / "one" / "cases" / "vivien-2022.json").rename(tree / "kept-apart")
    local_cases = tmp_path / "one" / "local" / "cases"
    local_cases.mkdir(parents=True)
    shutil.copy(CASES / "geyer-2011-1.json", local_cases)
    release, _ = build(tmp_path / "one" / "cases", tmp_path / "one" / "imids.duckdb")

    def variables(when: str, folders: dict[str, str]) -> dict[str, str]:
        into = str(tmp_path / when / "imids.duckdb")
        return {"CASES": folders["cases"], "LOCAL_CASES": folders["local"], "CASEBOOK": into, "SIGN_IN": ""}

    backed_up = run(tree, "backup.sh", tmp_path / "backups", **variables("one", before))
    (backup,) = (tmp_path / "backups").glob("*.tar.gz")
    restored = run(a_copy_of_the_project(tmp_path / "new"), "restore.sh", backup, **variables("two", after))

    assert (backed_up.returncode, backed_up.stderr) == (0, "")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert f"Restored: release {release['release']}." in restored.stdout
    cases = {path.name for path in (tmp_path / "two" / "cases").glob("*.json")}
    assert cases == {path.name for path in CASES.glob("*.json")} - {"vivien-2022.json"}
    assert [path.name for path in (tmp_path / "two" / "local" / "cases").glob("*.json")] == ["geyer-2011-1.json"]


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"CASES": "/nowhere"}, "There is no folder of cases /nowhere"),
        ({"ENVIRONMENT": "environment"}, 'CASES is "" here and "/srv/cases"'),
    ],
)
def test_a_backup_that_would_leave_the_cases_out_is_none(
    variables: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    tree = a_copy_of_the_project(tmp_path / "before")
    (tree / "environment").write_text("CASES=/srv/cases\n", encoding="utf-8")

    refused = run(tree, "backup.sh", tmp_path / "backups", **variables)

    assert refused.returncode == 1
    assert f"{sentence}" in refused.stderr
    assert not (tmp_path / "backups").exists()
