"""The content object of a state -> a raw Story.

Reads like a table: each field names the keys that it is told by. Which fields the state did not
tell at all is part of the answer, so that they can be filled from the page's other sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from dwcrawler.editions import code_of, editions
from dwcrawler.identity import MAX_ID, Address, Kind, content_at, short_url
from dwcrawler.items import TYPES_WITH_TEXT, Program, Story, StoryType, Topic
from dwcrawler.pages import checks, richtext
from dwcrawler.pages.markup import fragment
from dwcrawler.pages.pictures import with_lead
from dwcrawler.pages.problems import Problem, note
from dwcrawler.pages.relations import EXPLORE_MORE
from dwcrawler.pages.state import media
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.entities import Entity, EntityReader, non_blank
from dwcrawler.pages.state.images import main_image_of
from dwcrawler.pages.state.kinds import kind_of_typename
from dwcrawler.pages.state.persons import persons_of
from dwcrawler.pages.state.related import related_of

STORY_TYPES: Final[tuple[StoryType, ...]] = get_args(StoryType)

# Story field -> the state's fields that tell it. A field that none of its keys tells is missing;
# what a key holds and fails its check is refused, and then the key tells nothing.
_TOLD_BY: Final[dict[str, tuple[str, ...]]] = {
    "url": ("canonicalUrl", "namedUrl"),
    "headline": ("title", "name"),
    "description": ("teaser", "shortTeaser", "longTeaser"),
    "kicker": ("thematicFocusCategory", "regions", "kicker"),
    "date_published": ("firstPublicationDate", "contentDate"),
    "date_modified": ("lastModifiedDate", "lastPublicationDate"),
    "authors": ("persons", "legacyAuthor"),
    "lead_image": ("mainContentImageLink",),
    "topics": ("relatedAutoTopics",),
    "section": ("trackingCategories",),
    "related": ("dossierContents", "contentLinks"),
}
_PLACE_FIELDS: Final = ("kicker", "regions")
_BODY_FIELDS: Final = ("body", "images", "media", "links")
# Spelled out for screen readers (`…Sr`, seen in 2024), then in numbers.
_LOCALIZED_DATES: Final = (
    *("localizedFirstPublicationDateSr", "localizedFirstPublicationDate"),
    *("localizedContentDateSr", "localizedContentDate"),
)
_ADVERTORIAL: Final = "advertorial"
# Without these, and an article without its body, a story is none: they are sought elsewhere also
# when the state says "nothing".
_ESSENTIAL: Final = ("headline", "date_published")
# The file of a story that is a video or an audio, and how long it is.
_PLAYER_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "video": ("hlsVideoSrc",),
    "audio": ("mp3Src",),
}


class _AutoTopic(Entity):
    named_url: str | None = None
    name: str | None = None
    title: str | None = None


_AUTO_TOPIC: Final = EntityReader(_AutoTopic)


def story_of(content: Content, address: Address | None) -> tuple[Story | None, set[str]]:
    """The story and the names of its fields that the state does not tell.

    None where the content is no story (a listing, or a type that is not known).
    """
    kind = kind_of(content, address)
    number = number_of(content) or (address.id if address else None)
    if kind not in STORY_TYPES or number is None:
        return None, set()
    language = language_of(content, address)
    if language is None:
        content.problems.append(Problem("bad_field", "the language of the story is missing"))
        return None, set()
    story = Story(
        short_url=short_url(number),
        id=number,
        url=_url(content, number) or "",
        type=kind,
        language=language,
        direction="rtl" if _is_rtl(content, language) else "ltr",
        headline=_visible(content, "title", "name") or "",
        description=_visible(content, "teaser", "shortTeaser", "longTeaser"),
        date_published=content.date(language, "firstPublicationDate", "contentDate"),
        date_modified=content.date(language, "lastModifiedDate", "lastPublicationDate"),
        authors=persons_of(content),
        topics=_topics(content),
        keywords=_keywords(content),
        section=content.texts("trackingCategories"),
        is_opinion=content.flag("isOpinion") or False,
        related=related_of(content, number),
        program=_program(content),
        is_advertorial=_is_advertorial(content),
    )
    is_placed = _place(content, story)
    _read_body(content, story)
    media.read_own(content, story)
    if not content.tells("contentLinks"):
        _without_those_in_text(story)
    missing = _missing(content, story)
    if not is_placed:
        missing.update(_PLACE_FIELDS)
    story.url = story.url or short_url(number)
    return story, missing


def _text_by_another_name(content: Content) -> str | None:
    """The longest field that is a text of paragraphs."""
    if content.has("text"):
        return None
    name, text = content.longest_with("<p")
    if name is not None:
        note(content.problems, Problem("other_state_shape", f"the text is in {name}"))
    return text


def localized_dates(content: Content, language: str) -> dict[str, str]:
    """The publication as readers see it, to the day: for when nothing tells it exactly."""
    date = content.date(language, *_LOCALIZED_DATES)
    return {"date_published": date} if date else {}


def kind_of(content: Content, address: Address | None) -> Kind | None:
    """By the content's own type name; by the URL where it has none; None for types not known."""
    typename = content.text("__typename")
    if typename is None:
        return address.kind if address else None
    if typename.lower().startswith(_ADVERTORIAL):
        return address.kind if address and address.may_be_story and address.kind else "article"
    return kind_of_typename(typename)


