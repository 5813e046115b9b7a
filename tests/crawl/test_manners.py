"""How a crawl behaves towards the site by default, and what robots.txt does to it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from dwcrawler import __version__
from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawler

SITE = ("--stories", "20", "--languages", "en")


SETTINGS = """
import json, sys
from scrapy.utils.project import get_project_settings
settings = get_project_settings()
json.dump({name: str(settings.get(name)) for name in sys.argv[1:]}, sys.stdout)
"""


def settings(*names: str) -> dict[str, str]:
    """As a crawl from the project's folder has them."""
    command = [sys.executable, "-c", SETTINGS, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


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
    found = settings(*expected, "USER_AGENT")
    assert re.match(r"dwcrawler/[0-9.]+ \(\+https://", found.pop("USER_AGENT"))
    assert found == expected


def test_robots_txt_is_obeyed(crawl: Crawler) -> None:
    with running(*SITE, "--robots", "closed") as site:
        done = crawl(site.origin)
        asked = site.requests()["requests"]
    assert asked == {"robots": 1}
    assert done.rows == [] and done.stats["robotstxt/forbidden"] == 1
    assert done.log.count("robots.txt forbids https://www.dw.com/en/") == 1
    assert done.status == 3 and done.stats["finish_reason"] == "nothing_read"


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
    """The site offers a cookie with every answer, and tells with which headers it was asked."""
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=0")
        told = site.requests()
    assert done.rows
    assert told["user_agents"] == [settings("USER_AGENT")["USER_AGENT"]]
    assert told["cookies"] == 0


def test_a_contact_that_the_command_line_names_is_who_asks(crawl: Crawler) -> None:
    """As one from the environment does. A USER_AGENT that is given stays as it is."""
    contact = "DW_CONTACT=https://example.org/our-crawl"
    for given, agent in (
        ((contact,), f"dwcrawler/{__version__} (+https://example.org/our-crawl)"),
        ((contact, "USER_AGENT=our crawl"), "our crawl"),
    ):
        with running(*SITE) as site:
            crawl(site.origin, "max_depth=0", "max_stories=1", settings=given)
            assert site.requests()["user_agents"] == [agent]


def test_at_most_two_at_a_time(crawl: Crawler) -> None:
    """With the settings that a stranger has, but for the pauses."""
    manners = ("CONCURRENT_REQUESTS=2", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
    with running(*SITE, "--latency", "50") as site:
        done = crawl(site.origin, "max_depth=3", settings=manners)
        told = site.requests()
    assert len(done.rows) == 20
    assert told["most_at_once"] == 2
