"""The item: a Story and its parts, one JSON object a line.

Keys are written in the order of declaration, all of them always, so that every row has the same
columns. Names follow schema.org's where it has one. The same classes hold a story raw (as `pages`
reads it) and clean (as the pipelines leave it); the constraints describe the clean one and are
what `pipelines/validation.py` checks. `schema/story.schema.json` is generated from here.

They are msgspec's Structs: declared like dataclasses, but made, encoded and checked at a fraction
of the time, and a story has about a hundred of them. None can be part of itself, so the garbage
collector need not look for cycles in them. `ItemAdapter` takes them too (`adapter`).
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct, field

SCHEMA_VERSION: Final = 1

StoryType = Literal["article", "video", "audio", "gallery", "liveblog"]
# A story of these has a text; without one, it was not found.
TYPES_WITH_TEXT: Final = frozenset({"article", "liveblog"})
BlockKind = Literal[
    "paragraph", "heading", "list", "quote", "image", "video", "audio", "gallery", "embed", "table"
]
FoundBy = Literal[
    "start", "section", "topic", "explore_more", "link", "rss", "sitemap", "headlines"
]
Layout = Literal["app_state", "apollo", "dom", "classic", "api"]

ContentId = Annotated[int, Meta(ge=0, description="DW's number for a piece of content")]
ShortUrl = Annotated[str, Meta(pattern=r"^https://p\.dw\.com/p/[0-9A-Za-z]{1,7}$")]
WebUrl = Annotated[str, Meta(pattern=r"^https?://\S+$")]
DateTime = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$",
        description="RFC 3339, UTC, whole seconds",
    ),
]
Seconds = Annotated[int, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]
NonEmpty = Annotated[str, Meta(min_length=1)]


class Image(Struct, kw_only=True, gc=False):
    """`url` is a real picture's (no `${formatId}` in it), the widest that the site makes.

    `file` is where it was stored, below `files/` in the output folder, if it was downloaded.
    """

    id: ContentId | None = None
    url: WebUrl | None = None
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    file: str | None = None


class Source(Struct, kw_only=True, gc=False):
    """One file of a video or an audio; `type` is its MIME type."""

    url: WebUrl
    type: str | None = None


class Subtitles(Struct, kw_only=True, gc=False):
    """One file of subtitles (WebVTT); `language` as the site writes it."""

    url: WebUrl
    language: str | None = None


class Media(Struct, kw_only=True, gc=False):
    """`file` as an image's."""

    kind: Literal["video", "audio"]
    id: ContentId | None = None
    short_url: ShortUrl | None = None
    headline: str | None = None
    duration: Seconds | None = None
    poster_url: WebUrl | None = None
    sources: list[Source] = field(default_factory=list)
    file: str | None = None
    subtitles: list[Subtitles] = field(default_factory=list)


class Block(Struct, kw_only=True, gc=False):
    """A piece of the body. `ref` is the id of the image, media or content that it stands for; an
    `embed` has the `url` of what is embedded (also as its `text`, which came first) and its
    `provider` (`x`, `youtube`, `datawrapper`)."""

    kind: BlockKind
    text: str | None = None
    level: Annotated[int, Meta(ge=1, le=6)] | None = None
    items: list[str] = field(default_factory=list)
    ref: ContentId | None = None
    url: WebUrl | None = None
    provider: str | None = None


class Person(Struct, kw_only=True, gc=False):
    name: NonEmpty
    url: WebUrl | None = None


class Byline(Struct, kw_only=True, gc=False):
    """`zc/wmr (Reuters, AFP)`: who wrote and edited, and the agencies whose material is in it."""

    raw: NonEmpty
    editors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)


class Topic(Struct, kw_only=True, gc=False):
    id: ContentId
    name: str
    url: WebUrl


class Program(Struct, kw_only=True, gc=False):
    """The programme that an episode belongs to."""

    id: ContentId
    name: str
    url: WebUrl


class Link(Struct, kw_only=True, gc=False):
    """A link in the body (or a menu); `id` where it leads to DW content."""

    url: WebUrl
    text: str
    id: ContentId | None = None


class Teaser(Struct, kw_only=True, gc=False):
    """What a listing or "Explore more" tells of a story. `type` None: the teaser does not say.

    Below a story, `relation` says which block showed it: `explore_more` for what editors chose, else
    a word made from the block's name (`thematic_focus_region`); `heading` is what stands above it.
    """

    id: ContentId
    short_url: ShortUrl
    url: WebUrl
    type: str | None = None
    headline: str | None = None
    description: str | None = None
    kicker: str | None = None
    date_published: DateTime | None = None
    duration: Seconds | None = None
    image: Image | None = None
    relation: str | None = None
    heading: str | None = None


class Post(Struct, kw_only=True, gc=False):
    """One entry of a live blog."""

    headline: str | None = None
    date_published: DateTime | None = None
    authors: list[Person] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    text: str = ""


class Provenance(Struct, kw_only=True, gc=False):
    """How this line came to be. `depth` counts hops from a listing; `found_on` is a (short) URL."""

    crawled_at: DateTime | None = None
    source: Literal["crawl", "archive", "file"] = "file"
    layout: Layout | None = None
    found_by: FoundBy | None = None
    found_on: str | None = None
    depth: Count = 0
    requested_url: str | None = None
    http_status: int | None = None
    rendered: bool = False


class Story(Struct, kw_only=True, gc=False):
    schema_version: Literal[1] = SCHEMA_VERSION
    short_url: ShortUrl
    id: ContentId
    url: WebUrl
    type: StoryType
    language: NonEmpty
    direction: Literal["ltr", "rtl"] = "ltr"
    headline: NonEmpty
    description: str | None = None
    kicker: list[str] = field(default_factory=list)
    date_published: DateTime | None = None
    date_modified: DateTime | None = None
    date_precision: Literal["second", "day"] | None = None
    authors: list[Person] = field(default_factory=list)
    byline: Byline | None = None
    lead_image: Image | None = None
    images: list[Image] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    text: str = ""
    word_count: Count = 0
    media: list[Media] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    # DW's words for counting visits, in DW's language: mostly German, on English pages too.
    keywords: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    is_opinion: bool = False
    related: list[Teaser] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    revision: Annotated[int, Meta(ge=1)] = 1
    content_hash: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")] = ""
    provenance: Provenance = field(default_factory=Provenance)
    # Closing notes, out of `text`: translations, corrections, pitches, "More to follow".
    notes: list[str] = field(default_factory=list)
    program: Program | None = None
    is_advertorial: bool = False
    extra: Annotated[
        dict[str, Any],
        Meta(description="Keys that pipelines of your own added; empty otherwise"),
    ] = field(default_factory=dict)

    def __str__(self) -> str:
        """In a line, as for the banner of `scrapy shell`."""
        return f"<{self.type} {self.id} ({self.language}): {self.headline}>"
