"""What goes into the store and what comes out of it, and how a line of the feed becomes that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

import msgspec

from dwcrawler.identity import Address, content_id
from dwcrawler.items import FoundBy, Link, Story, Teaser, Topic
from dwcrawler.normalize import dates

# Statuses of a story that does not exist any more.
GONE: Final = (404, 410)
_GONE_FOR_GOOD: Final = 410
# Length of a date of which only the day is known.
DAY: Final = len("2024-01-31")
# What is kept of what a story is about.
_MOST_TEXTS: Final = 100
_LONGEST_TEXT: Final = 2_000


class StoryState(NamedTuple):
    """What is known of one story. Dates as in the feed; `status` is the last HTTP status.

    `newest` is the latest of its dates: publication, change, the date in a listing or feed that led
    to it. `listed_day` is the latest day under which a list that shows only days had it.
    `tries` counts the visits in a row that gave no story: gone, refused, redirected, rejected.
    A story with `revision` 0 is in no feed: it was never fetched, or no crawl so far wanted it.
    `layout` is the layout of the page that `content_hash` was made from; `text_hash` is the same
    for all layouts. `subject` is what the story is about, as `Subject.packed` has it; only of stories
    that are in no feed.
    """

    id: int
    language: str | None
    type: str | None
    url: str
    date_published: str | None = None
    newest: str | None = None
    content_hash: str | None = None
    revision: int = 0
    depth: int = 0
    first_seen: str = ""
    last_crawled: str = ""
    etag: str | None = None
    last_modified: str | None = None
    status: int = 200
    listed_day: str | None = None
    tries: int = 0
    layout: str | None = None
    text_hash: str | None = None
    subject: str | None = None

    @property
    def is_gone_for_good(self) -> bool:
        return self.status == _GONE_FOR_GOOD

    @property
    def was_unwanted(self) -> bool:
        """It was fetched, and is in no feed because that crawl did not want it (types, dates)."""
        return self.revision == 0 and self.tries == 0

    def differs_from(self, story: Story) -> bool:
        """Whether a clean story has changed since.

        Layouts differ in what they have (a rendered page has no caption for the picture of a video),
        so whole hashes are compared only within one layout. If a page comes in another layout than
        before, its story changed if headline or text did: these are the same in all layouts.
        """
        if self.layout == story.provenance.layout:
            return self.content_hash != story.content_hash
        return self.text_hash != text_hash(story)


class Subject(msgspec.Struct, gc=False):
    """What a story is about: its topics, and the texts besides them in which a crawl may look for
    words (headline, teaser, keywords)."""

    topics: list[Topic]
    texts: list[str]

    @property
    def all_texts(self) -> list[str]:
        return [*self.texts, *(topic.name for topic in self.topics)]

    @property
    def packed(self) -> str:
        """For the store: of a page that is made to be huge, not all."""
        texts = [text[:_LONGEST_TEXT] for text in self.texts[:_MOST_TEXTS]]
        cut = Subject(self.topics[:_MOST_TEXTS], texts)
        try:
            return msgspec.json.encode(cut).decode()
        except UnicodeEncodeError:  # half a surrogate pair
            return json.dumps(msgspec.to_builtins(cut))

    @classmethod
    def of(cls, packed: str) -> Subject:
        """Nothing at all where it cannot be read."""
        try:
            return _decode_subject(packed)
        except msgspec.DecodeError:
            return cls([], [])


_decode_subject: Final = msgspec.json.Decoder(Subject).decode


def subject_of(story: Story) -> Subject:
    """Of a story as its page tells it, or of a clean one."""
    texts = (story.headline, story.description, *story.keywords)
    return Subject(story.topics, [text for text in texts if text])


class StoredLink(NamedTuple):
    """One link to a story; `depth` is the target's, as found over this link.

    `source` is the id of the story that has it; of a story shown by a listing or a feed it is None,
    and `listing` that list's URL. `relation` is the block of stories below the source that has it, as
    in its teaser.
    """

    source: int | None
    target: int
    kind: FoundBy
    depth: int
    url: str
    type: str | None = None
    date_published: str | None = None
    listing: str | None = None
    relation: str | None = None

    @classmethod
    def on_list(
        cls,
        target: int,
        url: str,
        kind: FoundBy,
        listing: str | None,
        story_type: str | None,
        date_published: str | None,
    ) -> StoredLink:
        """A story that a list shows, and that waits to be fetched."""
        return cls(None, target, kind, 0, url, story_type, date_published, listing)


class FetchInfo(NamedTuple):
    """What a response and the list that led to it say about a story, besides what is in its line.

    `listed` is the date under which a list showed it: a time, or only a day (`2024-01-31`).
    """

    etag: str | None = None
    last_modified: str | None = None
    listed: str | None = None

    @property
    def listed_day(self) -> str | None:
        return self.listed if self.listed is not None and len(self.listed) == DAY else None

    @property
    def listed_time(self) -> str | None:
        return self.listed if self.listed_day is None else None


class StoryUpdate(NamedTuple):
    """What a visit tells the store of a story, with its links (None: the store keeps those it has)."""

    state: StoryState
    links: list[StoredLink] | None

    @classmethod
    def of_story(cls, story: Story, fetch_info: FetchInfo = FetchInfo()) -> StoryUpdate:  # noqa: B008 (immutable)
        """Of a clean story, or of one read back from a line of the feed."""
        provenance = story.provenance
        crawled_at = provenance.crawled_at or ""
        state = StoryState(
            id=story.id,
            language=story.language,
            type=story.type,
            url=story.url,
            date_published=story.date_published,
            newest=_newest(story, fetch_info),
            content_hash=story.content_hash,
            revision=story.revision,
            depth=provenance.depth,
            first_seen=crawled_at,
            last_crawled=crawled_at,
            etag=fetch_info.etag,
            last_modified=fetch_info.last_modified,
            listed_day=fetch_info.listed_day,
            layout=provenance.layout,
            text_hash=text_hash(story),
        )
        return cls(state, list(links_of(story, provenance.depth)))

    @classmethod
    def of_line(cls, line: bytes) -> StoryUpdate:
        """Raises ValueError for what is no line of a feed."""
        read: Any = _decode_line(line)
        if content_id(read.short_url.rpartition("/")[2]) != read.id:
            raise ValueError("short_url and id differ")
        return cls.of_story(read)

    @classmethod
    def unwanted(cls, story: Story, fetch_info: FetchInfo, made_at: datetime) -> StoryUpdate:
        """A story as its page tells it, that this crawl does not want: known by its date, type and
        subject, so that it is fetched again only by a crawl that wants it."""
        state, links = cls.of_story(story, fetch_info)
        published = dates.read(story.date_published or "", story.language, made_at)
        date = published.value if published else None
        if published is not None and published.precision == "day":
            date = published.value[:DAY]
        state = state._replace(
            date_published=date,
            content_hash=None,
            revision=0,
            layout=None,
            text_hash=None,
            etag=None,
            last_modified=None,
            subject=subject_of(story).packed,
        )
        return cls(state, links)

    @classmethod
    def rejected(cls, story: Story) -> StoryUpdate:
        """A story that is not as the schema says: a visit that gave none."""
        now = story.provenance.crawled_at or ""
        state = StoryState(
            story.id,
            story.language,
            story.type,
            story.url,
            depth=story.provenance.depth,
            first_seen=now,
            last_crawled=now,
            tries=1,
        )
        return cls(state, None)

    @classmethod
    def not_modified(
        cls, known: StoryState, fetch_info: FetchInfo, depth: int, crawled_at: str
    ) -> StoryUpdate:
        """The site says that a story is as it was: it is known as of now."""
        newest = max(filter(None, (known.newest, fetch_info.listed_time)), default=None)
        state = known._replace(
            depth=depth,
            last_crawled=crawled_at,
            newest=newest,
            listed_day=fetch_info.listed_day,
        )
        return cls(state, None)

    @classmethod
    def no_story(
        cls,
        address: Address,
        url: str,
        status: int,
        fetch_info: FetchInfo,
        depth: int,
        crawled_at: str,
    ) -> StoryUpdate:
        """The address of a story that gave none; `status` 0 where there was no answer to judge by."""
        state = StoryState(
            address.id,
            address.language,
            address.kind,
            url,
            depth=depth,
            first_seen=crawled_at,
            last_crawled=crawled_at,
            status=status,
            listed_day=fetch_info.listed_day,
            tries=1,
        )
        return cls(state, None)


def text_hash(story: Story) -> str:
    """A hash of headline and text, which are the same in every layout of a page."""
    return sha256(f"{story.headline}\0{story.text}".encode(errors="surrogatepass")).hexdigest()


def _newest(story: Story, fetch_info: FetchInfo) -> str | None:
    """A page that does not say when it changed is as of the visit."""
    told = (story.date_published, story.date_modified, fetch_info.listed_time)
    dates = told if story.date_modified else (*told, story.provenance.crawled_at)
    return max(filter(None, dates), default=None)


def links_of(story: Story, depth: int) -> Iterator[StoredLink]:
    """The stories below it, then the links in its body that lead to content; each target once a kind,
    with the first relation that it has."""
    seen: set[tuple[int, str]] = set()
    for kind, links in (("explore_more", story.related), ("link", story.links)):
        for link in links:
            if link.id is None or link.id == story.id or (link.id, kind) in seen:
                continue
            seen.add((link.id, kind))
            found = StoredLink(story.id, link.id, "link", depth + 1, link.url)
            if isinstance(link, Teaser):
                found = found._replace(
                    kind="explore_more",
                    type=link.type,
                    date_published=link.date_published,
                    relation=link.relation,
                )
            yield found


class _Provenance(msgspec.Struct):
    crawled_at: str | None = None
    depth: int = 0
    layout: str | None = None


class _Line(msgspec.Struct):
    """Only what the store needs of a line; older lines may lack the rest."""

    short_url: str
    id: int
    url: str
    type: str
    language: str
    headline: str = ""
    text: str = ""
    date_published: str | None = None
    date_modified: str | None = None
    content_hash: str = ""
    revision: int = 1
    related: list[Teaser] = []
    links: list[Link] = []
    provenance: _Provenance = msgspec.field(default_factory=_Provenance)


_decode_line: Final = msgspec.json.Decoder(_Line).decode
