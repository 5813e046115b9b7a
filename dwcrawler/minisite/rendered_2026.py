"""Stories and listings as pages of 2026: what a browser shows.

Element by element as on the captured page; it differs from those of 2023 and 2024 in the order of
attributes, in how authors and dates are told, and in the blocks that stand below a story.
"""

from __future__ import annotations

import random
from functools import lru_cache, partial
from html import escape
from typing import Final

from dwcrawler.editions import Edition
from dwcrawler.items import Image, Link, Person, Post, Story, Teaser
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.body import as_typed, html_of_post
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.entities import explore_more
from dwcrawler.minisite.labels import headlines_path
from dwcrawler.minisite.listings import Listing, Menu
from dwcrawler.minisite.part_entities import instant
from dwcrawler.minisite.rendered import style
from dwcrawler.minisite.rendered_parts import (
    SHOWN,
    as_script,
    gallery,
    index_path,
    json_ld,
    lead_of,
    length,
    own_part,
    page_data,
    post,
)
from dwcrawler.minisite.truth import RelatedBlock, Truth
from dwcrawler.minisite.words import VOCABULARIES

# Formats of a picture by the width of the window, each as webp and as jpeg.
_SQUARES: Final = {800: 100, 801: 180, 802: 300, 803: 600}
_WIDES: Final = {604: 767, 605: 1199}
_SERVICES: Final = ("facebook", "x-twitter", "reddit", "email", "facebook-messenger", "whatsapp")
_MORE_SERVICES: Final = ("telegram", "linkedin", "sms")
_SOCIAL_MEDIA: Final = ("facebook", "youtube", "instagram", "tiktok", "x-twitter")


def story_page(
    truth: Truth, edition: Edition, menu: Menu, state: bytes, *, has_scripts: bool
) -> bytes:
    """Without its scripts a page has neither state nor JSON-LD (as captured)."""
    head = _head(truth)
    if has_scripts:
        layers = [{"pageData": page_data(truth.story, truth.subjects), "event": "initDataLayer"}]
        head += (
            f'<script data-rh="true" type="application/ld+json">{as_script(json_ld(truth))}</script>'
            f'<script data-rh="true">window.dataLayer = {as_script(layers)};</script>'
        )
    more = explore_more(truth)
    blocks = "".join(
        _block(block, truth.dates, SHOWN if block.teasers is more else len(block.teasers))
        for block in truth.related_blocks
    )
    main = (
        f'<section><div class="detail-zone">{_article(truth)}</div></section>'
        '<section><div class="alternating-zone odd-alternating">'
        f"{blocks}{_related_topics(truth.story)}{_taboola()}</div></section>"
    )
    return _page(edition, head, menu, main, state)


def listing_page(shown: Listing, edition: Edition, menu: Menu, state: bytes, dates: Dates) -> bytes:
    url = escape(f"https://www.dw.com{shown.path}")
    head = (
        f'<title data-rh="true">{escape(shown.name)}</title>'
        f'<link data-rh="true" href="{url}" rel="canonical">'
    )
    teasers = "".join(_teaser(teaser, 2, dates) for teaser in shown.teasers)
    block = _section(
        "high-priority-stories-list", shown.name, f'<div data-tracking-list="true">{teasers}</div>'
    )
    main = f'<section><h1 class="{_class(1)}">{escape(shown.name)}</h1>{block}</section>'
    return _page(edition, head, menu, main, state)


@lru_cache(maxsize=64)
def _class(n: int) -> str:
    """Generated class names: new at each build of the site, without meaning."""
    letters = random.Random(n + 2_026)
    alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
    return " ".join(f"s{''.join(letters.choices(alphabet, k=6))}" for _ in range(3))


def _page(edition: Edition, head: str, menu: Menu, main: str, state: bytes) -> bytes:
    before = (
        f'<!DOCTYPE html><html class="is-not-amp-page" lang="{edition.code}" '
        f'dir="{edition.direction}"><head> <meta charset="utf-8"> '
        f'<meta name="viewport" content="width=device-width, initial-scale=1"> {head}'
        f"<style>{style()}</style></head><body> <noscript> You need to enable JavaScript to run this "
        f'app. </noscript> <div id="root"><div class="{_class(2)}">{_skip_links()}'
        f'{_header(edition, menu)}<div class="{_class(3)}"><div id="main-content"></div>{main}'
        f"</div>{_footer(edition)}</div></div>"
    )
    script = b"<script> " + state + b"</script>" if state else b""
    return before.encode() + script + b"</body></html>"


