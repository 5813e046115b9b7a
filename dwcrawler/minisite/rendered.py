"""Stories and listings as pages of 2023 and 2024, apollo and app_state: what a browser shows.

Element by element as on the captured pages: their stable classes, its `data-tracking-name`s, and class
names like `sc-bPhCMq` that mean nothing. A test compares them.
"""

from __future__ import annotations

import random
from functools import lru_cache
from html import escape
from typing import Final

from dwcrawler.editions import Edition
from dwcrawler.items import Image, Link, Person, Post, Story, Teaser, Topic
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.body import as_typed, html_of_post
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.entities import explore_more
from dwcrawler.minisite.labels import LABELS, headlines_path
from dwcrawler.minisite.listings import NO_MENU, Listing, Menu
from dwcrawler.minisite.part_entities import instant
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
from dwcrawler.minisite.truth import Truth
from dwcrawler.minisite.words import VOCABULARIES

_WIDTHS: Final = {600: 78, 601: 201, 602: 379, 603: 545, 604: 767, 605: 1199}


def story_page(
    truth: Truth, edition: Edition, menu: Menu, state: bytes, *, describes_itself: bool = True
) -> bytes:
    """`describes_itself`: it has JSON-LD."""
    story = truth.story
    head = _head(story, truth)
    if describes_itself:
        head += f'<script data-rh="true" type="application/ld+json">{as_script(json_ld(truth))}</script>'
    main = (
        '<section class="row"><div class="detail-zone col">'
        f"{_article(truth)}</div></section>"
        '<section class="row"><div class="alternating-zone col odd-alternating">'
        f"{_more_on_topic(truth)}{_related_topics(story)}</div></section>"
    )
    return page(edition, head, menu, main, state)


def listing_page(shown: Listing, edition: Edition, menu: Menu, state: bytes, dates: Dates) -> bytes:
    title = shown.name
    head = f"<title>{escape(title)} – DW</title>{_canonical(f'https://www.dw.com{shown.path}')}"
    wraps = "".join(_teaser(teaser, 2, dates) for teaser in shown.teasers)
    main = (
        f'<section class="row"><h1 class="{made_up(1)}">{escape(title)}</h1>'
        '<section id="high-priority-stories-list-1" class="sc-bUbCnL" '
        'data-tracking-name="section-high-priority-stories-list"><div class="content-block">'
        f'<div class="{made_up(2)} row">{wraps}</div></div></section></section>'
    )
    return page(edition, head, menu, main, state)


def headlines_page(teasers: list[Teaser], edition: Edition, menu: Menu, dates: Dates) -> bytes:
    """Only links with their days: the attested form."""
    entries = "".join(
        f'<li><a class="{made_up(34)}" href="{escape(path_of(teaser.url))}">'
        f"{escape(teaser.headline or '')}</a> <span>{_shown(teaser, dates)}</span></li>"
        for teaser in teasers
    )
    return page(edition, "<title>Headlines</title>", menu, f"<ul>{entries}</ul>", b"")


def index_page(topics: list[Topic], letters: list[str], edition: Edition) -> bytes:
    """Topics that begin with one letter, and the way to the other letters."""
    entries = "".join(
        f'<li><a class="{made_up(35)}" href="{escape(path_of(topic.url))}">'
        f"{escape(topic.name)}</a></li>"
        for topic in topics
    )
    others = "".join(
        f'<a href="{escape(index_path(edition, letter))}">{escape(letter)}</a>'
        for letter in letters
    )
    main = f"<div>{others}</div><ul>{entries}</ul>"
    return page(edition, "<title>Topics</title>", NO_MENU, main, b"")


def page(edition: Edition, head: str, menu: Menu, main: str, state: bytes) -> bytes:
    script = b"<script> " + state + b"</script>" if state else b""
    before = (
        f'<!doctype html><html lang="{edition.code}"><head><meta charset="utf-8"/>'
        f'<meta name="viewport" content="width=device-width"/>{head}<style>{style()}</style></head>'
        '<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root">'
        f'<div class="{made_up(3)}">{_furniture(edition)}{_header(edition, menu)}'
        f'<div class="{made_up(4)} container-fluid"><div id="main-content"></div>{main}</div>'
        f"{_footer(edition)}</div></div>"
    )
    return before.encode() + script + b"</body></html>"


