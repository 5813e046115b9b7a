"""`match=`: what has not the words is followed and not kept, and known as not wanted."""

from __future__ import annotations

import sqlite3

from dwcrawler.discovery.matching import Matcher
from dwcrawler.minisite.process import running
from dwcrawler.minisite.world import World
from tests.crawl.listed import Lists
from tests.crawls import Crawler

WORLD = World(stories=120, languages=("en", "zh"))
SITE = ("--stories", "120", "--languages", "en,zh")
LISTS = Lists(WORLD)


def matching(words: str, language: str) -> set[int]:
    matcher, found = Matcher(words), set()
    for n in range(WORLD.stories):
        told = LISTS.truths.of(n).story
        texts = [told.headline, told.description, *told.keywords, *(t.name for t in told.topics)]
        if told.language == language and matcher.matches(texts):
            found.add(told.id)
    return found


def test_only_what_matches_is_kept(crawl: Crawler) -> None:
    words = "carpenter bridge OR lantern -harbor"
    # Pages without a state do not tell all keywords: what matches by these alone may be missing.
    by_all = matching(words, "en")
    with running(*SITE) as site:
        done = crawl(site.origin, f"match={words}", "max_depth=3")
        assert done.status == 0, done.log
        first = site.requests()["requests"]["story"]
        assert set(done.ids) <= by_all and len(done.ids) > len(by_all) / 2
        excluded = done.stats["dw/stories/excluded/match"]
        assert excluded == first - len(done.rows) and first == 96
        # Known as not wanted: the same words ask for nothing, others for what has them alone.
        site.forget()
        crawl(site.origin, f"match={words}", "max_depth=3")
        assert "story" not in site.requests()["requests"]
        other = crawl(site.origin, "match=window", "max_depth=3")
        asked = {int(number) for number in site.requests()["stories"]}
        assert asked and asked <= set(other.ids) <= by_all | matching("window", "en")
        # A crawl without words wants them all, each once.
        whole = crawl(site.origin, "max_depth=3")
    assert len(whole.ids) == len(set(whole.ids)) == 96
    for row in done.rows:
        texts = [row["headline"], row["description"], *row["keywords"]]
        assert Matcher(words).matches([*texts, *(topic["name"] for topic in row["topics"])])


def test_a_script_without_blanks(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "match=山", "languages=中文", "max_depth=0")
    assert done.rows and set(done.ids) <= matching("山", "zh")


def test_a_store_of_an_earlier_version_learns_what_stories_are_about(crawl: Crawler) -> None:
    with running(*SITE) as site:
        first = crawl(site.origin, "types=video", "max_depth=0", "sections=Business")
        with sqlite3.connect(next(crawl.folder.rglob("store.sqlite"))) as store:
            store.execute("ALTER TABLE story DROP COLUMN subject")
        store.close()
        done = crawl(site.origin, "match=nowhere", "max_depth=0", "sections=Business")
    assert done.status == 0 and len(done.rows) == len(first.rows), done.log
    assert done.stats["dw/stories/excluded/match"] > 0 and "made anew" not in done.log


def test_what_changed_is_looked_at_again(crawl: Crawler) -> None:
    """That it had not the words is no reason never to look again: a list shows it as new."""
    section = WORLD.sections("en")[0]
    edited = next(
        WORLD.id_of(n) for n in WORLD.listed_in(section) if WORLD.layout_of(n) == "app_state"
    )
    arguments = (f"sections={section.name}", "max_depth=0", "match=1")  # of its teaser: `… (1)`
    with running(*SITE) as site:
        assert crawl(site.origin, *arguments).rows == []
        site.edit(edited)
        site.forget()
        done = crawl(site.origin, *arguments)
        assert set(site.requests()["stories"]) == {str(edited)}
    assert done.ids == [edited] and done.rows[0]["description"].endswith("(1)")