def _head(truth: Truth) -> str:
    """No tail after the title any more, and the publication to the millisecond."""
    story = truth.story
    title, teaser = escape(story.headline), escape(story.description or "")
    url = escape(story.url)
    lead = story.lead_image
    image = (lead.url or "").replace("_607.", "_6.") if lead else ""
    robots = "noindex" if story.is_advertorial else "max-snippet:-1, max-image-preview:large"
    named = {
        "description": teaser,
        "robots": robots,
        "date": instant(truth.published),
        "twitter:card": "summary_large_image",
        "twitter:title": title,
        "twitter:image": image,
    }
    properties = {
        "og:site_name": "dw.com",
        "og:title": title,
        "og:url": url,
        "og:description": teaser,
        "og:image:type": "image/jpeg",
        "og:image": image,
        "og:image:width": "940",
        "og:image:height": "529",
        "og:image:alt": escape((lead.alt if lead else "") or ""),
    }
    metas = [f'<meta data-rh="true" name="{name}" content="{c}">' for name, c in named.items()]
    metas += [f'<meta data-rh="true" content="{c}" property="{p}">' for p, c in properties.items()]
    return (
        f'<title data-rh="true">{title}</title> <link data-rh="true" href="{url}" rel="canonical">'
        f'<link data-rh="true" href="https://static.dw.com/" rel="preconnect">'
        f'<link data-rh="true" href="https://amp.dw.com{escape(path_of(story.url))}" rel="amphtml">'
        + "".join(metas)
    )


def _skip_links() -> str:
    targets = ("main-content", "navigation", "footer")
    items = "".join(f'<li><a href="#{target}"><span>Skip</span></a></li>' for target in targets)
    return f'<ol class="{_class(4)} focus-menu-shown">{items}</ol>'


def _header(edition: Edition, menu: Menu) -> str:
    entries = "".join(f'<li class="{_class(5)}">{_anchor(link)}</li>' for link in menu.places)
    return (
        f'<div class="page-header {_class(6)} focus-menu-shown"><a href="{edition.start_path}" '
        'title="dw.com home" class="logo"></a><nav><div role="button" id="navigation" '
        'class="nav-btn"></div><div class="nav-position"><div>'
        f'<ul class="media-list {_class(7)}">{_media_entries(menu, "navigation")}</ul>'
        '<div aria-labelledby="Regions" role="group" class="nav-group-regionsChildren">'
        f'<ul class="group-list">{entries}</ul></div></div></div></nav>'
        f'<div class="menu-wrapper {_class(8)} focus-menu"><div><div>In focus</div>'
        f"{''.join(map(_anchor, menu.focus))}</div></div>"
        '<div class="arrow-wrapper"><div role="button" data-tracking-name="button-prev"></div>'
        '<div role="button" data-tracking-name="button-next"></div></div>'
        f'<div class="quick-navigation-items"><div class="media-group">'
        f'{_media_entries(menu, "header")}</div><a href="/en/live-tv/channel-english" '
        'data-tracking-name="go-to-live-tv" class="live-tv-btn"><span class="label">Live TV</span>'
        f'</a><a href="/{edition.code}/search/page-1" data-tracking-name="go-to-search" '
        'rel="nofollow" class="search-btn"></a></div></div>'
    )


def _anchor(link: Link) -> str:
    return (
        f'<a href="{escape(path_of(link.url))}" tabindex="0" class="{_class(9)}">'
        f"{escape(link.text)}</a>"
    )


def _media_entries(menu: Menu, place: str) -> str:
    entries = (
        f'<a href="{escape(path_of(link.url))}" aria-label="{escape(link.text)}" '
        f'data-tracking-name="go-to-WEBAPP_{kind.upper()}-{place}" class="{_class(10)}">'
        f'<span class="label">{escape(link.text)}</span></a>'
        for kind, link in menu.media.items()
    )
    return "".join(f"<li>{entry}</li>" if place == "navigation" else entry for entry in entries)


def _article(truth: Truth) -> str:
    story = truth.story
    spans = "".join(f"<span>{escape(word)}</span>" for word in story.kicker[:1])
    spans += "".join(
        f'<span><a href="/s" tabindex="0" class="{_class(11)}">{escape(word)}</a></span>'
        for word in story.kicker[1:]
    )
    return (
        f'<article class="{_class(12)}"><div class="content-area {_class(13)}">'
        f'<header class="{_class(14)}"><div data-tracking-name="content-detail-kicker" '
        f'class="kicker {_class(15)}">{spans}</div>'
        f'<h1 class="{_class(16)}">{escape(story.headline)}</h1>{_authors(story.authors, truth.n)}'
        f'<span class="time-area {_class(17)}"><span class="publication {_class(17)}">'
        f"{_time(story.date_published, truth.n, truth.dates)}</span></span>"
        f'<p class="teaser-text {_class(18)}">{escape(story.description or "")}</p></header>'
        f"{_sharing(story)}{_lead_figure(truth)}<span></span>{own_part(truth, partial(_rich_text, story=story), _gallery, _post)}"
        f'<footer class="{_class(20)}">{_authors_below(story.authors, truth.n)}'
        f'<div class="feedback authors-shown"><div role="button" '
        'data-tracking-name="feedback-button" id="feedback-button">Send us your feedback</div></div>'
        "</footer></div></article>"
    )