@lru_cache(maxsize=64)
def made_up(n: int) -> str:
    """Generated class names: new at each build of the site, without meaning."""
    letters = random.Random(n)
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    words = ["".join(letters.choices(alphabet, k=6)) for _ in range(2)]
    return f"sc-{words[0]} {words[1]}"


@lru_cache(maxsize=1)
def style() -> str:
    """A third of a real page is style sheets."""
    rules = (f".{made_up(n % 60).split()[1]}{{margin:{n}px;color:#{n:06x}}}" for n in range(1200))
    return "/*!sc*/\n".join(rules)


def _head(story: Story, truth: Truth) -> str:
    day = truth.dates.day(instant(truth.published), truth.n)
    title = f"{escape(story.headline)} – DW – {day}"
    lead = story.lead_image
    image = (lead.url or "").replace("_607.", "_6.") if lead else ""
    layers = [{"pageData": page_data(story, truth.subjects), "event": "initDataLayer"}]
    return (
        f'<title data-rh="true">{title}</title>{_canonical(story.url)}'
        '<meta data-rh="true" property="og:site_name" content="dw.com"/>'
        f'<meta data-rh="true" name="description" content="{escape(story.description or "")}"/>'
        f'<meta data-rh="true" property="og:title" content="{title}"/>'
        f'<meta data-rh="true" property="og:url" content="{story.url}"/>'
        f'<meta data-rh="true" property="og:description" content="{escape(story.description or "")}"/>'
        f'<meta data-rh="true" property="og:image" content="{image}"/>'
        '<script data-rh="true">if(!window.dataLayer) {\n      window.dataLayer = '
        f"{as_script(layers)}\n    }};</script>"
    )


def _canonical(url: str) -> str:
    return f'<link data-rh="true" rel="canonical" href="{escape(url)}"/>'


def _furniture(edition: Edition) -> str:
    targets = ("main-content", "navigation", "footer")
    items = "".join(f'<li><a href="#{target}"><span>Skip</span></a></li>' for target in targets)
    return f'<ol class="{made_up(5)} focus-menu-shown">{items}</ol>'


def _header(edition: Edition, menu: Menu) -> str:
    links = [*menu.media.values(), *menu.places]
    entries = "".join(f"<li>{_menu_link(link)}</li>" for link in links)
    focus = "".join(f"<div>{_menu_link(link)}</div>" for link in menu.focus)
    return (
        f'<div class="{made_up(6)}"><a class="{made_up(7)} logo" href="{edition.start_path}"></a>'
        f'<nav class="{made_up(8)}"><div id="navigation" class="nav-btn"></div>'
        f'<div class="nav-group-regionsChildren"><ul class="group-list">{entries}</ul></div></nav>'
        '<a class="live-tv-btn primary" data-tracking-name="go-to-live-tv" '
        'href="/en/live-tv/channel-english"><span class="label">Live TV</span></a>'
        f'<div class="menu-wrapper {made_up(9)}"><div class="focus-label">In focus</div>'
        f"{focus}</div></div>"
    )


def _menu_link(link: Link) -> str:
    return f'<a class="{made_up(10)}" href="{escape(path_of(link.url))}">{escape(link.text)}</a>'


