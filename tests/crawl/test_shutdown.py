"""One Ctrl-C or SIGTERM ends a crawl within seconds, whatever it waits for, and loses nothing."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawl, Crawler
from tests.front import in_front_of

pytestmark = pytest.mark.long

MOST_SECONDS = 10.0
SITE = ("--stories", "40", "--languages", "en")


def ended(
    crawl: Crawler,
    origin: str,
    *arguments: str,
    sent: int = signal.SIGTERM,
    when: Callable[[str], bool] = lambda log: "Spider opened" in log,
    settings: tuple[str, ...] = (),
) -> tuple[float, Crawl]:
    """The seconds from the signal, which is sent when the log is so, to the end; and the crawl."""
    log = crawl.folder / "log.txt"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            crawl.command(*arguments, settings=settings),
            cwd=ROOT,
            env=crawl.environment(origin),
            stderr=stderr,
        )
        try:
            deadline = time.monotonic() + 60
            while not when(log.read_text()):
                assert process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            time.sleep(1)
            start = time.monotonic()
            process.send_signal(sent)
            status = process.wait(timeout=60)
        finally:
            if process.poll() is None:
                process.kill()
    seconds = time.monotonic() - start
    told = log.read_text()
    assert "Traceback" not in told, told
    return seconds, crawl.result(status, told)


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes every connection and never says a word."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take() -> None:
            try:
                while True:
                    taken.append(server.accept()[0])
            except OSError:
                pass

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for connection in taken:
                connection.close()
            thread.join(timeout=10)


@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_never_answers(scheme: str, sent: int, crawl: Crawler) -> None:
    with silent_server() as port:
        seconds, done = ended(crawl, f"{scheme}://127.0.0.1:{port}", sent=sent)
    assert seconds < MOST_SECONDS
    assert "nothing is fetched from there" not in done.log


def test_a_page_that_comes_byte_by_byte(crawl: Crawler) -> None:
    """What was read by then is in the feed; the next crawl reads the rest."""
    with running(*SITE, "--fault", "slow=0.3", "--heal", "1") as site:
        seconds, _ = ended(
            crawl,
            site.origin,
            "max_depth=3",
            when=lambda log: any(crawl.folder.glob("*.part")),
        )
        done = crawl(site.origin, "max_depth=3", settings=("DOWNLOAD_TIMEOUT=5",))
    assert seconds < MOST_SECONDS
    assert len(done.rows) == len(set(done.ids)) == 40


@pytest.mark.parametrize(
    "settings",
    [
        ("AUTOTHROTTLE_ENABLED=1", "AUTOTHROTTLE_START_DELAY=50"),
        ("DOWNLOAD_DELAY=50",),
        ("DW_CRAWL_DELAY_MAX=50",),
    ],
)
def test_pauses_between_requests(settings: tuple[str, ...], crawl: Crawler) -> None:
    robots = b"User-agent: *\nCrawl-delay: 50\n" if "CRAWL" in settings[0] else b""

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        return (200, {"Content-Type": "text/plain"}, robots) if path == "/robots.txt" else None

    with running(*SITE) as site, in_front_of(site.origin, answers) as front:
        seconds, _ = ended(crawl, front.origin, settings=settings)
    assert seconds < MOST_SECONDS


def test_a_page_whose_script_never_ends(crawl: Crawler) -> None:
    with running(*SITE, "--fault", "hang=1") as site:
        seconds, _ = ended(
            crawl, site.origin, when=lambda log: _has_browser(crawl.folder) or "render" in log
        )
    assert seconds < MOST_SECONDS


def _has_browser(folder: Path) -> bool:
    """Whether a crawl with this folder has started a browser."""
    crawls = subprocess.run(
        ["pgrep", "-f", f"DW_OUTPUT_DIR={folder}"], capture_output=True, text=True, check=False
    )
    for pid in crawls.stdout.split():
        children = subprocess.run(
            ["pgrep", "-P", pid], capture_output=True, text=True, check=False
        ).stdout
        if children.strip():
            return True
    return False


def test_files_under_way_cost_no_story(crawl: Crawler) -> None:
    """A story whose pictures could not be had in time is left for the next crawl."""
    has_ended = threading.Event()

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if path.endswith(".jpg"):
            has_ended.wait(timeout=20)
        return None

    with running(*SITE) as site, in_front_of(site.origin, answers) as front:
        seconds, _ = ended(crawl, front.origin, "max_depth=3", "download=images")
        has_ended.set()
        done = crawl(front.origin, "max_depth=3", "download=images")
    assert seconds < MOST_SECONDS
    assert len(done.rows) == len(set(done.ids)) == 40
    pictures = [image for row in done.rows for image in row["images"]]
    assert pictures and all(image["file"] for image in pictures)
