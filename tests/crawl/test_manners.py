"""How a crawl behaves towards the site by default, and what robots.txt does to it."""

from __future__ import annotations

import json
import subprocess
import sys

from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawler

SITE = ("--stories", "20", "--languages", "en")


def setting(name: str) -> str:
    command = [sys.executable, "-m", "scrapy", "settings", "--get", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_a_stranger_gets() -> None:
    expected = {
        "ROBOTSTXT_OBEY": "True",
        "AUTOTHROTTLE_ENABLED": "True",
        "CONCURRENT_REQUESTS": "2",
        "COOKIES_ENABLED": "False",
        "TELNETCONSOLE_ENABLED": "False",
        "REMOTE_CONTROL_ENABLED": "False",
        "METAREFRESH_ENABLED": "False",
        "DOWNLOAD_VERIFY_CERTIFICATES": "True",
        "DOWNLOAD_MAXSIZE": str(8 * 1024 * 1024),
    }
    assert {name: setting(name) for name in expected} == expected
    assert setting("USER_AGENT").startswith("dwcrawler/")
    assert "(+https://" in setting("USER_AGENT")


def test_robots_txt_is_obeyed(crawl: Crawler) -> None:
    with running(*SITE, "--robots", "closed") as site:
        done = crawl(site.origin)
        asked = site.requests()["requests"]
    assert asked == {"robots": 1}
    assert done.rows == [] and done.stats["robotstxt/forbidden"] == 1


def test_nothing_is_fetched_where_robots_txt_cannot_be_read(crawl: Crawler) -> None:
    with running(*SITE, "--robots", "broken") as site:
        done = crawl(site.origin)
        asked = site.requests()["requests"]
    assert set(asked) == {"robots"}
    told = [
        line for line in done.log.splitlines() if "robots.txt: HTTP status 500; nothing" in line
    ]
    assert len(told) == 1 and "Traceback" not in done.log
    assert done.status == 3 and done.rows == []


def test_no_robots_txt_is_leave(crawl: Crawler) -> None:
    with running(*SITE, "--robots", "missing") as site:
        done = crawl(site.origin, "max_depth=3")
    assert len(done.rows) == 20


def test_requests_say_who_asks_and_carry_no_cookies(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_stories=1", settings=("LOG_LEVEL=DEBUG", "COOKIES_DEBUG=1"))
    assert done.rows and "Cookie" not in done.log
    assert json.dumps(done.stats).count("downloader/request_count") == 1
