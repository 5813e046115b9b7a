"""A story in the layout of before mid-2023, as on the three captured pages of it: two articles and a
video's own page."""

from __future__ import annotations

from html import escape
from typing import Final

from dwcrawler.editions import Edition
from dwcrawler.items import Block, Image, Media, Story, Teaser
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.body import anchor, as_typed, closing_lines
from dwcrawler.minisite.dates import WITHOUT_NUMBERS, Dates
from dwcrawler.minisite.embeds import embed
from dwcrawler.minisite.truth import Truth

# What stands above a list of related stories; told.py knows what each is.
RECOMMENDED: Final = "DW recommends"
RELATED: Final = "Related content"
MEDIA_CENTER: Final = "More in the Media Center"
SHOWN: Final = 2


def story_page(truth: Truth, edition: Edition) -> bytes:
    """The layout tells no regions, no modification and only the day of publication."""
    if truth.story.type == "video":
        return _video_page(truth, edition)
    story = truth.story
    details = _details(truth)
    recommended = _recommended(story.related[:SHOWN], story.language)
    return _page(
        truth,
        edition,
        f'<div class="col3">{_head(story)}{_box(story.lead_image, "full")}'
        f'<div class="group"><div class="longText">{_body(truth)}</div></div>'
        f"<h4>{RECOMMENDED}</h4><div class='group'>{recommended}</div>"
        f'<div class="group">{details}</div>{_related(story.related[SHOWN:], RELATED, story.language)}</div>'
        f'<div class="col1 dim"><div class="group">{details}</div>{_newest(story)}</div>',
    )


def _video_page(truth: Truth, edition: Edition) -> bytes:
    """The player stands outside a text, of which there is none; so does what follows (seen)."""
    story = truth.story
    return _page(
        truth,
        edition,
        f'<div class="col3"><div class="group">{_head(story)}<div class="standaloneWrap">'
        f'<div class="imgTeaserL video">{_own_player(story)}</div></div></div></div>'
        f'<div class="col1 dim"><div class="group">{_details(truth)}</div></div>'
        f"{_related(story.related, MEDIA_CENTER, story.language)}",
    )


def _head(story: Story) -> str:
    return (
        f'<h4 class="artikel">{escape(story.kicker[0])}</h4><h1>{escape(story.headline)} </h1>'
        f'<p class="intro">{escape(story.description or "")}</p>'
    )


def _page(truth: Truth, edition: Edition, content: str) -> bytes:
    story = truth.story
    title = f"{escape(story.headline)} | DW | {_day(story.date_published, story.language)}"
    crumbs = " / ".join(f'<a href="/s">{escape(name)}</a>' for name in story.section)
    lead = story.lead_image
    return (
        f'<!doctype html><html lang="{edition.code}"><head><link rel="canonical" href="{story.url}"/>'
        f'<meta property="og:title" content="{title}"/>'
        f'<meta property="og:image" content="https://www.dw.com/image/{lead.id if lead else 1}_304.jpg"/>'
        f'<title>{title}</title></head><body><div id="navPath">{crumbs}</div>'
        f'<div id="bodyContent">{content}</div></body></html>'
    ).encode()


def _newest(story: Story) -> str:
    """A section's newest headlines, in the right column: the story itself is among them (seen by
    others)."""
    return (
        f'<div class="group rssFeedTeaser"><h4>{escape(story.kicker[0])}</h4>'
        f"{_recommended([_as_teaser(story)], story.language)}</div>"
    )


def _as_teaser(story: Story) -> Teaser:
    return Teaser(
        id=story.id,
        short_url=story.short_url,
        url=story.url,
        headline=story.headline,
        description=story.description,
        date_published=story.date_published,
    )


def _day(date: str | None, language: str) -> str:
    """In numbers, but in Amharic: there these may be of another calendar."""
    if language in WITHOUT_NUMBERS:
        return Dates(language).day_in_words(date or "")
    year, month, day = (date or "")[:10].split("-")
    return f"{day}.{month}.{year}"


def _body(truth: Truth) -> str:
    story = truth.story
    parts = [_block(block, truth) for block in story.body]
    return " ".join([*parts, *closing_lines(truth)])


def _block(block: Block, truth: Truth) -> str:
    story = truth.story
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
            return embed(story.id, truth.n, story.language).html
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
    return _media_item(media, {"file_duration": f"{minutes:02}:{seconds:02}"})


def _own_player(story: Story) -> str:
    """Its length is in seconds; its preview is the story's lead picture."""
    (media,) = story.media
    lead = story.lead_image
    fields = {"player_type": "video", "downloadable": "false", "file_duration": str(media.duration)}
    fields["preview_image"] = f"/image/{lead.id if lead else 1}_401.jpg"
    return _media_item(media, fields)


def _media_item(media: Media, fields: dict[str, str]) -> str:
    fields = {
        "media_id": str(media.id),
        "file_name": media.sources[-1].url,
        "media_title": media.headline or "",
        "preview_image": media.poster_url or "",
        **fields,
    }
    inputs = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}"/>'
        for name, value in fields.items()
    )
    return f'<div class="mediaItem" data-media-id="{media.id}">{inputs}</div>'


def _recommended(teasers: list[Teaser], language: str) -> str:
    return "".join(
        f'<div class="linkList intern"><a href="{path_of(teaser.url)}"><h2> {escape(teaser.headline or "")} '
        f"</h2><p>{escape(teaser.description or '')} ({_day(teaser.date_published, language)})</p></a></div>"
        for teaser in teasers
    )


def _related(teasers: list[Teaser], heading: str, language: str) -> str:
    boxes = "".join(
        f'<div class="col1" data-id="{teaser.id}"><div class="news"><a href="{path_of(teaser.url)}">'
        f'<div class="teaserImg"><img src="/image/{teaser.image.id if teaser.image else 1}_301.jpg" '
        f'alt="{escape((teaser.image.alt if teaser.image else "") or "")}"/></div>'
        f'<h2 class=""> {escape(teaser.headline or "")} <span class="date">'
        f"{_day(teaser.date_published, language)}</span>{_icon(teaser)}</h2>"
        f"<p>{escape(teaser.description or '')}</p></a></div></div>"
        for teaser in teasers
    )
    return f'<div class="col3 relatedContent"><h4 class="meta">{heading}</h4>{boxes}</div>'


def _icon(teaser: Teaser) -> str:
    """Of a video; its address does not tell."""
    return " <span class='icon tv'></span>" if teaser.type == "video" else ""


def _details(truth: Truth) -> str:
    """Under labels in the page's language; the same list stands twice."""
    story = truth.story
    entries = [f"<li><strong>Date</strong> {_day(story.date_published, story.language)} </li>"]
    if story.authors:
        names = ", ".join(escape(author.name) for author in story.authors)
        entries.append(f"<li> <strong>Author</strong> {names} </li>")
    topics = ", ".join(
        f'<a href="{path_of(topic.url)}">{escape(topic.name)} </a>' for topic in story.topics
    )
    entries.append(f"<li><strong>Related Subjects</strong> {topics}</li>")
    if truth.subjects:
        words = ", ".join(
            f'<a href="/search/en?languageCode=en&amp;item={escape(word)}" rel="nofollow">{escape(word)}</a>'
            for word in truth.subjects
        )
        entries.append(f"<li><strong>Keywords</strong> {words}</li>")
    entries.append('<li><strong>Print</strong> <a href="javascript:window.print()">Print</a></li>')
    entries.append(f"<li><strong>Permalink</strong> {story.short_url}</li>")
    return f'<ul class="smallList">{"".join(entries)}</ul>'
