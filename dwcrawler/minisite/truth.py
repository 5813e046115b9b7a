"""What is true of story n: the very Story that a crawl should give, from its body to its topics."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from dwcrawler.identity import canonical_url, short_url
from dwcrawler.items import (
    Block,
    Byline,
    Image,
    Link,
    Media,
    Person,
    Source,
    Story,
    Teaser,
    Topic,
)
from dwcrawler.minisite.words import LANGUAGES, VOCABULARIES, Writer
from dwcrawler.minisite.world import World, slug_of
from dwcrawler.normalize.text import clean, word_count

_TOPIC_ID: Final = 17_000_000
_PERSON_ID: Final = 35_000_000
_NEWEST: Final = datetime(2026, 1, 15, 18, 0, tzinfo=UTC)
_STILLS: Final = "https://tvdownloaddw-a.akamaihd.net"


@dataclass(slots=True)
class Truth:
    """`story` is clean; beside it stands what its pages need and no feed tells.

    published, modified: to the millisecond, as the state has them
    target_titles:       of related stories: their own titles, where the content link's name differs
    credit_label:        the edition's, as it stands before credits
    """

    n: int
    story: Story
    published: datetime
    modified: datetime
    target_titles: dict[int, str] = field(default_factory=dict)
    credit_label: str = "Image"


class Truths:
    """Makes and keeps a few: pages of one story are often made one after the other."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.of = lru_cache(maxsize=2_000)(self._make)
        self.head_of = lru_cache(maxsize=20_000)(self._head)

    def _make(self, n: int) -> Truth:
        head, published = self.head_of(n)
        story = _Story(self.world, n, head).write()
        story.date_published = _whole_seconds(published)
        modified = published + timedelta(minutes=n % 300, milliseconds=n % 7 * 60)
        story.date_modified = _whole_seconds(modified)
        truth = Truth(n, story, published, modified)
        truth.credit_label = self.world.edition(story.language).image_credit_label
        for other in self.world.related_to(n):
            teaser, _ = self.head_of(other)
            if (n + other) % 5 == 0:  # the name that readers see here is not the target's own
                truth.target_titles[teaser.id] = teaser.headline or ""
                teaser = replace(
                    teaser, headline=Writer(story.language, f"{n}/{other}").phrase(4, 8)
                )
            story.related.append(teaser)
        return truth

    def _head(self, n: int) -> tuple[Teaser, datetime]:
        """What teasers tell of a story, and when it was published."""
        world = self.world
        language, number = world.language_of(n), world.id_of(n)
        writer = Writer(language, f"{world.seed}/{n}/head")
        headline = writer.phrase(4, 9)
        published = _NEWEST - timedelta(minutes=97 * n + writer.random.randint(0, 90))
        published += timedelta(milliseconds=writer.random.randint(0, 999))
        url = canonical_url(f"/{language}/{slug_of(headline)}/a-{number}")
        assert url is not None
        teaser = Teaser(
            id=number,
            short_url=short_url(number),
            url=url,
            type="article",
            headline=headline,
            description=writer.sentence(),
            kicker=world.section_of(n).name,
            date_published=_whole_seconds(published),
            image=picture(number + 1, alt=writer.phrase(2, 5)),
        )
        return teaser, published


def picture(
    number: int, caption: str | None = None, credit: str | None = None, alt: str | None = None
) -> Image:
    url = f"https://static.dw.com/image/{number}_607.jpg"
    return Image(id=number, url=url, caption=caption, credit=credit, alt=alt)


