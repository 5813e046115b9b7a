"""The one table of names by which rendered pages are read: classes, ids, `data-tracking-name`s.

Each with the years of the captured pages that show it; a name without a year is *attested* (told by
other programs or by the site's own script). Layouts: *rendered* is that since mid-2023, *classic*
that before. Names like `sc-bPhCMq` are made anew at each build of the site and never stand here.

A name that changed: add the new one beside the old one, as archives have old pages. The readers and
the browser (`handlers/browser_page.py`) take them from here. Imports nothing of the readers, so that
`richtext` and `embeds` can use it: the state has the same HTML of a body as the page.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from lxml import etree

from dwcrawler.items import StoryType

By = Literal["class", "id", "data-tracking-name", "attribute"]
Match = Literal["is", "begins", "has"]
Layout = Literal["rendered", "classic"]


class Selector(NamedTuple):
    """`match`: whether the value *is* the class, id or name, *begins* it, or the name *has* it.

    seen: years of the captured pages that have it; none if it is attested
    """

    layout: Layout
    by: By
    match: Match
    value: str
    seen: tuple[int, ...]


SELECTORS: Final[list[Selector]] = []


def _rendered(by: By, value: str, *seen: int, match: Match = "is") -> str:
    SELECTORS.append(Selector("rendered", by, match, value, seen))
    return value


def _classic(by: By, value: str, *seen: int) -> str:
    SELECTORS.append(Selector("classic", by, "is", value, seen))
    return value


# The article, above its text
KICKER: Final = _rendered("class", "kicker", 2023, 2024, 2026)
KICKER_NAME: Final = _rendered("data-tracking-name", "content-detail-kicker", 2023, 2024, 2026)
TEASER_TEXT: Final = _rendered("class", "teaser-text", 2023, 2024, 2026)
TIME_AREA: Final = _rendered("class", "time-area", 2023, 2024, 2026)
DATE_TIME: Final = _rendered("class", "date-time", 2023, 2026)  # of teasers and of posts
AUTHOR_DETAILS: Final = _rendered("class", "author-details", 2023, 2026)

# Authors, above the text or below it
AUTHOR_NAME: Final = _rendered("class", "author-name", 2026)
AUTHOR_LINK: Final = _rendered("class", "author-link", 2026)
AUTHOR: Final = _rendered("class", "author", 2023, 2026)
# Beside a name: a place or a role, and what divides names.
EXTRA_INFO: Final = _rendered("class", "extra-info", 2026)
SEPARATOR: Final = _rendered("class", "separator", 2023)

# The text, and what stands between its paragraphs (in the state's HTML, too)
RICH_TEXT: Final = _rendered("class", "rich-text", 2023, 2024, 2026)
RICH_TEXT_NAME: Final = _rendered("data-tracking-name", "rich-text", 2026)
ADVERTORIAL: Final = _rendered("class", "advertorial-rich-text")
RICH_TEXT_AD: Final = _rendered("class", "rich-text-ad", 2023)
ADVERTISEMENT: Final = _rendered("class", "advertisement", 2023, 2024, 2026)
PLAYER: Final = _rendered("class", "vjs-wrapper", 2023)
NO_SCRIPT_NOTE: Final = _rendered("class", "vjs-no-js", 2023)
EMBED: Final = _rendered("class", "embed", 2023)
IMAGE_GALLERY: Final = _rendered("class", "image-gallery")
CAPTION: Final = _rendered("class", "img-caption", 2024, 2026)
COPYRIGHT: Final = _rendered("class", "copyright", 2023, 2024, 2026)
# Embeds by the site's own classes; those of other sites' embedding codes stand in `embeds`.
POST_OF_X: Final = _rendered("class", "tweet")
FILM_OF_YOUTUBE: Final = _rendered("class", "yt-wrapper")
WIDGET: Final = _rendered("class", "dw-widget")

# Teasers, on listings and below stories
TEASER_LINK: Final = _rendered("class", "link-in-teaser", 2023)
TEASER_WRAP: Final = _rendered("class", "teaser-wrap", 2023, 2026)
TEASER: Final = _rendered("class", "teaser", 2023, 2026)
TEASER_NAME: Final = _rendered("data-tracking-name", "Teaser", 2026)
TEASER_NUMBER: Final = _rendered("attribute", "data-stats-id", 2026)
TITLE: Final = _rendered("class", "title", 2023, 2026)
TEASER_DESCRIPTION: Final = _rendered("class", "teaser-description", 2023, 2026)
TEASERS: Final = etree.XPath(f".//*[@data-tracking-name='{TEASER_NAME}' or @{TEASER_NUMBER}]")

# Blocks below a story
SECTION: Final = _rendered("data-tracking-name", "section-", 2023, 2024, 2026, match="begins")
EXPLORE_MORE: Final = _rendered("data-tracking-name", "section-more-on-topic", 2023)
RELATED_TOPICS: Final = _rendered("data-tracking-name", "section-related-topics", 2023, 2024, 2026)
# The name of a block of stories begins so, or its id does.
BLOCKS: Final = (
    SECTION,
    _rendered("id", "related-", 2023, 2024, 2026, match="begins"),
    _rendered("id", "more-", 2023, match="begins"),
)
# The names of what is no block of related stories have one of these words.
OTHER_BLOCKS: Final = (
    _rendered("data-tracking-name", "top-story", 2023, match="has"),
    _rendered("data-tracking-name", "top-stories", match="has"),
    _rendered("data-tracking-name", "priority", 2023, match="has"),
    _rendered("data-tracking-name", "taboola", 2026, match="has"),
    _rendered("data-tracking-name", "topics", 2023, 2024, 2026, match="has"),
    _rendered("data-tracking-name", "footer", 2023, 2024, 2026, match="has"),
    _rendered("data-tracking-name", "sharing", 2023, 2024, 2026, match="has"),
)
# The button stays where it is: in what is `closed` it shows more, in what is `opened` less.
SHOW_MORE: Final = _rendered("data-tracking-name", "show-more", 2023, 2026)
OPENED: Final = _rendered("class", "opened")

# Around the article
MENU: Final = _rendered("class", "menu-wrapper", 2023, 2024, 2026)
MENU_PARTS: Final = _rendered("class", "nav-elements", 2023, 2024, 2026)
PAGE_HEADER: Final = _rendered("class", "page-header", 2024, 2026)
_SHARING_NAME: Final = _rendered("data-tracking-name", "sharing", 2023, 2024, 2026, match="begins")
SHARING: Final = etree.XPath(f".//*[starts-with(@data-tracking-name, '{_SHARING_NAME}')]")

# Classic: what is around the text
CLASSIC_CONTENT: Final = _classic("id", "bodyContent", 2013, 2018, 2023)
CLASSIC_PATH: Final = _classic("id", "navPath", 2013, 2018, 2023)
CLASSIC_KICKER: Final = _classic("class", "artikel", 2013, 2018, 2023)
CLASSIC_INTRO: Final = _classic("class", "intro", 2013, 2018, 2023)
CLASSIC_DETAILS: Final = _classic("class", "smallList", 2013, 2018, 2023)

# Classic: the text, its pictures, players and galleries
CLASSIC_TEXT: Final = _classic("class", "longText", 2013, 2023)
CLASSIC_PICTURE: Final = _classic("class", "picBox", 2013, 2023)
CLASSIC_PLAYER: Final = _classic("class", "mediaItem", 2018)
CLASSIC_GALLERY: Final = _classic("class", "gallery")

# Classic: lists of stories, and what icons beside them say of links that do not tell their kind
CLASSIC_RECOMMENDED: Final = _classic("class", "linkList", 2013, 2023)
CLASSIC_RELATED: Final = _classic("class", "relatedContent", 2013, 2018, 2023)
CLASSIC_TEASER: Final = _classic("class", "news", 2013, 2018, 2023)
CLASSIC_DATE: Final = _classic("class", "date", 2013, 2018, 2023)
CLASSIC_HEADLINES: Final = _classic("class", "rssFeedTeaser")  # a section's newest
CLASSIC_ICON: Final = _classic("class", "icon", 2013, 2018, 2023)
CLASSIC_KINDS: Final[dict[str, StoryType]] = {
    _classic("class", "tv", 2013, 2018, 2023): "video",
    _classic("class", "video", 2018): "video",
    _classic("class", "audio"): "audio",
    _classic("class", "sound"): "audio",
    _classic("class", "pics", 2013, 2023): "gallery",
}
