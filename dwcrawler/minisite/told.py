"""What a page of each generation tells of a story, where that is less than is true of it."""

from __future__ import annotations

from copy import deepcopy

from msgspec.structs import replace

from dwcrawler.items import Image, Layout, Person, Story, Teaser
from dwcrawler.minisite import classic
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.embeds import embed, page_of_widget
from dwcrawler.minisite.rendered_parts import SHOWN
from dwcrawler.minisite.truth import Truth


def told(
    truth: Truth, layout: Layout, *, describes_itself: bool = True, shown: int = SHOWN
) -> Story:
    """The Story that a crawl can give.

    describes_itself: the page has JSON-LD
    shown:            so many of Explore more stand on the rendered page
    """
    story = deepcopy(truth.story)
    match layout:
        case "app_state":
            story.related = _related(truth, shown=None)
        case "api":
            story.related = _of_the_api(truth)
        case "apollo":
            story.keywords = list(truth.subjects)
            story.related = _related(truth, shown=None)
            _forget_frames(story, truth)
        case "dom":
            _as_rendered(story, truth, describes_itself, shown)
        case "classic":
            _as_classic(story, truth)
    return story


def _related(truth: Truth, shown: int | None) -> list[Teaser]:
    """Explore more as the state tells it, or so many as are shown; of the other blocks a state tells
    nothing, but for those of videos and audios, and the page what it shows. Each story once."""
    once: dict[int, Teaser] = {}
    for at, block in enumerate(truth.related_blocks):
        is_told = shown is None and (not at or truth.story.type in ("video", "audio"))
        for teaser in block.teasers[: None if at else shown]:
            found = teaser if is_told else _teaser_as_rendered(teaser, truth.dates)
            once.setdefault(teaser.id, found)
    return list(once.values())


def _of_the_api(truth: Truth) -> list[Teaser]:
    """The words above the blocks are the page's, not the story's."""
    return [
        replace(teaser, heading=None) for teaser in _related(truth, None) if _is_told(teaser, truth)
    ]


def _is_told(teaser: Teaser, truth: Truth) -> bool:
    return teaser.relation == "explore_more" or truth.story.type in ("video", "audio")


def _forget_frames(story: Story, truth: Truth) -> None:
    """Where no state tells what a widget has in it, its own page is known."""
    for at, block in enumerate(story.body):
        own = embed(story.id, truth.n, story.language) if block.kind == "embed" else None
        if own is not None and own.widget is not None:
            url = page_of_widget(own.widget, story.language)
            story.body[at] = replace(block, text=url, url=url, provider="dw")


def _as_rendered(story: Story, truth: Truth, describes_itself: bool, shown: int) -> None:
    dates = truth.dates
    is_of_av = story.type in ("video", "audio")
    if not describes_itself and not truth.is_of_2026:
        said = dates.shown(story.date_published or "", truth.n)
        story.date_published, story.date_precision = said.value, said.precision
    if not describes_itself or is_of_av:  # their descriptions know no modification
        story.date_modified = None
    story.is_opinion = False
    story.program = None
    story.keywords = list(truth.subjects)
    for media in story.media:
        media.subtitles = []
    if truth.is_of_2026:  # and so without its scripts
        story.keywords, story.section, story.categories = [], [], story.kicker[:1]
    else:
        story.authors = _names_of(story.authors)
    for at, post in enumerate(story.posts):
        if not truth.is_of_2026:
            post.authors = _names_of(post.authors)
        post.date_published = dates.shown(post.date_published or "", truth.n + at).value
    story.related = _related(truth, shown)
    if is_of_av and story.lead_image is not None:
        alt = story.lead_image.alt if truth.is_of_2026 else None
        story.lead_image = replace(_address_of(story.lead_image), alt=alt)
        story.images = [story.lead_image]
    _forget_frames(story, truth)


def _teaser_as_rendered(teaser: Teaser, dates: Dates) -> Teaser:
    """A browser loads its picture when a reader comes to it: until then it has no address."""
    date = dates.shown(teaser.date_published or "", teaser.id // 10).value
    image = Image(alt=teaser.image.alt) if teaser.image else None
    return _of_its_address(replace(teaser, date_published=date, image=image))


def _of_its_address(teaser: Teaser) -> Teaser:
    """An `av-` address does not tell whether it is a video's or an audio's."""
    return replace(teaser, type=None, duration=None) if "/av-" in teaser.url else teaser


def _as_classic(story: Story, truth: Truth) -> None:
    story.kicker = story.kicker[:1]
    story.date_published, story.date_precision = _day(story.date_published), "day"
    story.date_modified = None
    story.authors = _names_of(story.authors)
    story.categories, story.regions, story.is_opinion = [], [], False
    story.keywords = list(truth.subjects)
    story.program = None
    for media in story.media:
        media.sources = media.sources[-1:]
        media.subtitles = []
    if story.type == "video":
        _as_classic_video(story)
        return
    _forget_frames(story, truth)
    story.related = [
        _recommended(teaser) if at < classic.SHOWN else _related_content(teaser, classic.RELATED)
        for at, teaser in enumerate(story.related)
    ]


def _as_classic_video(story: Story) -> None:
    """Its preview is the only picture, and says nothing of itself."""
    lead = story.lead_image
    story.lead_image = _address_of(lead) if lead else None
    story.images = [story.lead_image] if story.lead_image else []
    for media in story.media:
        media.poster_url = lead.url if lead else None
    story.related = [_related_content(teaser, classic.MEDIA_CENTER) for teaser in story.related]


def _recommended(teaser: Teaser) -> Teaser:
    """It has no picture, and no icon that tells what kind it is."""
    teaser = replace(teaser, relation="explore_more", heading=classic.RECOMMENDED, image=None)
    return _of_its_address(_classic_teaser(teaser))


def _related_content(teaser: Teaser, heading: str) -> Teaser:
    return _classic_teaser(replace(teaser, relation="related_content", heading=heading))


def _classic_teaser(teaser: Teaser) -> Teaser:
    return replace(teaser, kicker=None, duration=None, date_published=_day(teaser.date_published))


def _names_of(persons: list[Person]) -> list[Person]:
    return [Person(name=person.name) for person in persons]


def _address_of(image: Image) -> Image:
    return Image(id=image.id, url=image.url)


def _day(date: str | None) -> str:
    return f"{(date or '')[:10]}T00:00:00Z"
