"""Remake README's picture (`python3 run.py screenshot`): serve the dashboard, open it in Chromium, save the page."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "overview.png"


def main() -> int:
    """Save the overview of the pomalidomide cases at 1280 pixels, light."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "msedge"))), None)
    if chromium is None:
        print("No Chromium was found: apt-get install chromium", file=sys.stderr)
        return 1
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as served:  # noqa: S603  our own app
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            _save(f"http://127.0.0.1:{port}/?drug=pomalidomide", chromium)
        finally:
            served.terminate()
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


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address, timeout=1):  # noqa: S310  the loopback address of our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    message = "the dashboard did not start"
    raise TimeoutError(message)


if __name__ == "__main__":
    sys.exit(main())
