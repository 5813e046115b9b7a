"""When the site's JSON is asked for, and what is when it tells nothing.

What stands at its address here is read like any page: that it is JSON is a matter of `pages`.
"""

from __future__ import annotations

import pytest

from dwcrawler.editions import editions
from dwcrawler.identity import short_url
from tests.crawl.answering import answering, listing, story
from tests.crawls import Crawler

SITE = "https://www.dw.com"
ROBOTS = b"User-agent: *\nAllow: /\n"
SHELL = b'<!doctype html><html><head></head><body><div id="root"></div></body></html>'
NEW = "10/20/2026"


def api(number: int, word: str = "article") -> str:
    return f"/graph-api/en/content/{word}/{number}"


def test_a_page_without_a_story_costs_one_request_of_json(crawl: Crawler) -> None:
    """And no browser; also of a story that is reached by its short URL."""
    answers: dict[str, bytes | str | int] = {
        "/robots.txt": ROBOTS,
        "/en/x/a-1": SHELL,
        api(1): story(1),
        f"/p/{short_url(2).rpartition('/')[2]}": f"{SITE}/en/x/video-2",
        "/en/x/video-2": SHELL,
        api(2, "video"): story(2),
        "/en/x/a-3": story(3),
    }
    with answering(answers) as server:
        urls = f"urls={SITE}/en/x/a-1 {short_url(2)} {SITE}/en/x/a-3"
        done = crawl(server.origin, urls, "max_depth=0")
        asked, headers = server.asked, server.headers
    assert done.status == 0 and sorted(done.ids) == [1, 2, 3], done.log
    assert set(asked.values()) == {1, 2} and asked["/robots.txt"] == 2  # of two hosts
    assert api(3) not in asked
    assert headers[api(1)]["Accept"] == "application/json"
    assert done.stats["dw/api/told"] == 2 and "dw/render/pages" not in done.stats
    row = next(row for row in done.rows if row["id"] == 1)
    assert row["provenance"]["requested_url"] == SITE + api(1)
    assert row["provenance"]["http_status"] == 200 and row["provenance"]["found_by"] == "start"


@pytest.mark.parametrize(
    "answer",
    [
        404,
        403,
        SHELL,
        story(7, head="<link rel=canonical href=https://www.dw.com/en/x/a-7>"),
        b"{}",
        b"<",
        "/en/x/a-1",
    ],
)
def test_where_json_tells_nothing_it_was_asked_once(
    answer: bytes | str | int, crawl: Crawler
) -> None:
    """Nor another story; what the page did not tell is lost as before."""
    answers = {"/robots.txt": ROBOTS, "/en/x/a-1": SHELL, api(1): answer}
    with answering(answers) as server:
        done = crawl(server.origin, f"urls={SITE}/en/x/a-1", "render=never")
        asked = server.asked
    assert done.ids == [] and asked[api(1)] == 1
    assert done.stats["dw/stories/lost/no_content"] == 1 and done.stats["dw/api/in_vain"] == 1
    assert not [name for name in done.stats if name.startswith("dw/failures")]
    assert "Traceback" not in done.log


def test_robots_txt_may_forbid_it(crawl: Crawler) -> None:
    robots = b"User-agent: *\nDisallow: /graph-api/\n"
    answers = {"/robots.txt": robots, "/en/x/a-1": SHELL, "/en/x/a-2": story(2)}
    with answering(answers) as server:
        for fetch in ("page", "api"):
            urls = f"urls={SITE}/en/x/a-1 {SITE}/en/x/a-2"
            done = crawl(server.origin, urls, f"fetch={fetch}", "render=never", "revisit=always")
            assert not [path for path in server.asked if "graph-api" in path]
            assert done.stats["dw/stories/lost/no_content"] == 1
    assert done.ids == [2]  # the second time it was unchanged
    assert not [name for name in done.stats if name.startswith("dw/failures")]