def _authors(persons: list[Person], n: int) -> str:
    """With a place behind the name, of some; it is no part of the name (seen)."""
    if not persons:
        return ""
    places = ("", "Houston", "", "reporting from the harbor")
    return "".join(
        (
            f'<div class="{_class(21)} author-details">',
            *(_author(person, places[(n + at) % 4], n) for at, person in enumerate(persons)),
            "</div>",
        )
    )


def _author(person: Person, place: str, n: int) -> str:
    extra = f'<span class="extra-info {_class(22)}"> {place}</span>' if place else ""
    return f'<span><span class="{_class(23)}">{_name(person, n)}</span>{extra}</span>'


def _name(person: Person, n: int) -> str:
    """As a link to the author's page; of some it has a span in it (attested)."""
    name = escape(person.name)
    if person.url is None:
        return f'<span class="author no-link">{name}</span>'
    inner = name if n % 3 else f"<span>{name}</span>"
    return f'<a href="{escape(path_of(person.url))}" class="author-link {_class(24)}">{inner}</a>'


def _authors_below(persons: list[Person], n: int) -> str:
    """Those who have pages once more, with what they are."""
    return "".join(
        f'<div class="author {_class(25)}"><a href="{escape(path_of(person.url or ""))}" '
        f'title="{escape(person.name)}" tabindex="-1" class="author-image"><figure><img '
        f'alt="{escape(person.name)}" src="" class="hq-img"></figure></a><div class="author-name">'
        f'<span class="{_class(23)}">{_name(person, n)}</span><span class="{_class(26)}"> Reporter '
        "and editor</span></div></div>"
        for person in persons
        if person.url
    )


def _time(date: str | None, number: int, dates: Dates) -> str:
    """In numbers for the eye, written out for screen readers; what is so new alike for both."""
    shown = dates.shown(date or "", number).text
    read_aloud = shown
    if shown == dates.day(date or "", number):
        shown, read_aloud = dates.numeric(date or ""), dates.written_out(date or "")
    return f'<time aria-hidden="true">{shown}</time><span class="{_class(27)}">{read_aloud}</span>'


def _sharing(story: Story) -> str:
    def links(services: tuple[str, ...]) -> str:
        origin = "%3Fat_medium%3DSocialMedia%26at_campaign%3DMini%26at_origin%3DWeb"
        return "".join(
            f'<a href="https://example.org/share?u={story.short_url}{origin}" rel="nofollow" '
            f'data-tracking-name="{service}" class="{service}"></a>'
            for service in services
        )

    return (
        '<section data-tracking-name="sharing-icons-inline" class="in-line closed">'
        f'<div class="always-visible">{links(_SERVICES[:2])}</div>'
        f'<div class="more closed">{links(_SERVICES[2:] + _MORE_SERVICES)}</div>'
        f'<div class="copy-button-wrapper closed"><span>{story.short_url}</span></div></section>'
    )


def _lead_figure(truth: Truth) -> str:
    """Its webp pictures stand before the jpeg ones."""
    lead = lead_of(truth)
    if lead is None:
        return ""
    image, is_bare = lead
    base = (image.url or "").removesuffix("_607.jpg")
    alt = escape(image.alt or "")
    sources = "".join(
        f'<source type="image/{kind}" srcset="{_srcset(base, formats, ending)}" media="{media}">'
        for kind, ending in (("webp", "webp"), ("jpeg", "jpg"))
        for formats, media in ((_SQUARES, "(max-width: 575px)"), (_WIDES, "(min-width: 576px)"))
    )
    return (
        f'<figure class="{_class(28)}"><picture class="{_class(29)}">{sources}<img alt="{alt}" '
        f'fetchpriority="high" src="" srcset="{_srcset(base, _WIDES, "jpg")}" title="{alt}">'
        f"</picture>{'' if is_bare else _lead_caption(image, truth)}</figure>"
    )


def _srcset(base: str, formats: dict[int, int], ending: str) -> str:
    return ", ".join(f"{base}_{form}.{ending} {width}w" for form, width in formats.items())


def _lead_caption(image: Image, truth: Truth) -> str:
    return (
        f'<figcaption class="{_class(30)}">{escape(as_typed(image.caption or ""))}'
        f'<small class="copyright {_class(31)}">{truth.credit_label}: '
        f"{escape(image.credit or '')}</small></figcaption>"
    )