def _article(truth: Truth) -> str:
    story = truth.story
    kicker = (
        f'<span><a class="{made_up(11)}" href="/s">{escape(story.kicker[0])}</a></span>'
        f"<span>{escape(story.kicker[1])}</span>"
    )
    return (
        f'<article class="{made_up(12)}"><div class="{made_up(13)} content-area">'
        f'<header class="{made_up(14)}">'
        f'<div class="{made_up(15)} kicker" data-tracking-name="content-detail-kicker">{kicker}</div>'
        f'<h1 class="{made_up(16)}">{escape(story.headline)} </h1>{_authors(story.authors)}'
        f'<div class="{made_up(17)} time-area"><span class="publication">'
        f"{_time(story.date_published, truth.n, truth.dates)}"
        f'</span></div><p class="{made_up(18)} teaser-text">{escape(story.description or "")}</p>'
        f"</header>{_sharing(story)}{_lead_figure(truth)}<span></span>{ad()}"
        f"{own_part(truth, _rich_text, _gallery, _post)}"
        f'<footer class="{made_up(20)}"><div class="feedback">Send us your feedback!</div></footer>'
        f"</div></article>"
    )


def _rich_text(text: str) -> str:
    return f'<div class="{made_up(19)} rich-text has-italic">{text}</div>'


def _gallery(truth: Truth) -> str:
    return gallery(truth, made_up(37), made_up(36))


def _post(entry: Post, at: int, truth: Truth) -> str:
    date = _time(entry.date_published, truth.n + at, truth.dates)
    text = _rich_text(html_of_post(entry, truth))
    return post(entry, (date, _authors(entry.authors), text), made_up(39), made_up(38))


def _authors(authors: list[Person]) -> str:
    if not authors:
        return ""
    spans = []
    for at, author in enumerate(authors):
        separator = '<span class="separator"> | </span>' if at else ""
        spans.append(
            f'<span>{separator}<span class="{made_up(21)} author no-link">'
            f"{escape(author.name)}</span></span>"
        )
    return f'<div class="{made_up(22)} author-details">{"".join(spans)}</div>'


def _time(date: str | None, number: int, dates: Dates) -> str:
    """For the eye, and for screen readers, to whom days are told in words (seen)."""
    shown = dates.shown(date or "", number).text
    is_day = shown == dates.day(date or "", number)
    read_aloud = dates.day_in_words(date or "") if is_day else shown
    return (
        f'<time aria-hidden="true">{shown}</time>'
        f'<span class="sr-only {made_up(23)}">{read_aloud}</span>'
    )


def _sharing(story: Story) -> str:
    share = f"https://www.facebook.com/sharer/sharer.php?u={story.short_url}%3Fmaca%3Dsharing"
    return (
        f'<section class="{made_up(24)} in-line closed" data-tracking-name="sharing-icons-inline">'
        f'<div class="always-visible"><a href="{share}" class="facebook"></a></div>'
        f'<div class="copy-button-wrapper closed"><span>{story.short_url}</span></div></section>'
    )


def _lead_figure(truth: Truth) -> str:
    lead = lead_of(truth)
    if lead is None:
        return ""
    image, is_bare = lead
    base = (image.url or "").removesuffix("_607.jpg")
    srcset = ", ".join(f"{base}_{form}.jpg {width}w" for form, width in _WIDTHS.items())
    alt = escape(image.alt or "")
    return (
        f'<figure class="{made_up(25)}"><picture><source srcset="{srcset}" media="(min-width: 0px)"/>'
        f'<img fetchpriority="high" src="" srcset="{srcset}" title="{alt}" alt="{alt}"/></picture>'
        f"{'' if is_bare else _lead_caption(image, truth)}</figure>"
    )


def _lead_caption(image: Image, truth: Truth) -> str:
    """Comments of the script that made the page stand between label and credit (seen)."""
    label = f"{truth.credit_label}{':' if truth.n % 2 else ''}<!-- --> <!-- -->"
    return (
        f'<figcaption class="{made_up(26)}">{escape(as_typed(image.caption or ""))}'
        f'<small class="{made_up(27)} copyright has-italic">{label}'
        f"{escape(image.credit or '')}</small></figcaption>"
    )


def ad() -> str:
    return f'<div class="{made_up(28)} advertisement"><span class="label-top">Advertisement</span></div>'


