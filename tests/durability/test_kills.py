"""Whatever ends a crawl, in the end each story is in the feeds once, on a whole line."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.world import World
from tests.crawls import Crawler
from tests.durability.killing import Kills

ARGUMENTS = ("max_depth=3",)


def torture(
    folder: Path,
    kills: int,
    stories: int,
    seed: int,
    sent: int,
    count: int = 1,
    latency: int = 150,
) -> str:
    """Ends crawls with a signal, then lets one run to its end. A sentence on how it went.

    `latency`, in milliseconds, is the site's, so that the stories last for so many kills.
    """
    print(f"seed {seed}")
    world = World(stories=stories, languages=("en",))
    options = ("--stories", str(stories), "--languages", "en", "--latency", str(latency))
    with running(*options) as site:
        killed = Kills(Crawler(folder), site.origin, folder, ARGUMENTS, seed)
        ended = sum(killed.run_and_end(sent, count) for _ in range(kills))
        after_kills = len(killed.rows())
        done = killed.crawl(site.origin, *ARGUMENTS, timeout=300)
        requests = sum(site.requests()["stories"].values())
    assert done.status == 0, done.log
    assert not list(folder.glob("*.part"))
    found = killed.rows()
    assert sorted(found) == [world.id_of(n) for n in range(stories)]
    assert set(found.values()) == {1}
    assert ended > 0 and (after_kills > 0 or kills < 4)
    return (
        f"{ended} of {kills} runs ended by signal {sent}; {after_kills} stories in the feeds "
        f"before the last run, {len(found)} of {stories} after it, none twice; "
        f"{requests} requests for stories (seed {seed})"
    )


@pytest.mark.parametrize(
    ("sent", "count"),
    [
        (signal.SIGKILL, 1),
        (signal.SIGTERM, 1),
        (signal.SIGINT, 1),
        pytest.param(signal.SIGINT, 2, marks=pytest.mark.long),
    ],
)
def test_nothing_is_lost_and_nothing_twice(sent: int, count: int, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(torture(tmp_path, kills=3, stories=600, seed=seed, sent=sent, count=count))


def test_a_timeout_of_the_crawl(tmp_path: Path, crawl: Crawler) -> None:
    world = World(stories=400, languages=("en",))
    with running("--stories", "400", "--languages", "en", "--latency", "60") as site:
        reasons = []
        for _ in range(40):
            done = crawl(site.origin, *ARGUMENTS, settings=("CLOSESPIDER_TIMEOUT=1",))
            reasons.append(done.stats["finish_reason"])
            if reasons[-1] == "finished":
                break
    assert reasons[0] == "closespider_timeout" and reasons[-1] == "finished"
    assert sorted(done.ids) == [world.id_of(n) for n in range(400)]