def _rich_text(text: str, story: Story) -> str:
    kind = "advertorial-rich-text " if story.is_advertorial else ""
    return (
        '<div data-tracking-skip="true" data-tracking-name="rich-text" '
        f'class="{_class(32)} {kind}rich-text {_class(33)}">{text}</div>'
    )


def _gallery(truth: Truth) -> str:
    return gallery(truth, _class(35), _class(34))


def _post(entry: Post, at: int, truth: Truth) -> str:
    date = _time(entry.date_published, truth.n + at, truth.dates)
    text = _rich_text(html_of_post(entry, truth), truth.story)
    return post(entry, (date, _authors(entry.authors, truth.n + at), text), _class(37), _class(36))


def _block(block: RelatedBlock, dates: Dates, shown: int) -> str:
    """So many teasers, until "show more" is clicked."""
    teasers = "".join(_teaser(teaser, 3, dates) for teaser in block.teasers[:shown])
    more = (
        f'<div class="{_class(38)} center"><div role="button" tabindex="0" '
        'data-tracking-name="show-more" class="show-more-button">Show more</div></div>'
    )
    content = (
        f'<div class="{_class(39)}"><div data-tracking-list="true">{teasers}</div>{more}</div>'
    )
    return _section(block.name, block.heading, content)


def _related_topics(story: Story) -> str:
    anchors = "".join(
        f'<a href="{escape(path_of(topic.url))}" role="link" tabindex="0" class="{_class(40)}">'
        f"{escape(topic.name)}</a>"
        for topic in story.topics
    )
    aside = f'<aside class="{_class(57)} start">{anchors}</aside>'
    return _section("related-topics", "Related topics", aside)


def _taboola() -> str:
    """What others advertise, once a script has filled it."""
    name = "taboola-below-article-thumbnails"
    return f'<div><section data-tracking-name="section-taboola" id="{name}"></section></div>'


def _section(name: str, heading: str, content: str) -> str:
    words = escape(heading)
    return (
        f'<section data-tracking-name="section-{name}" id="{name}" class="{_class(41)}">'
        f'<a href="#post-{name}" class="{_class(42)} quick-item"><span>Skip next section {words}'
        f'</span></a><div class="{_class(43)} content-block"><h2 class="{_class(44)}">{words}</h2>'
        f'{content}</div><div id="post-{name}" class="quick-item-target"></div></section>'
    )


def _teaser(teaser: Teaser, level: int, dates: Dates) -> str:
    href = escape(path_of(teaser.url))
    alt = escape((teaser.image.alt if teaser.image else "") or "")
    title = escape(teaser.headline or "")
    return (
        '<div data-tracking-list-item="true" data-tracking-name="Teaser" class="teaser-wrap">'
        f'<div data-stats-id="{teaser.id}" class="{_class(45)} teaser"><div class="teaser-image-wrap '
        f'{_class(46)}"><a href="{href}" title="{title}" tabindex="-1" class="teaser-image">'
        f'<figure class="{_class(47)} lazy-load-container"><img alt="{alt}" aria-hidden="true" src="" '
        f'class="lq-img"><img alt="{alt}" src="" title="{alt}" class="hq-img"></figure></a></div>'
        f'<div class="teaser-data-wrap {_class(48)}"><div class="teaser-data"><h{level} '
        f'aria-hidden="false" class="title {_class(49)}"><a href="{href}" tabindex="0" '
        f'class="{_class(50)}">{title}</a></h{level}><div class="teaser-description {_class(51)}">'
        f'<a href="{href}" tabindex="-1" class="{_class(52)}">{escape(teaser.description or "")}</a>'
        f'</div></div><div class="{_class(53)} teaser-footer-wrapper"><span class="kicker '
        f'{_class(54)}">{escape(teaser.kicker or "")}</span><span class="date-time {_class(55)}">'
        f"{_time(teaser.date_published, teaser.id // 10, dates)}</span>{length(teaser)}</div></div>"
        "</div></div>"
    )


def _footer(edition: Edition) -> str:
    first_letter = VOCABULARIES[edition.code].words[0][:1].lower()
    accounts = "".join(
        f'<a href="https://example.org/{name}" rel="nofollow" class="{name}"></a>'
        for name in _SOCIAL_MEDIA
    )
    return (
        f'<footer id="footer" class="{_class(56)}"><section data-tracking-name="footer-section-main">'
        f'<a href="{escape(index_path(edition, first_letter))}">A - Z</a>'
        f'<a href="{headlines_path(edition.code)}">Headlines</a></section>'
        f'<section data-tracking-name="footer-section-social-media">{accounts}</section>'
        '<section data-tracking-name="footer-section-standard-links"></section></footer>'
    )
