"""The hash of a story changes with each field that is declared a part of a revision, and no other.

Each field of each part is changed alone, in stories with ids and without.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import Struct, structs
from scrapy.crawler import Crawler
from scrapy.utils.project import get_project_settings

from dwcrawler import items
from dwcrawler.items import Block, Image, Link, Media, Person, Source, Story
from dwcrawler.pipelines.revision import Revision as RevisionPipeline
from dwcrawler.schema.fields import FIELDS, Revision
from dwcrawler.spiders.dw import DwSpider
from tests.schema import samples

DECLARED = [(part, field) for part, fields in FIELDS.items() for field in fields]
# With another id it is another story, and its own film is not its own.
DECLARED.remove(("Story", "id"))


@pytest.fixture(scope="module")
def pipeline() -> RevisionPipeline:
    crawler = Crawler(DwSpider, get_project_settings())
    return RevisionPipeline.from_crawler(crawler)


def stories() -> Iterator[Story]:
    """With an id in each picture and link; and without, where the address stands for it."""
    yield samples.story()
    story = samples.story()
    for part in (*story.images, *story.links):
        part.id = None
    yield story


def changed(story: Story, part: str, field: str) -> Iterator[Story]:
    """The story with the field changed in one place, for each place in which it stands."""
    for n, (name, own) in enumerate(samples.parts_of(story)):
        if name != part:
            continue
        for value in samples.other(type(own), field, getattr(own, field)):
            copied = msgspec.msgpack.decode(msgspec.msgpack.encode(story), type=Story)
            copied.images[0] = copied.lead_image or copied.images[0]  # one and the same
            _, of = list(samples.parts_of(copied))[n]
            setattr(of, field, value)
            yield copied


@pytest.mark.parametrize(
    ("part", "field"),
    DECLARED,
    ids=map(".".join, DECLARED),
)
def test_the_hash_follows_the_declaration(
    part: str, field: str, pipeline: RevisionPipeline
) -> None:
    declared = FIELDS[part][field].revision
    seen = []
    for story in stories():
        before = pipeline.process_item(story).content_hash
        others = [
            pipeline.process_item(other).content_hash for other in changed(story, part, field)
        ]
        assert others or len(_values(part, field)) == 1, f"{part}.{field} could not be changed"
        seen += [other != before for other in others]
    assert any(seen) == (declared is Revision.NOTICED), (
        f"{part}.{field} is declared {declared.name} in dwcrawler/schema/fields.py, but a change of "
        f"it {'makes' if any(seen) else 'makes no'} new revision: see dwcrawler/normalize/revisions.py"
    )


def _values(part: str, field: str) -> tuple[Any, ...]:
    """Those of a fixed list: `schema_version` has one."""
    kind: type[Struct] = getattr(items, part)
    declared = next(of.type for of in structs.fields(kind) if of.name == field)
    return getattr(declared, "__args__", ())


def test_a_story_keeps_the_hash_that_stores_have(pipeline: RevisionPipeline) -> None:
    """Another hash for the same story would make every story of every store a new revision."""
    image = Image(id=3, url="https://static.dw.com/image/3_6.jpg", caption="Boat", credit="A/dpa")
    story = Story(
        short_url="https://p.dw.com/p/7",
        id=7,
        url="https://www.dw.com/en/bridge/a-7",
        type="video",
        language="en",
        headline="The bridge",
        description="It stands.",
        kicker=["Nature"],
        authors=[Person(name="Ann Bee", url="https://www.dw.com/en/ann/person-5")],
        byline=items.Byline(raw="ab/cd (AFP)", editors=["ab", "cd"], agencies=["AFP"]),
        lead_image=image,
        images=[image, Image(url="https://static.dw.com/image/4_6.jpg", alt="River")],
        body=[
            Block(kind="heading", text="Water", level=2),
            Block(kind="list", items=["one", "two"]),
            Block(kind="image", ref=3),
            Block(kind="embed", text="https://x.com/1", url="https://x.com/1", provider="x"),
        ],
        text="Water\n\none\n\ntwo",
        media=[
            Media(
                kind="video",
                id=7,
                headline="Film",
                duration=61,
                sources=[Source(url="https://h.net/a/film_hd_avc.mp4", type="video/mp4")],
            )
        ],
        links=[Link(url="https://www.dw.com/en/x/a-9", text="there", id=9)],
        posts=[items.Post(headline="Noon", body=[Block(kind="paragraph", text="Rain.")])],
    )
    assert pipeline.process_item(story).content_hash == (
        "017bc9c28d5074a520f9f566156a517a1f5ccca1df56e2f7da3a46fb1dfc6d0c"
    )
