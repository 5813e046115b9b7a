"""A site that misbehaves: a clear line with the URL, a stat, and the crawl goes on."""

from __future__ import annotations

import re

import pytest

from dwcrawler.minisite.faults import KINDS
from dwcrawler.minisite.process import running
from tests.crawls import Crawler

# What each fault is counted as, when it does not heal.
COUNTED = {
    "error-500": "dw/failures/http_500",
    "error-503": "dw/failures/http_503",
    "rate-limit": "dw/failures/http_429",
    "missing": "dw/failures/http_404",
    "gone": "dw/failures/http_410",
    "reset": "dw/failures/",
    "forbidden": "dw/failures/http_403",
    "hang-up": "dw/failures/",
    "slow": "dw/failures/timeout",
    "bad-gzip": "dw/failures/encoding",
    "cut-gzip": "dw/failures/encoding",
    "bad-encoding": "dw/failures/encoding",
    "cut-encoding": "dw/failures/encoding",
    "brotli-bomb": "dw/failures/too_large",
    "cut": "dw/problems/truncated",
    "empty": "dw/problems/empty",
    "not-html": "dw/problems/truncated",
    "shell": "dw/problems/no_content",
    "hang": "dw/failures/timeout",
    "consent": "dw/problems/no_content",
    "bad-state": "dw/problems/bad_field",
    "deep-state": "dw/problems/bad_state",
    "huge": "dw/failures/too_large",
    "redirect-offsite": "dw/failures/offsite",
    "redirect-loop": "dw/failures/redirects",
    "big-header": "dw/failures/headers",
}
# What is no fault of the page: stories come all the same.
HARMLESS = {"bad-state"}
# Each that hangs keeps a browser busy for seconds; a fifth of the pages has no state to be damaged.
SHARES = {"hang": 0.15, "bad-state": 0.6}
STORIES = 60
# More stories fail here than a crawl of the site would bear.
ALL_THE_SAME = (
    "DW_BREAKER_SHARE=1",
    "DOWNLOAD_TIMEOUT=2",
    "DW_RENDER_TIMEOUT=0.5",
)


def test_every_fault_is_looked_at() -> None:
    assert COUNTED.keys() == KINDS.keys()


@pytest.mark.long
@pytest.mark.parametrize("fault", COUNTED)
def test_the_crawl_goes_on(fault: str, crawl: Crawler) -> None:
    share = f"{fault}={SHARES.get(fault, 0.3)}"
    with running("--stories", str(STORIES), "--languages", "en", "--fault", share) as site:
        done = crawl(site.origin, "max_depth=3", settings=ALL_THE_SAME)
    # Nearly a third of the stories is lost or damaged: that is told, and no success.
    assert done.status == 7 and done.stats["finish_reason"] == "stories_lost"
    errors = re.findall(r"\] ERROR: (.*)", done.log)
    assert len(errors) == 1 and re.search(r"\d+ of \d+ stories .*https://www.dw.com/", errors[0])
    assert "Traceback" not in done.log
    count = sum(value for name, value in done.stats.items() if name.startswith(COUNTED[fault]))
    assert count > 0, done.stats
    if fault in HARMLESS:
        assert len(done.rows) > STORIES / 2
    else:
        assert 0 < len(done.rows) < STORIES
    told = re.findall(r"\[dwcrawler\.discovery\.\w+\] WARNING: (https://\S+): .", done.log)
    assert told and len(told) == len(set(told)) and all("/en/" in url for url in told)
    for row in done.rows:
        assert row["headline"] and (row["text"] or row["media"] or row["images"])


@pytest.mark.parametrize(
    "fault",
    [
        "error-503",
        "rate-limit",
        "reset",
        "bad-gzip",
        "cut-gzip",
        "bad-encoding",
        "cut-encoding",
        "cut",
        "empty",
        "consent",
        "not-html",
    ],
)
def test_what_heals_is_not_lost(fault: str, crawl: Crawler) -> None:
    with running(
        *("--stories", str(STORIES), "--languages", "en"),
        *("--fault", f"{fault}=0.5", "--heal", "1"),
    ) as site:
        done = crawl(site.origin, "max_depth=3", settings=ALL_THE_SAME)
    assert len(done.rows) == len(set(done.ids)) == STORIES
    # What shows nothing is asked for as JSON and tried by a browser first.
    mended_by = ("retry/count", "dw/api/told", "dw/render/pages")
    assert any(done.stats.get(name) for name in mended_by)


def test_retry_after_is_waited_for(crawl: Crawler) -> None:
    with running(
        "--stories", "20", "--languages", "en", "--fault", "rate-limit=1", "--heal", "1"
    ) as site:
        done = crawl(site.origin, "max_depth=0")
    assert "www.dw.com asks to wait 1 s before more requests" in done.log
    assert done.stats["dw/retry/after"] >= 1
    assert done.stats["elapsed_time_seconds"] > 1
    assert len(done.rows) == 10


def test_a_site_that_asks_to_wait_for_long_is_left_alone(crawl: Crawler) -> None:
    with running("--stories", "40", "--languages", "en", "--fault", "rate-limit=1") as site:
        done = crawl(site.origin, "max_depth=0", settings=("DW_RETRY_AFTER_MAX=0.5",))
        asked = sum(site.requests()["stories"].values())
    assert done.status == 6 and done.stats["finish_reason"] == "asked_to_wait"
    assert done.log.count("www.dw.com asks to wait 1 s, more than DW_RETRY_AFTER_MAX") == 1
    assert "Traceback" not in done.log
    assert asked <= 16  # those that were under way


def test_pauses_grow(crawl: Crawler) -> None:
    with running("--stories", "3", "--languages", "en", "--fault", "error-500=1") as site:
        done = crawl(
            site.origin,
            "max_depth=0",
            settings=("RETRY_TIMES=4", "DW_RETRY_PAUSE=0.2", "CONCURRENT_REQUESTS=1"),
        )
    pauses: dict[str, list[float]] = {}
    for url, pause in re.findall(r"INFO: (\S+): HTTP status 500; try \d in ([\d.]+) s", done.log):
        pauses.setdefault(url, []).append(float(pause))
    assert len(pauses) == 3
    for first, second, third, fourth in pauses.values():
        assert first < second < third < fourth


@pytest.mark.parametrize("arguments", [(), ("sections=Business",)])
def test_nothing_there_at_all(arguments: tuple[str, ...], crawl: Crawler) -> None:
    done = crawl("http://127.0.0.1:9", *arguments)
    assert done.status == 3
    assert done.stats["finish_reason"] == "unreachable"
    errors = [line for line in done.log.splitlines() if "] ERROR: " in line]
    assert len(errors) == 1 and "cannot be reached" in errors[0] and "make demo" in errors[0]
    assert "Traceback" not in done.log
    assert not list(done.output.glob("*.jsonl"))


def test_a_site_that_answers_and_gives_nothing_is_no_success(crawl: Crawler) -> None:
    with running("--stories", "20", "--languages", "en") as site:
        done = crawl(site.origin, "urls=https://www.dw.com/en/none/s-999")
    assert done.status == 3 and done.stats["finish_reason"] == "nothing_read"
    assert "no listing and no story (http_404 1)" in done.log
