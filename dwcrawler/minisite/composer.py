"""Writes one story from its headline to its topics, as a crawl should give it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from dwcrawler.items import (
    Block,
    Image,
    Link,
    Media,
    Person,
    Post,
    Program,
    Source,
    Story,
    Subtitles,
    Teaser,
    Topic,
)
from dwcrawler.minisite.addresses import SITE, short_url_of, url_of
from dwcrawler.minisite.embeds import embed
from dwcrawler.minisite.labels import LABELS
from dwcrawler.minisite.signatures import byline, sources
from dwcrawler.minisite.words import LANGUAGES, VOCABULARIES, Writer
from dwcrawler.minisite.world import World, slug_of

_TOPIC_ID: Final = 17_000_000
_TOPICS: Final = 11
_PERSON_ID: Final = 35_000_000
# Where DW's files lie (the first seen, the second attested).
DOWNLOADS: Final = "https://tvdownloaddw-a.akamaihd.net"
RADIO: Final = "https://radiodownloaddw-a.akamaihd.net"
# The variants of a stream stand in any order in its address (attested); with each, its largest.
_VARIANTS: Final = (
    (",AVC_480x270,AVC_1920x1080,", "AVC_1920x1080"),
    (",AVC_1920x1080,AVC_1280x720,AVC_960x540,AVC_480x270,", "AVC_1920x1080"),
    (",AVC_512x288,AVC_1280x720,AVC_640x360,", "AVC_1280x720"),
    (",sd,hd,", "hd"),
    (",sd_avc,sd_sor,", "sd_avc"),
)


def picture(
    number: int, caption: str | None = None, credit: str | None = None, alt: str | None = None
) -> Image:
    url = f"https://static.dw.com/image/{number}_607.jpg"
    return Image(id=number, url=url, caption=caption, credit=credit, alt=alt)


def topics_of(language: str) -> list[Topic]:
    """All topics of an edition."""
    topics = []
    for index, name in enumerate(VOCABULARIES[language].words[:_TOPICS]):
        number = _TOPIC_ID + LANGUAGES.index(language) * 100 + index
        url = url_of(f"/{language}/{slug_of(name)}/t-{number}")
        topics.append(Topic(id=number, name=name, url=url))
    return topics


class Composer:
    """Writes one story, with two pens: what the first writes stands in its `text` and is counted.

    The second writes all else: captions and names, keywords and tables.
    """

    def __init__(
        self, world: World, n: int, head: Teaser, published: datetime, film: int = 0
    ) -> None:
        """`film`: how often an evergreen video got a new one."""
        self._world = world
        self._head = head
        self._published = published
        self._n = n
        self._film = film
        self._language = world.language_of(n)
        self._text = Writer(self._language, f"{world.seed}/{n}/text")
        self._aside = Writer(self._language, f"{world.seed}/{n}/story")
        self._random = self._aside.random

    def write(self) -> Story:
        section = self._world.section_of(self._n)
        region = self._random.choice(self._aside.vocabulary.regions)
        edition = self._world.edition(self._language)
        head = self._head
        assert head.image is not None
        lead = picture(head.id + 1, self._aside.sentence(), self._credit(), head.image.alt)
        story = Story(
            short_url=head.short_url,
            id=head.id,
            url=head.url,
            type=self._world.type_of(self._n),
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
            keywords=[self._aside.phrase(1, 1) for _ in range(self._n % 4)],
            categories=[section.name],
            regions=[region],
            section=[slug_of(edition.start_path.split("/")[2]).upper(), section.name],
            is_opinion=self._n % 17 == 0,
            is_advertorial=self._world.is_advertorial(self._n),
            program=self._program(),
        )
        story.keywords = list(dict.fromkeys(story.keywords))
        match story.type:
            case "video" | "audio":
                story.media.append(self._own_media(story))
            case "gallery":
                self._write_gallery(story)
            case "liveblog":
                self._write_posts(story)
            case _:
                self._write_body(story)
        texts = [_text_of(story.body)]
        texts += [text for post in story.posts for text in (post.headline or "", post.text)]
        story.text = "\n\n".join(text for text in texts if text)
        story.word_count = self._text.written
        return story

    def _program(self) -> Program | None:
        found = self._world.program_of(self._n)
        if found is None:
            return None
        return Program(id=found.id, name=found.name, url=url_of(found.path))

    def _own_media(self, story: Story) -> Media:
        """A video is told as its stream; the file beside it has the same path (seen)."""
        if story.type == "video":
            own = self._video(story.id, self._film)
            own.subtitles = self._subtitles(story.id)
        else:
            url = f"{RADIO}/Events/dwelle/mini/mini{story.id}.mp3"
            own = Media(kind="audio", id=story.id, short_url=story.short_url)
            own.sources = [Source(url=url, type="audio/mpeg")]
            own.poster_url = f"{DOWNLOADS}/stills/images/mini{story.id}.jpg"
        own.headline, own.duration = story.headline, self._head.duration
        return own

    def _subtitles(self, number: int) -> list[Subtitles]:
        """Half of the videos have some, in one or two languages."""
        languages = (self._language, "en", "de")[: self._n // 2 % 3]
        return [
            Subtitles(url=f"{DOWNLOADS}/subtitles/mini{number}_{language}.vtt", language=language)
            for language in dict.fromkeys(languages)
        ]

    def _write_gallery(self, story: Story) -> None:
        """The first picture is the lead picture too; not every one has a name."""
        count = 2 + self._n % 4
        for at in range(count):
            image = story.images[0]
            if at:
                image = self._picture(story.id + 3 + at)
                story.images.append(image)
            if at % 3 < 2:
                name = self._text.phrase(2, 5)
                story.body.append(Block(kind="heading", text=name, level=3))
            story.body.append(Block(kind="image", ref=image.id))

    def _write_posts(self, story: Story) -> None:
        """Newest first. Half of the live blogs tell only the days of their posts; a third has no
        text above them."""
        if self._n % 3:
            story.body.append(self._paragraph(story))
        count = 2 + self._n % 5
        for at in range(count):
            moment = self._published + timedelta(minutes=11 * (count - at))
            date = whole_seconds(moment)
            post = Post(
                headline=self._post_headline(at) if at % 3 < 2 else None,
                date_published=date if self._n % 2 else f"{date[:10]}T00:00:00Z",
                authors=self._authors() if at % 2 else [],
                body=[self._paragraph(story) for _ in range(1 + at % 3)],
            )
            if at == 1:
                image = self._picture(story.id + 3)
                story.images.append(image)
                post.body.append(Block(kind="image", ref=image.id))
            post.text = _text_of(post.body)
            story.posts.append(post)

    def _post_headline(self, at: int) -> str:
        return f"{self._text.phrase(3, 7)} {self._text.number(at)}"

    def _authors(self) -> list[Person]:
        """Some with a page, some without, some stories without any."""
        if self._n % 6 == 5:
            return []
        names = list(dict.fromkeys(self._aside.name() for _ in range(1 + (self._n % 4 == 0))))
        known = self._aside.vocabulary.names
        if self._n % 6 == 4:
            return [Person(name=name) for name in names]
        return [Person(name=name, url=self._person_url(name, known.index(name))) for name in names]

    def _person_url(self, name: str, index: int) -> str:
        number = _PERSON_ID + LANGUAGES.index(self._language) * 100 + index
        return url_of(f"/{self._language}/{slug_of(name)}/person-{number}")

    def _topics(self) -> list[Topic]:
        topics = topics_of(self._language)
        return [topics[index] for index in sorted({self._n % _TOPICS, self._n % 7})]

    def _picture(self, number: int) -> Image:
        caption, credit = self._aside.sentence(), self._credit()
        return picture(number, caption, credit, self._aside.phrase(2, 5))

    def _credit(self) -> str:
        return f"{self._aside.name()}/{self._random.choice(sources(self._language))}"

    def _write_body(self, story: Story) -> None:
        number = story.id
        for at in range(self._random.randint(2, 4)):
            if at:
                level = 2 + (at == 3)
                heading = Block(kind="heading", text=self._text.phrase(3, 7), level=level)
                story.body.append(heading)
            for _ in range(self._random.randint(2, 4)):
                story.body.append(self._paragraph(story))
            if at == 0 and self._n % 2:
                image = self._picture(number + 3)
                story.images.append(image)
                story.body.append(Block(kind="image", ref=image.id))
            if at == 1 and self._n % 3 == 0:
                story.media.append(self._video(number + 2))
                story.body.append(Block(kind="video", ref=number + 2))
        if self._n % 4 == 1:
            items = [self._text.phrase(3, 6) for _ in range(3)]
            story.body.append(Block(kind="list", items=items))
        if self._n % 5 == 2:
            story.body.append(Block(kind="quote", text=self._text.sentence()))
        if self._n % 9 == 3:
            rows = ("\t".join(self._aside.phrase(1, 2) for _ in range(2)) for _ in range(3))
            story.body.append(Block(kind="table", text="\n".join(rows)))
        if self._n % 8 == 6:
            story.body.append(embed(number, self._n, self._language).block)
        if self._n % 3 == 1:
            story.byline = byline(self._language, self._n // 3)
        self._write_notes(story)

    def _write_notes(self, story: Story) -> None:
        """Closing lines in italics, of half of the articles; the newsletter's links to it."""
        labels = LABELS[self._language]
        kind = self._n // 3 % 8
        if kind in (0, 3):
            story.notes.append(labels.notes[0])
        if kind in (1, 3):
            story.notes.append(labels.notes[1])
        if kind == 5:
            words, name = labels.pitch
            story.notes.append(f"{words} {name}")
            story.links.append(Link(url=f"{SITE}/{self._language}/newsletter", text=name))

    def _paragraph(self, story: Story) -> Block:
        """Some have a link at their end; the body's HTML knows it by the paragraph's last words."""
        text = self._text.paragraph()
        if self._random.random() < 0.3:
            text = f"{text} {self._link(story)}"
        return Block(kind="paragraph", text=text)

    def _link(self, story: Story) -> str:
        words = f"{self._text.phrase(1, 3)} {self._text.number(len(story.links) + 1)}"
        if self._random.random() < 0.5:
            story.links.append(
                Link(url=f"https://example.org/{story.id}/{words[-1]}?a=1", text=words)
            )
        else:
            topic = story.topics[0]
            story.links.append(Link(url=topic.url, text=words, id=topic.id))
        return words

    def _video(self, number: int, film: int = 0) -> Media:
        path = f"dwtv_video/flv/mini/mini{number}_{film or ''}"
        variants, largest = _VARIANTS[self._n % len(_VARIANTS)]
        hls = f"https://hlsvod.dw.com/i/{path}{variants}.mp4.csmil/master.m3u8"
        return Media(
            kind="video",
            id=number,
            short_url=short_url_of(number),
            headline=self._aside.phrase(3, 6),
            duration=self._random.randint(30, 1800),
            poster_url=f"{DOWNLOADS}/stills/images/mini{number}.jpg",
            sources=[
                Source(url=hls, type="application/x-mpegURL"),
                Source(url=f"{DOWNLOADS}/{path}{largest}.mp4", type="video/mp4"),
            ],
        )


def _text_of(blocks: list[Block]) -> str:
    parts: list[str] = []
    for block in blocks:
        if block.kind in ("paragraph", "heading", "quote"):
            parts.append(block.text or "")
        parts.extend(block.items)
    return "\n\n".join(parts)


def whole_seconds(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
