"""A real headless Chromium in front of a real ``inspect view``.

Run as a program it takes the pictures that the README shows:
``python -m tests.e2e.viewer docs/images``.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from tests.e2e.commands import BIN, run

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BELOW_THE_PATH = {"x": 0, "y": 28, "width": 1500, "height": 532}


def browser_path() -> str | None:
    """The path of a Chromium, if the machine has one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def viewing(folder: Path) -> Iterator[str]:
    """Serve a folder of logs with ``inspect view``; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(BIN / "inspect"), "view", "--log-dir", str(folder), "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INSPECT_")}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"inspect view did not answer at {address}")


@contextmanager
def chromium(width: int = 1500, height: int = 560) -> Iterator[Page]:
    """A page of a headless Chromium."""
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        yield launched.new_page(viewport={"width": width, "height": height})
        launched.close()


def sample_list(page: Page, address: str, log: Path) -> None:
    """Show the list of a log's samples, and wait until it has rows."""
    page.goto(f"{address}/#/logs/{quote(log.name)}/samples")
    page.wait_for_selector("[aria-rowindex='2']", timeout=30_000)
    page.wait_for_timeout(500)


def one_sample(page: Page, address: str, log: Path, sample: str) -> None:
    """Show the scoring of one sample, and wait until its explanation stands there."""
    name = quote(sample, safe="")
    page.goto(f"{address}/#/logs/{quote(log.name)}/samples/sample/{name}/1/scoring")
    page.wait_for_selector("text=Explanation", timeout=30_000)
    page.wait_for_timeout(500)


def main(images: Path) -> None:
    """Take the README's pictures: the sample list and one sample of a scripted model."""
    images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        words = "inspect eval inspect_finetune/acrostic_compliance --model reference/follower"
        ran = run(Path(folder), *words.split(), "-M", "error_rate=0.1")
        assert ran.code == 0, ran.said
        (log,) = (Path(folder) / "logs").glob("*.eval")
        with viewing(log.parent) as address, chromium() as page:
            sample_list(page, address, log)
            page.screenshot(path=images / "samples.png", clip=BELOW_THE_PATH)
            one_sample(page, address, log, "largest-desert|trained")
            page.screenshot(path=images / "sample.png", clip=BELOW_THE_PATH)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