def test_fetch_api_asks_for_json_and_for_the_page_where_that_fails(crawl: Crawler) -> None:
    start = editions()["en"].start_path
    answers: dict[str, bytes | str | int] = {
        "/robots.txt": ROBOTS,
        start: listing([("/en/x/a-1", NEW), ("/en/x/a-2", NEW)], menu=["/en/x/s-5", "/en/x/s-6"]),
        api(5, "navigation"): listing([("/en/x/a-3", NEW), ("/en/x/a-4", NEW)]),
        "/en/x/s-5/page-2": listing([("/en/x/a-6", NEW)]),
        "/en/x/s-6": listing([("/en/x/av-5", NEW)]),
        "/en/x/a-1": story(0),
        api(1): story(1),
        "/en/x/a-2": story(2),
        api(3): story(3),
        api(4): 500,
        "/en/x/a-4": story(4),
        f"/p/{short_url(5).rpartition('/')[2]}": f"{SITE}/en/x/video-5",
        "/en/x/av-5": f"{SITE}/en/x/video-5",
        "/en/x/video-5": story(5),
        api(6): story(6),
    }
    with answering(answers) as server:
        done = crawl(server.origin, "fetch=api", "max_depth=0", "max_pages=2")
        asked = server.asked
        again = crawl(server.origin, "fetch=api", "max_depth=0", "revisit=always")
        conditions = server.headers[api(1)]
    assert done.status == 0 and sorted(done.ids) == [1, 2, 3, 4, 5, 6], done.log
    assert api(9097, "navigation") not in asked and asked[start] >= 1  # it has the menu
    assert "/en/x/s-5" not in asked and asked["/en/x/s-6"] and asked["/en/x/a-2"]
    assert not {"/en/x/a-1", "/en/x/a-3", "/en/x/a-6"} & set(asked)
    rows = {row["id"]: row["provenance"] for row in done.rows}
    assert rows[1]["requested_url"] == SITE + api(1)
    assert rows[2]["requested_url"] == f"{SITE}/en/x/a-2"
    assert rows[3]["found_on"] == f"{SITE}/en/x/s-5" and rows[3]["found_by"] == "section"
    assert rows[6]["found_on"] == f"{SITE}/en/x/s-5/page-2"
    assert not [name for name in done.stats if name.startswith("dw/failures")]
    assert conditions["If-None-Match"] and again.status == 0
    assert again.stats["dw/stories/unchanged"] == 5 and len(again.ids) == len(done.ids)


def test_json_that_never_helps_is_asked_for_no_more(crawl: Crawler) -> None:
    urls = [f"/en/x/a-{number}" for number in range(1, 31)]
    answers = {"/robots.txt": ROBOTS, **{path: story(int(path[8:])) for path in urls}}
    with answering(answers) as server:
        named = " ".join(SITE + path for path in urls)
        done = crawl(
            server.origin, f"urls={named}", "fetch=api", settings=("CONCURRENT_REQUESTS=1",)
        )
        asked = [path for path in server.asked if "graph-api" in path]
    assert len(done.ids) == 30 and done.status == 0
    assert 10 <= len(asked) < 20 and done.stats["dw/api/given_up"] == 1
    assert "did not help 10 times in a row" in done.log


def test_a_browser_and_json_at_once_are_refused(crawl: Crawler) -> None:
    done = crawl("http://127.0.0.1:9", "fetch=api", "render=always")
    assert done.status == 2 and "fetch=api and render=always exclude each other" in done.log


@pytest.mark.parametrize("wrong", ["fetch=json", "max_pages=0", "max_pages=many"])
def test_wrong_values_are_refused_by_name(wrong: str, crawl: Crawler) -> None:
    done = crawl("http://127.0.0.1:9", wrong)
    assert done.status == 2 and f"{wrong.partition('=')[0]}: " in done.log
    assert "Traceback" not in done.log