class _Story:
    """Writes one story."""

    def __init__(self, world: World, n: int, head: Teaser) -> None:
        self._world = world
        self._head = head
        self._n = n
        self._language = world.language_of(n)
        self._writer = Writer(self._language, f"{world.seed}/{n}/story")
        self._random = self._writer.random

    def write(self) -> Story:
        section = self._world.section_of(self._n)
        region = self._random.choice(self._writer.vocabulary.regions)
        edition = self._world.edition(self._language)
        head = self._head
        assert head.image is not None
        lead = picture(head.id + 1, self._writer.sentence(), self._credit(), head.image.alt)
        story = Story(
            short_url=head.short_url,
            id=head.id,
            url=head.url,
            type="article",
            language=self._language,
            direction="rtl" if edition.direction == "rtl" else "ltr",
            headline=head.headline or "",
            description=head.description,
            kicker=[section.name, region],
            date_precision="second",
            authors=self._authors(),
            lead_image=lead,
            images=[lead],
            topics=self._topics(),
            keywords=[self._writer.phrase(1, 1) for _ in range(self._n % 4)],
            categories=[section.name],
            regions=[region],
            section=[slug_of(edition.start_path.split("/")[2]).upper(), section.name],
            is_opinion=self._n % 17 == 0,
        )
        story.keywords = list(dict.fromkeys(story.keywords))
        self._write_body(story)
        return story

    def _authors(self) -> list[Person]:
        """Some with a page, some without, some stories without any."""
        if self._n % 6 == 5:
            return []
        names = list(dict.fromkeys(self._writer.name() for _ in range(1 + (self._n % 4 == 0))))
        known = self._writer.vocabulary.names
        if self._n % 6 == 4:
            return [Person(name=name) for name in names]
        return [Person(name=name, url=self._person_url(name, known.index(name))) for name in names]

    def _person_url(self, name: str, index: int) -> str | None:
        number = _PERSON_ID + LANGUAGES.index(self._language) * 100 + index
        return canonical_url(f"/{self._language}/{slug_of(name)}/person-{number}")

    def _topics(self) -> list[Topic]:
        topics = []
        words = VOCABULARIES[self._language].words
        for index in sorted({self._n % 11, self._n % 7}):
            number = _TOPIC_ID + LANGUAGES.index(self._language) * 100 + index
            url = canonical_url(f"/{self._language}/{slug_of(words[index])}/t-{number}")
            topics.append(Topic(id=number, name=words[index], url=url or ""))
        return topics

    def _credit(self) -> str:
        agency = self._random.choice(["dpa", "REUTERS", "AFP", "picture alliance", "DW"])
        return f"{self._writer.name()}/{agency}"

    def _write_body(self, story: Story) -> None:
        number = story.id
        for at in range(self._random.randint(2, 4)):
            if at:
                level = 2 + (at == 3)
                heading = Block(kind="heading", text=self._writer.phrase(3, 7), level=level)
                story.body.append(heading)
            for _ in range(self._random.randint(2, 4)):
                story.body.append(self._paragraph(story))
            if at == 0 and self._n % 2:
                image = picture(
                    number + 3, self._writer.sentence(), self._credit(), self._writer.phrase(2, 5)
                )
                story.images.append(image)
                story.body.append(Block(kind="image", ref=image.id))
            if at == 1 and self._n % 3 == 0:
                story.media.append(self._video(number + 2))
                story.body.append(Block(kind="video", ref=number + 2))
        if self._n % 4 == 1:
            items = [self._writer.phrase(3, 6) for _ in range(3)]
            story.body.append(Block(kind="list", items=items))
        if self._n % 5 == 2:
            story.body.append(Block(kind="quote", text=self._writer.sentence()))
        if self._n % 9 == 3:
            rows = ("\t".join(self._writer.phrase(1, 2) for _ in range(2)) for _ in range(3))
            story.body.append(Block(kind="table", text="\n".join(rows)))
        if self._n % 8 == 6:
            story.body.append(Block(kind="embed", text=f"https://example.org/widget/{number}"))
        if self._n % 3 == 1:
            raw = "ab/cd (Reuters, AFP)"
            story.byline = Byline(raw=raw, editors=["ab", "cd"], agencies=["Reuters", "AFP"])
        story.text = _text_of(story.body)
        story.word_count = word_count(story.text)

    def _paragraph(self, story: Story) -> Block:
        """Some have a link at their end; the body's HTML knows it by the paragraph's last words."""
        text = clean(self._writer.paragraph()) or ""
        if self._random.random() < 0.3:
            text = f"{text} {self._link(story)}"
        return Block(kind="paragraph", text=text)

    def _link(self, story: Story) -> str:
        words = f"{self._writer.phrase(1, 3)} {len(story.links) + 1}"
        if self._random.random() < 0.5:
            story.links.append(
                Link(url=f"https://example.org/{story.id}/{words[-1]}?a=1", text=words)
            )
        else:
            topic = story.topics[0]
            story.links.append(Link(url=topic.url, text=words, id=topic.id))
        return words

    def _video(self, number: int) -> Media:
        path = f"dwtv_video/flv/mini/mini{number}_"
        hls = f"https://hlsvod.dw.com/i/{path},AVC_480x270,AVC_1920x1080,.mp4.csmil/master.m3u8"
        return Media(
            kind="video",
            id=number,
            short_url=short_url(number),
            headline=self._writer.phrase(3, 6),
            duration=self._random.randint(30, 1800),
            poster_url=f"{_STILLS}/stills/images/mini{number}.jpg",
            sources=[
                Source(url=hls, type="application/x-mpegURL"),
                Source(url=f"{_STILLS}/{path}AVC_1920x1080.mp4", type="video/mp4"),
            ],
        )


def _text_of(blocks: list[Block]) -> str:
    parts: list[str] = []
    for block in blocks:
        if block.kind in ("paragraph", "heading", "quote"):
            parts.append(block.text or "")
        parts.extend(block.items)
    return "\n\n".join(parts)


def _whole_seconds(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
