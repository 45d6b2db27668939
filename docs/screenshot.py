"""Remake README's picture (`python3 run.py screenshot`): serve the dashboard, open it in Chromium, save the page."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from common.paths import ROOT
from common.server import serving
from run import find_browser

PICTURE = ROOT / "docs" / "overview.png"


def main() -> int:
    """Save the overview of the pomalidomide cases at 1280 pixels, light."""
    chromium = find_browser()
    if chromium is None:
        print("No Chromium: apt-get install chromium, or name one in CHROMIUM.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "streamlit.log") as server:
        _save(f"{server.address}/?drug=pomalidomide", chromium)
    print(f"Saved {PICTURE.relative_to(ROOT)}.")
    return 0


def _save(address: str, chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="light")
        page.goto(address)
        page.locator('[data-testid="stVegaLiteChart"] svg').nth(3).wait_for()
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
