"""Feeds that are hard to guess types from: early nulls, all types of story, any script, odd characters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dwcrawler.identity import short_code
from dwcrawler.items import (
    Block,
    Byline,
    Image,
    Link,
    Media,
    Person,
    Post,
    Program,
    Provenance,
    Source,
    Story,
    Subtitles,
    Teaser,
    Topic,
)  # fmt: skip

ODD = "a\u2028b\u2029c\u0085d 😀👩‍👩‍👧 שלום مرحبا \u200f\ufeff\"'\\ \t=1+1"
TYPES = ("article", "video", "audio", "gallery", "liveblog")
BARE = 1_100  # stories in front that have next to nothing


def story(number: int, revision: int = 1) -> Story:
    """The first ones are bare; the others have every field."""
    content_id = 60_000_000 + number
    short = f"https://p.dw.com/p/{short_code(content_id)}"
    made = Story(
        id=content_id,
        short_url=short,
        url=f"https://www.dw.com/en/x/a-{content_id}",
        type=TYPES[number % 5],  # type: ignore[arg-type]
        language=("en", "ar", "zh")[number % 3],
        headline=f"Headline {number}",
        revision=revision,
        content_hash=f"{number * 10 + revision:064x}",
        provenance=Provenance(crawled_at=f"2026-02-01T00:00:{revision:02}Z"),
    )
    return made if number < BARE else _filled(made, number, short)


def _filled(made: Story, number: int, short: str) -> Story:
    url = "https://static.dw.com/image/1_6.jpg"
    date = f"2026-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:30:00Z"
    made.description, made.kicker = ODD, ["Politics", ODD]
    made.date_published, made.date_modified, made.date_precision = date, date, "second"
    made.authors = [Person(name="Ann =1+1"), Person(name=ODD, url="https://www.dw.com/a/person-1")]
    made.byline = Byline(raw="a/b (AFP)", editors=["a", "b"], agencies=["AFP", "dpa"])
    made.lead_image = Image(id=1, url=url, caption=ODD, credit=None, alt="")
    made.images = [made.lead_image, Image(url=url)]
    made.body = [Block(kind="paragraph", text=ODD), Block(kind="heading", text="H", level=2),
                 Block(kind="list", items=["x", ODD]), Block(kind="quote", text="Q"),
                 Block(kind="embed", url="https://x.com/1", provider="x")]  # fmt: skip
    made.text, made.word_count = f"{ODD}\n\nH revision {made.revision}", 9
    made.media = [Media(kind="video", id=2, duration=90, sources=[Source(url=url, type="video/mp4")],
                        subtitles=[Subtitles(url=url, language="en")])]  # fmt: skip
    made.topics = [Topic(id=7, name="Climate", url="https://www.dw.com/en/climate/t-7")]
    made.keywords, made.categories, made.regions = ["=cmd"], ["Politics"], ["Asia"]
    made.section, made.is_opinion = ["World", "Asia"], number % 2 == 0
    made.related = [Teaser(id=60_000_000 + number - 1, short_url=short, url=made.url,
                           date_published=date, relation="explore_more", heading="More")]  # fmt: skip
    made.links = [Link(url=made.url, text="there", id=60_000_000 + number - 2)]
    made.posts = [Post(headline="P", date_published=date, body=[Block(kind="paragraph", text="p")])]
    made.notes, made.extra = [ODD], {"score": 0.5, "tags": ["x", ODD]}
    made.program = Program(id=3, name="P", url="https://www.dw.com/en/p/program-3")
    return made


def stories(count: int) -> Iterator[Story]:
    """Every tenth in two revisions, the later one after all others."""
    yield from (story(number) for number in range(count))
    yield from (story(number, 2) for number in range(0, count, 10))


def write(path: Path, count: int = BARE + 400) -> Path:
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as file:
        for one in stories(count):
            file.write(encode(one) + b"\n")
    return path