def language_of(content: Content, address: Address | None) -> str | None:
    code = code_of(content.text("language") or "")
    if code is not None:
        return code
    named = content_at(content.text("namedUrl") or "")
    return (named and named[1].language) or (address and address.language) or None


def _missing(content: Content, story: Story) -> set[str]:
    missing = {
        field
        for field, keys in _TOLD_BY.items()
        if not getattr(story, field) and not content.has(*keys)
    }
    missing.update(field for field in _ESSENTIAL if not getattr(story, field))
    if story.type in TYPES_WITH_TEXT and not (story.body or story.posts):
        missing.update(_BODY_FIELDS)
    if story.lead_image is None and "lead_image" in missing:
        missing.add("images")
    if story.type in _PLAYER_FIELDS and not content.has(*_PLAYER_FIELDS[story.type]):
        missing.add("player")
    return missing


def number_of(content: Content) -> int | None:
    number = content.number("id")
    if number is not None and number > MAX_ID:
        content.refuse(Problem("bad_field", f"id is {number}, ids are at most {MAX_ID}"), "id")
        return None
    return number


def _url(content: Content, number: int) -> str | None:
    """None where the state has no address of this very story."""
    for name in ("canonicalUrl", "namedUrl"):
        stated = content.text(name)
        target = content_at(stated) if stated else None
        if target and target[1].id == number:
            return target[0]
        if stated:
            content.refuse(Problem("bad_field", f"{name} of {number} is {stated[:200]!r}"), name)
    return None


def _visible(content: Content, *names: str) -> str | None:
    for name in names:
        text = content.text(name)
        if text and checks.is_text(text):
            return text
        if text:
            content.refuse(Problem("bad_field", f"{name} has no visible text"), name)
    return None


def _is_rtl(content: Content, language: str) -> bool:
    stated = content.flag("isRtl")
    if stated is not None:
        return stated
    edition = editions().get(language)
    return edition is not None and edition.direction == "rtl"


def _place(content: Content, story: Story) -> bool:
    """Category and regions, and the kicker above the headline: category, then first region.

    The field named `kicker` is mostly empty (seen). False where a part of it is not told: then the
    page may show it.
    """
    category = content.object("thematicFocusCategory")
    focus = category.text("name") if category else None
    regions = content.objects("regions")
    aligned = [region.text("alignedName") for region in regions]
    named = [
        entry.text("name")
        for field in ("categories", "departments")
        for entry in content.objects(field)
    ]
    kicker = [focus, *aligned[:1]]
    story.kicker = [word for word in kicker if word] or _unique([content.text("kicker")])
    story.categories = _unique([focus, *named])
    story.regions = _unique(aligned)
    is_nameless = bool(regions) and not story.regions
    return content.has("thematicFocusCategory") and content.has("regions") and not is_nameless


def _without_those_in_text(story: Story) -> None:
    """Where nothing says which chosen stories the text links to, the text does."""
    shown = {link.id for link in story.links} | {block.ref for block in story.body}
    story.related = [
        teaser
        for teaser in story.related
        if teaser.relation != EXPLORE_MORE or teaser.id not in shown
    ]


def _program(content: Content) -> Program | None:
    for name in ("unifiedPrograms", "unifiedProgram"):
        for entry in content.containers(name) if content.has(name) else ():
            target = content_at(entry.text("namedUrl", "canonicalUrl") or "")
            title = entry.text("name", "title")
            if target is not None and title is not None:
                return Program(id=target[1].id, name=title, url=target[0])
    return None


def _is_advertorial(content: Content) -> bool:
    """An advertisement in the form of a story, `AdvertorialContentDetails` (attested)."""
    if content.flag("isAdvertorial") is True:
        return True
    told = f"{content.text('__typename')} {content.text('genre')}"
    return _ADVERTORIAL in told.lower()


def _keywords(content: Content) -> list[str]:
    """DW's own words for counting visits, German on an English page (seen), and the subjects."""
    tracked = (
        word
        for name in ("trackingTopicsCommaJoined", "trackingRegionsCommaJoined")
        for word in _joined(content, name)
    )
    return _unique([*tracked, *content.texts("subjects")])


def _joined(content: Content, name: str) -> list[str]:
    return [part for part in (content.text(name) or "").split(",") if part.strip()]


def _unique(words: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in words if word and word.strip()))


def _topics(content: Content) -> list[Topic]:
    topics = []
    for topic in content.entities("relatedAutoTopics", _AUTO_TOPIC):
        target = content_at(topic.named_url or "")
        if target and (name := non_blank(topic.name) or non_blank(topic.title)):
            url, address = target
            topics.append(Topic(id=address.id, name=name, url=url))
    return topics


def _read_body(content: Content, story: Story) -> None:
    story.lead_image = main_image_of(content)
    is_told = checks.is_picture(story.lead_image)
    if not is_told and content.object("mainContentImageLink") is not None:
        content.refuse(
            Problem("bad_field", "mainContentImageLink is a picture without id and address"),
            "mainContentImageLink",
        )
        story.lead_image = None
    root = fragment(content.text("text") or _text_by_another_name(content) or "")
    body = richtext.RichText() if root is None else richtext.read(root, media.widgets_of(content))
    content.problems += body.problems
    story.body = body.blocks
    story.links = body.links
    story.media = body.media
    story.images = with_lead(story.lead_image, body.images)
