"""What a page of each generation tells of a story, where that is less than is true of it."""

from __future__ import annotations

from copy import deepcopy

from msgspec.structs import replace

from dwcrawler.items import Image, Layout, Person, Story, Teaser
from dwcrawler.minisite.dates import WITHOUT_NUMBERS, Dates
from dwcrawler.minisite.rendered import SHOWN
from dwcrawler.minisite.truth import Truth


def told(
    truth: Truth, layout: Layout, *, describes_itself: bool = True, shown: int = SHOWN
) -> Story:
    """The Story that a crawl can give.

    describes_itself: the page has JSON-LD
    shown:            so many of Explore more stand on the rendered page
    """
    story = deepcopy(truth.story)
    if layout == "dom":
        _as_rendered(story, truth, describes_itself, shown)
    elif layout == "classic":
        _as_classic(story)
    return story


def _as_rendered(story: Story, truth: Truth, describes_itself: bool, shown: int) -> None:
    dates = truth.dates
    if not describes_itself:
        said = dates.shown(story.date_published or "", truth.n)
        story.date_published, story.date_precision = said.value, said.precision
        story.date_modified = None
    story.is_opinion = False
    story.authors = _names_of(story.authors)
    for at, post in enumerate(story.posts):
        post.authors = _names_of(post.authors)
        post.date_published = dates.shown(post.date_published or "", truth.n + at).value
    story.related = [_teaser_as_rendered(teaser, dates) for teaser in story.related[:shown]]
    if story.type in ("video", "audio") and story.lead_image is not None:
        story.lead_image = _address_of(story.lead_image)
        story.images = [story.lead_image]


def _teaser_as_rendered(teaser: Teaser, dates: Dates) -> Teaser:
    """A browser loads its picture when a reader comes to it: until then it has no address."""
    date = dates.shown(teaser.date_published or "", teaser.id // 10).value
    image = Image(alt=teaser.image.alt) if teaser.image else None
    return replace(teaser, date_published=date, image=image)


def _as_classic(story: Story) -> None:
    story.kicker = story.kicker[:1]
    story.date_published, story.date_precision = _day(story.date_published), "day"
    if story.language in WITHOUT_NUMBERS:
        story.date_published = story.date_precision = None
    story.date_modified = None
    story.authors = _names_of(story.authors)
    story.categories, story.regions, story.is_opinion = [], [], False
    for media in story.media:
        media.sources = media.sources[-1:]
    related = [_classic_teaser(teaser, story.language) for teaser in story.related]
    story.related = [replace(teaser, image=None) for teaser in related[:2]] + related[2:]


def _classic_teaser(teaser: Teaser, language: str) -> Teaser:
    date = None if language in WITHOUT_NUMBERS else _day(teaser.date_published)
    return replace(teaser, kicker=None, duration=None, date_published=date)


def _names_of(persons: list[Person]) -> list[Person]:
    return [Person(name=person.name) for person in persons]


def _address_of(image: Image) -> Image:
    return Image(id=image.id, url=image.url)


def _day(date: str | None) -> str:
    return f"{(date or '')[:10]}T00:00:00Z"
