"""`scrapy parse`, `shell` and `check`: pages of DW looked at by hand, and what goes wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from urllib.request import Request, urlopen

import pytest

from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.commands.scrapy import scrapy, served
from tests.crawl.test_own_feeds import closed_port

STORIES = 30
START = "https://www.dw.com/en/top-stories/s-9097"
FEED = "https://rss.dw.com/xml/rss-en-all"
SITE = ("--stories", str(STORIES), "--languages", "en")
Look = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running(*SITE) as site:
        yield site


@pytest.fixture(scope="module")
def article() -> str:
    truths = Site(World(stories=STORIES, languages=("en",))).truths
    stories = (truths.of(number).story for number in range(STORIES))
    return next(story.url for story in stories if story.type == "article" and story.related)


@pytest.fixture
def look(site: RunningSite, tmp_path: Path) -> Look:
    def look(command: str, *arguments: str, origin: str = "") -> CompletedProcess[str]:
        output = tmp_path / "output"
        chosen = ("-s", f"DW_OUTPUT_DIR={output}", "-s", "AUTOTHROTTLE_ENABLED=0", "-L", "WARNING")
        done = scrapy(
            *(command, *chosen, *arguments),
            DW_MIRROR=origin or site.origin,
            SCRAPY_PYTHON_SHELL="python",
        )
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        assert not output.exists()
        return done

    return look


# parse


def requests_of(done: CompletedProcess[str]) -> list[str]:
    return [line for line in done.stdout.splitlines() if line.startswith("<GET ")]


def test_a_story_is_shown_in_the_order_of_its_fields(look: Look, article: str) -> None:
    for more in ((), ("-c", "parse", "--spider=dw"), ("--pipelines",)):
        done = look("parse", "--nocolour", *more, article)
        assert done.returncode == 0 and not done.stderr, done.stderr
        at = [done.stdout.index(f"'{name}': ") for name in ("id", "headline", "text", "extra")]
        assert at == sorted(at)
        followed = requests_of(done)
        assert followed and all("(explore_more, depth 1)" in line for line in followed)


@pytest.mark.parametrize(
    ("url", "how"),
    [
        (START, "(start, depth 0)"),
        (FEED, "(rss, depth 0)"),
        ("https://rss.dw.com/rdf/rss-en-all", "(rss, depth 0)"),
        ("https://www.dw.com/sitemap.xml", "(sitemap, depth 0)"),
    ],
)
def test_listings_feeds_and_sitemaps_show_what_they_lead_to(url: str, how: str, look: Look) -> None:
    done = look("parse", "--nocolour", url)
    assert done.returncode == 0 and not done.stderr, done.stderr
    assert any(how in line for line in requests_of(done)), done.stdout
    assert "# Scraped Items" in done.stdout and "\n[]\n" in done.stdout


def test_depth_follows_what_was_found(look: Look) -> None:
    done = look("parse", "--nocolour", "--pipelines", "-d", "2", FEED)
    assert done.returncode == 0 and not done.stderr, done.stderr
    assert done.stdout.count("'short_url': 'https://p.dw.com/p/") > STORIES
    assert "STATUS DEPTH LEVEL 2" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("https://example.com/",), 2, "https://example.com/ is no URL of dw.com"),
        (("--spider=dw", "https://example.com/"), 2, "dw fetches no other"),
        (("--spider=dv", START), 2, "there is no spider dv (known: dw)"),
        (("-c", "prase", START), 2, "has no callback prase (known: parse, parse_feed, parse_json)"),
        (("-c", "on_failure", START), 2, "has no callback on_failure"),
        (("-c", "start", START), 2, "has no callback start"),
        (("-c", "parse_json", START), 2, "needs found, listed, instead"),
        ((START, "-a", "languages=xx"), 2, "'xx' is invalid: expected a language of DW"),
        ((START, "-s", "DW_SYNC_LINES=x"), 2, "DW_SYNC_LINES"),
        (("nothing",), 2, "name one URL"),
        (("https://www.dw.com/en/gone/a-1234",), 1, "HTTP status 404"),
        (("https://www.dw.com/en/search/?q=x",), 1, "forbidden by robots.txt"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_line(
    arguments: tuple[str, ...], status: int, told: str, look: Look
) -> None:
    done = look("parse", "--nocolour", *arguments)
    assert done.returncode == status and told in done.stderr, done.stderr
    assert "# Requests" not in done.stdout


def test_a_story_that_the_pipelines_drop_is_told(
    look: Look, article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dropping.py").write_text(
        "from scrapy.exceptions import DropItem\n\n\n"
        "class Drops:\n    def process_item(self, item):\n        raise DropItem('not this one')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    own = ("-s", 'ITEM_PIPELINES={"dropping.Drops": 5}')
    done = look("parse", "--nocolour", "--pipelines", *own, article)
    assert "not this one" in done.stderr and "short_url" not in done.stdout


# shell


def test_the_shell_has_the_page_and_the_story_at_hand(look: Look, article: str) -> None:
    code = "[page.story.word_count, story.word_count, story.provenance.source, story.url]"
    done = look("shell", "-c", f"__import__('json').dumps({code})", article)
    raw, clean, source, url = json.loads(done.stdout)
    assert done.returncode == 0 and raw == 0 < clean and (source, url) == ("crawl", article)
    done = look("shell", "-c", "len(page.teasers), story", START)
    assert "0," not in done.stdout and "None)" in done.stdout
    assert "it lists" in done.stderr


def test_its_banner_says_so(look: Look, article: str, site: RunningSite) -> None:
    done = scrapy(
        *("shell", "-L", "WARNING", article), DW_MIRROR=site.origin, SCRAPY_PYTHON_SHELL="python"
    )
    banner = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("[s]")]
    assert any(line.startswith("[s]   page       <a story, layout ") for line in banner)
    number = article.rpartition("-")[2]
    assert any(line.startswith(f"[s]   story      <article {number} (en): ") for line in banner)
    assert all(len(line) < 200 for line in banner)


def test_a_shell_fetches_again_after_a_while(site: RunningSite, article: str) -> None:
    """With AutoThrottle, and later than DW_SHUTDOWN_GRACE: no crawl has ended, as none began."""
    later = f"__import__('time').sleep(1.5) or fetch('{article}') or response"
    chosen = ("-L", "WARNING", "-s", "DW_SHUTDOWN_GRACE=0.5")
    done = scrapy("shell", *chosen, "-c", later, START, DW_MIRROR=site.origin)
    assert done.stdout.strip() == f"<200 {article}>", done.stderr


def test_saved_files_have_them_too(
    look: Look, article: str, site: RunningSite, tmp_path: Path
) -> None:
    path = article.removeprefix("https://www.dw.com")
    with urlopen(Request(site.origin + path, headers={"Host": "www.dw.com"}), timeout=10) as page:
        saved = tmp_path / "page.html"
        saved.write_bytes(page.read())
    done = look(
        "shell", "-c", "(story.url, story.word_count > 0, story.provenance.source)", str(saved)
    )
    assert done.stdout.strip() == f"('{article}', True, 'file')" and not done.stderr, done.stderr


def test_other_pages_have_neither(look: Look, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "index.html").write_text("<title>Other</title>")
    with served(folder) as origin:
        done = look("shell", "-c", "(page, story)", f"{origin}/")
    assert done.stdout.strip() == "(None, None)" and not done.stderr, done.stderr
    done = look("shell", "-c", "(page.problems != [], story)", "https://www.dw.com/en/x/a-1234")
    assert done.stdout.strip() == "(True, None)" and "no_content" in done.stderr
    done = look("shell", "-c", "story", FEED)
    assert done.stdout.strip() == "None" and "parse_feed(response.body)" in done.stderr
    done = look("shell", "-c", "(page, story)")
    assert done.stdout.strip() == "(None, None)"


def test_a_shell_without_a_network_says_so(look: Look, article: str) -> None:
    nobody = f"http://127.0.0.1:{closed_port()}"
    done = look("shell", "-c", "story", article, origin=nobody)
    assert "the connection was refused" in done.stderr and done.stdout.strip() == "None"
    unguarded = ("-s", "ROBOTSTXT_OBEY=0")
    done = look("shell", "-c", "story", *unguarded, article, origin=nobody)
    assert done.returncode == 1 and f"{article}: the connection was refused" in done.stderr
    done = look("shell", "-s", "DW_SYNC_LINES=x", article)
    assert done.returncode == 2 and "DW_SYNC_LINES" in done.stderr


# check


def check(origin: str, *arguments: str) -> CompletedProcess[str]:
    done = scrapy("check", "-s", "AUTOTHROTTLE_ENABLED=0", *arguments, DW_MIRROR=origin)
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def test_the_contracts_hold_and_ask_for_two_pages(site: RunningSite) -> None:
    site.forget()
    done = check(site.origin, "-v")
    assert done.returncode == 0 and "Ran 3 contracts" in done.stderr, done.stderr
    requests = site.requests()["requests"]
    assert sum(requests.values()) == 3, requests  # with robots.txt
    assert "dw\n  * parse" in scrapy("check", "-l").stdout


def test_without_a_network_they_fail_and_say_why() -> None:
    done = check(f"http://127.0.0.1:{closed_port()}")
    assert done.returncode == 1 and "FAILED (errors=1)" in done.stderr
    assert "the page did not come: " in done.stderr and "connection was refused" in done.stderr


@pytest.mark.parametrize("fault", ["empty", "missing", "consent"])
def test_a_site_that_is_otherwise_fails_them(fault: str) -> None:
    with running(*SITE, "--fault", f"{fault}=1") as site:
        done = scrapy("check", "-s", "AUTOTHROTTLE_ENABLED=0", DW_MIRROR=site.origin)
    assert done.returncode == 1 and "FAILED" in done.stderr, done.stderr
