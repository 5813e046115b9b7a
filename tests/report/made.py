"""Feeds for reports: stories of our own, as many and as odd as a test wants them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from dwcrawler.editions import editions
from dwcrawler.identity import short_url
from dwcrawler.items import Byline, Image, Link, Person, Provenance, Story, Teaser, Topic
from dwcrawler.minisite.words import VOCABULARIES

FIRST_ID: Final = 60_000_000
NEWEST: Final = datetime(2026, 3, 9, 12, tzinfo=UTC)
ALL_LANGUAGES: Final = tuple(editions())
_TYPES: Final = ("article", "video", "audio", "gallery", "liveblog")
_AGENCIES: Final = ("AFP", "Reuters", "dpa", "AP", "epd", "KNA", "EFE", "Lusa")
_FOUND_BY: Final = ("section", "start", "explore_more", "rss", "link")


def story(number: int, **changed: Any) -> Story:
    """A small one; `number` makes its id."""
    story_id = FIRST_ID + number
    fields: dict[str, Any] = {
        "id": story_id,
        "short_url": short_url(story_id),
        "url": f"https://www.dw.com/en/x/a-{story_id}",
        "type": "article",
        "language": "en",
        "headline": f"Story {number}",
        "content_hash": "0" * 64,
        "provenance": Provenance(crawled_at="2026-03-09T12:00:00Z", layout="app_state"),
    }
    return Story(**{**fields, **changed})


def teaser(number: int, relation: str | None = "explore_more") -> Teaser:
    story_id = FIRST_ID + number
    return Teaser(
        id=story_id,
        short_url=short_url(story_id),
        url=f"https://www.dw.com/en/x/a-{story_id}",
        headline=f"Story {number}",
        relation=relation,
    )


def many(
    count: int, languages: Sequence[str] = ("en",), seed: int = 1, days: int = 40
) -> Iterator[Story]:
    """Stories of `days` days, and a few that are years old; every tenth comes in two revisions."""
    chance = random.Random(seed)
    for number in range(count):
        first = _one(chance, number, count, languages, days)
        yield first
        if number % 10 == 9:
            second = msgspec.structs.replace(first, revision=2, text=f"{first.text} More.")
            second.provenance = msgspec.structs.replace(
                first.provenance, crawled_at="2026-03-10T12:00:00Z"
            )
            yield second


def _one(
    chance: random.Random, number: int, count: int, languages: Sequence[str], days: int
) -> Story:
    language = languages[min(int(chance.expovariate(0.35)), len(languages) - 1)]
    vocabulary = VOCABULARIES.get(language, VOCABULARIES["en"])
    words = chance.choices(vocabulary.words, k=chance.randint(5, 9))
    age = chance.random() * days if chance.random() < 0.9 else chance.random() * 4000
    date = f"{NEWEST - timedelta(days=age):%Y-%m-%dT%H:%M:%SZ}"
    kind = chance.choices(_TYPES, (70, 15, 6, 6, 3))[0]
    is_text = kind in ("article", "liveblog")
    text = vocabulary.blank.join(chance.choices(vocabulary.words, k=chance.randint(150, 900)))
    agencies = chance.sample(_AGENCIES, chance.choice((0, 0, 1, 1, 2)))
    found_by = chance.choice(_FOUND_BY)
    targets = [int(chance.paretovariate(0.7)) % count for _ in range(chance.randint(0, 9))]
    return story(
        number,
        type=kind,
        language=language,
        direction=editions()[language].direction,
        headline=vocabulary.blank.join(words).capitalize() + vocabulary.stop,
        description="A teaser" if chance.random() < 0.97 else None,
        date_published=date,
        date_modified=date if chance.random() < 0.8 else None,
        authors=[Person(name=chance.choice(vocabulary.names))] if chance.random() < 0.6 else [],
        byline=Byline(raw="x", agencies=agencies) if agencies and is_text else None,
        lead_image=Image(id=number) if chance.random() < 0.95 else None,
        text=text if is_text else "",
        word_count=len(text.split()) if is_text else 0,
        topics=[
            Topic(id=70_000_000 + place, name=vocabulary.words[place], url="https://www.dw.com/t")
            for place in {int(chance.expovariate(0.15)) % len(vocabulary.words) for _ in range(3)}
        ],
        regions=[chance.choice(vocabulary.regions)] if chance.random() < 0.8 else [],
        section=["Top stories", vocabulary.sections[int(chance.expovariate(0.5)) % 5]],
        links=[Link(url="https://www.dw.com/en/x/a-1", text="x")] if chance.random() < 0.5 else [],
        related=[
            teaser(target, chance.choice(("explore_more", "explore_more", "thematic_focus_global")))
            for target in dict.fromkeys(targets)
        ],
        provenance=Provenance(
            crawled_at="2026-03-09T12:00:00Z",
            source="crawl",
            layout=chance.choices(("app_state", "dom", "apollo", "classic"), (80, 8, 7, 5))[0],
            found_by=found_by,
            depth=chance.choice((1, 1, 1, 2, 3)) if found_by in ("explore_more", "link") else 0,
            rendered=chance.random() < 0.02,
        ),
    )


def write_feed(folder: Path, stories: Iterable[Story], name: str = "dw-2026-03-09.jsonl") -> Path:
    path = folder / name
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as file:
        file.writelines(encode(each) + b"\n" for each in stories)
    return path
