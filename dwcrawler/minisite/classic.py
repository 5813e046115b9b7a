"""A story in the layout of before mid-2023, as on the two captured pages of it."""

from __future__ import annotations

from html import escape

from dwcrawler.editions import Edition
from dwcrawler.items import Block, Image, Story, Teaser
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.body import anchor, as_typed
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.truth import Truth


def story_page(truth: Truth, edition: Edition) -> bytes:
    """The layout tells no regions, no modification and only the day of publication."""
    story = truth.story
    title = f"{escape(story.headline)} | DW | {_day(story.date_published, story.language)}"
    crumbs = " / ".join(f'<a href="/s">{escape(name)}</a>' for name in story.section)
    details = _details(story)
    return (
        f'<!doctype html><html lang="{edition.code}"><head><link rel="canonical" href="{story.url}"/>'
        f'<meta property="og:title" content="{title}"/><title>{title}</title></head><body>'
        f'<div id="navPath">{crumbs}</div><div id="bodyContent"><div class="col3">'
        f'<h4 class="artikel">{escape(story.kicker[0])}</h4><h1>{escape(story.headline)} </h1>'
        f'<p class="intro">{escape(story.description or "")}</p>'
        f'{_box(story.lead_image, "full")}<div class="group"><div class="longText">{_body(truth)}'
        f"</div></div><h4>DW recommends</h4><div class='group'>{_recommended(story.related[:2], story.language)}</div>"
        f'<div class="group">{details}</div>{_related(story.related[2:], story.language)}</div>'
        f'<div class="col1 dim"><div class="group">{details}</div></div></div></body></html>'
    ).encode()


def _day(date: str | None, language: str) -> str:
    """In numbers, but in Amharic: there these may be of another calendar."""
    if language == "am":
        return Dates(language).day_in_words(date or "")
    year, month, day = (date or "")[:10].split("-")
    return f"{day}.{month}.{year}"


def _body(truth: Truth) -> str:
    story = truth.story
    parts = [_block(block, story) for block in story.body]
    if story.byline is not None:
        parts.append(f"<p>{escape(story.byline.raw)}</p>")
    return " ".join(parts)


def _block(block: Block, story: Story) -> str:
    text = escape(block.text or "")
    match block.kind:
        case "heading":
            return f"<h{block.level}>{text} </h{block.level}>"
        case "list":
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"
        case "quote":
            return f"<blockquote>{text}</blockquote>"
        case "image":
            return _box(next(i for i in story.images if i.id == block.ref), "full rechts")
        case "video":
            return _player(block, story)
        case "embed":
            return f'<div class="col2"><iframe src="{text}"></iframe></div>'
        case "table":
            rows = ("<td>" + row.replace("\t", "</td><td>") + "</td>" for row in text.split("\n"))
            return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        case _:
            for link in story.links:
                if (block.text or "").endswith(link.text):
                    before = escape(as_typed((block.text or "").removesuffix(link.text)))
                    return f"<p>{before}{anchor(link.url, link.text, link.id is None)}</p>"
            return f"<p> {escape(as_typed(block.text or ''))}</p>"


def _box(image: Image | None, classes: str) -> str:
    """The picture's credit stands in brackets at the end of its title."""
    if image is None:
        return ""
    title = escape(f"{image.alt} ({image.credit})")
    return (
        f'<div class="picBox {classes}"><a class="overlayLink" href="#">'
        f'<img itemprop="image" src="/image/{image.id}_303.jpg" title="{title}" alt="{title}"/></a>'
        f"<p>{escape(as_typed(image.caption or ''))}</p></div>"
    )


def _player(block: Block, story: Story) -> str:
    media = next(media for media in story.media if media.id == block.ref)
    minutes, seconds = divmod(media.duration or 0, 60)
    fields = {
        "media_id": str(media.id),
        "file_name": media.sources[-1].url,
        "file_duration": f"{minutes:02}:{seconds:02}",
        "media_title": media.headline or "",
        "preview_image": media.poster_url or "",
    }
    inputs = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}"/>'
        for name, value in fields.items()
    )
    return f'<div class="mediaItem">{inputs}</div>'


def _recommended(teasers: list[Teaser], language: str) -> str:
    return "".join(
        f'<div class="linkList intern"><a href="{path_of(teaser.url)}"><h2> {escape(teaser.headline or "")} '
        f"</h2><p>{escape(teaser.description or '')} ({_day(teaser.date_published, language)})</p></a></div>"
        for teaser in teasers
    )


def _related(teasers: list[Teaser], language: str) -> str:
    boxes = "".join(
        f'<div class="col1" data-id="{teaser.id}"><div class="news"><a href="{path_of(teaser.url)}">'
        f'<div class="teaserImg"><img src="/image/{teaser.image.id if teaser.image else 1}_301.jpg" '
        f'alt="{escape((teaser.image.alt if teaser.image else "") or "")}"/></div>'
        f'<h2 class=""> {escape(teaser.headline or "")} <span class="date">'
        f"{_day(teaser.date_published, language)}</span></h2><p>{escape(teaser.description or '')}</p></a>"
        "</div></div>"
        for teaser in teasers
    )
    return f'<div class="col3 relatedContent"><h4 class="meta">Related content</h4>{boxes}</div>'


def _details(story: Story) -> str:
    """Under labels in the page's language; the same list stands twice."""
    entries = [f"<li><strong>Date</strong> {_day(story.date_published, story.language)} </li>"]
    if story.authors:
        names = ", ".join(escape(author.name) for author in story.authors)
        entries.append(f"<li> <strong>Author</strong> {names} </li>")
    topics = ", ".join(
        f'<a href="{path_of(topic.url)}">{escape(topic.name)} </a>' for topic in story.topics
    )
    entries.append(f"<li><strong>Related Subjects</strong> {topics}</li>")
    if story.keywords:
        words = ", ".join(
            f'<a href="/search/en?languageCode=en&amp;item={escape(word)}" rel="nofollow">{escape(word)}</a>'
            for word in story.keywords
        )
        entries.append(f"<li><strong>Keywords</strong> {words}</li>")
    entries.append('<li><strong>Print</strong> <a href="javascript:window.print()">Print</a></li>')
    entries.append(f"<li><strong>Permalink</strong> {story.short_url}</li>")
    return f'<ul class="smallList">{"".join(entries)}</ul>'