def _more_on_topic(truth: Truth) -> str:
    """Three of them, until "show more" is clicked."""
    related = explore_more(truth)
    if not related:
        return ""
    wraps = "".join(_teaser(teaser, 3, truth.dates) for teaser in related[:SHOWN])
    more = ""
    if len(related) > SHOWN:
        more = (
            f'<div class="{made_up(29)} toggle-more-button secondary" role="button" tabindex="0" '
            'data-tracking-name="show-more"><span>Show more stories</span>'
            '<svg class="more-icon"></svg></div>'
        )
    return section(
        "more-on-topic",
        LABELS[truth.story.language].explore_more,
        f'<div class="closed"><div class="row">{wraps}</div>{more}</div>',
    )


def more_teasers(truth: Truth) -> str:
    """What a click on "show more" adds."""
    return "".join(_teaser(teaser, 3, truth.dates) for teaser in explore_more(truth)[SHOWN:])


def _related_topics(story: Story) -> str:
    anchors = "".join(
        f'<a class="{made_up(30)} tertiary" href="{escape(path_of(topic.url))}">'
        f"<span>{escape(topic.name)}</span></a>"
        for topic in story.topics
    )
    aside = f'<aside class="link-wrapper" data-tracking-name="related-topics">{anchors}</aside>'
    return section("related-topics", "Related topics", aside)


def section(name: str, heading: str, content: str) -> str:
    return (
        f'<section id="{name}" class="{made_up(31)}" data-tracking-name="section-{name}">'
        f'<a class="quick-item" href="#post-{name}"><span>Skip next section {heading}</span></a>'
        f'<div class="content-block"><h2 class="{made_up(32)}">{heading}</h2>{content}</div>'
        f'<div id="post-{name}" class="quick-item-target"></div></section>'
    )


def _teaser(teaser: Teaser, level: int, dates: Dates) -> str:
    href = escape(path_of(teaser.url))
    alt = escape(teaser.image.alt or "") if teaser.image else ""
    title = (
        f'<a class="{made_up(33)} link-in-teaser" href="{href}">'
        f"<span>{escape(teaser.headline or '')}</span></a>"
    )
    return (
        '<div class="teaser-wrap col-12 col-md-6 col-lg-4"><div class="row teaser">'
        f'<div class="teaser-image-wrap col-12"><a class="teaser-image" href="{href}">'
        f'<figure class="lazy-load-container"><img src="data:," class="lq-img" aria-hidden="true" '
        f'alt="{alt}"/><img class="hq-img" src="data:," alt="{alt}" title="{alt}"/></figure></a>'
        f'<div class="teaser-data-xs-sm"><h{level} class="title-xs-sm title">{title}</h{level}></div>'
        '</div><div class="teaser-data-wrap col-12"><div class="teaser-data">'
        f'<h{level} class="title-above-md title">{title}</h{level}>'
        f'<div class="d-none d-md-block teaser-description"><a class="link-no-link link-in-teaser" '
        f'href="{href}">{escape(teaser.description or "")}</a></div></div>'
        f'<div class="teaser-footer-wrapper"><span class="kicker">{escape(teaser.kicker or "")}</span>'
        f'<span class="date-time">{_time(teaser.date_published, teaser.id // 10, dates)}</span>'
        f"{length(teaser)}"
        "</div></div></div></div>"
    )


def _shown(teaser: Teaser, dates: Dates) -> str:
    return dates.shown(teaser.date_published or "", teaser.id // 10).text


def _footer(edition: Edition) -> str:
    names = ("main", "social-media", "standard-links")
    sections = "".join(
        f'<section data-tracking-name="footer-section-{name}"></section>' for name in names
    )
    first_letter = VOCABULARIES[edition.code].words[0][:1].lower()
    topics = f'<a href="{escape(index_path(edition, first_letter))}">A - Z</a>'
    headlines = f'<a href="{headlines_path(edition.code)}">Headlines</a>'
    home = '<a data-tracking-name="go-to-homepage" href="/"></a>'
    return f'<div id="footer">{home}{sections}{topics}{headlines}</div>'
