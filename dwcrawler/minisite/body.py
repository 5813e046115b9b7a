"""A story's body as HTML, as it stands in the state's `text` and in the rendered page alike."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import Final

from dwcrawler.items import Block, Image, Media, Post, Story
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.embeds import embed
from dwcrawler.minisite.signatures import labelled
from dwcrawler.minisite.truth import Truth

# The site draws an arrow into links that lead away from it.
_ARROW: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20">'
    '<path d="M2 2 18 2 18 18" /></svg>'
)
_NO_SCRIPT: Final = '<p class="vjs-no-js">This player needs JavaScript</p>'
_AD: Final = '<span data-slot-id="Article_InContent-1" class="rich-text-ad"></span>'


def html_of(truth: Truth) -> str:
    """Paragraphs are separated by blank lines."""
    story = truth.story
    parts = [_block(block, truth) for block in story.body]
    if len(parts) > 4:
        parts[3] += _AD
    parts += closing_lines(truth)
    return "\n\n".join(parts) + "\n"


def closing_lines(truth: Truth) -> list[str]:
    """The byline and the notes in italics: the byline first, or last as often; in 2026 it is in
    italics where it says who edited (seen)."""
    story = truth.story
    notes = [f"<p><em>{_note(note, story)}</em></p>" for note in story.notes]
    if story.byline is None:
        return notes
    line = escape(story.byline.raw)
    if truth.is_of_2026 and ":" in line:
        line = f"<em>{line}</em>"
    at = 0 if truth.n % 2 else len(notes)
    return [*notes[:at], f"<p>{line}</p>", *notes[at:]]


def _note(text: str, story: Story) -> str:
    for link in story.links:
        if text.endswith(link.text):
            return escape(text.removesuffix(link.text)) + anchor(link.url, link.text, False)
    return escape(text)


def html_of_post(post: Post, truth: Truth) -> str:
    return "\n\n".join(_block(block, truth) for block in post.body) + "\n"


def _block(block: Block, truth: Truth) -> str:
    story = truth.story
    match block.kind:
        case "heading":
            return f"<h{block.level}>{escape(block.text or '')}</h{block.level}>"
        case "list":
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"
        case "quote":
            return f"<blockquote><p>{escape(block.text or '')}</p></blockquote>"
        case "table":
            return f"<table><tbody>{_rows(block.text or '')}</tbody></table>"
        case "image":
            image = next(image for image in story.images if image.id == block.ref)
            return figure(image, truth)
        case "video":
            return player(next(media for media in story.media if media.id == block.ref))
        case "embed":
            return embed(story.id, truth.n, story.language).html
        case _:
            return _paragraph(block.text or "", story)


def _paragraph(text: str, story: Story) -> str:
    end = "&nbsp;" if len(text) % 3 == 0 else ""
    for link in story.links:
        if text.endswith(link.text):
            before = escape(as_typed(text.removesuffix(link.text)))
            return f"<p>{before}{anchor(link.url, link.text, link.id is None)}{end}</p>"
    return f"<p>{escape(as_typed(text))}{end}</p>"


def as_typed(text: str) -> str:
    """What editors leave in a text, or their keyboards, and readers never see."""
    first, blank, rest = text.partition(" ")
    match len(text) % 6 if rest else 5:
        case 0:
            return unicodedata.normalize("NFD", text)
        case 1:
            return f"{first}\u00a0 {rest}"
        case 2:
            return f"{first}{blank}{rest[:1]}\u00ad{rest[1:]}"
        case 3:
            return f"\u200f{first}\n  {rest}"
        case 4:
            return f"{first}\u200b{blank}\ufeff{rest}"
        case _:
            return text


def anchor(url: str, text: str, is_external: bool) -> str:
    if not is_external:
        return f'<a class="internal-link" href="{escape(path_of(url))}">{escape(text)}</a>'
    return (
        f'<a rel="noopener nofollow" target="_blank" class="external-link" href="{escape(url)}" '
        f'title="External link — {escape(text)}">{escape(text)}{_ARROW}</a>'
    )


def figure(image: Image, truth: Truth) -> str:
    """The picture's address is a template; the browser's script fills in the format."""
    template = (image.url or "").replace("_607.", "_${formatId}.")
    language, number = truth.story.language, image.id or 0
    credit = labelled(image.credit or "", truth.credit_label, language, number)
    return (
        f'<figure class="placeholder-image master_landscape big"><img data-format="MASTER_LANDSCAPE" '
        f'data-id="{image.id}" data-url="{template}" alt="{escape(image.alt or "")}" src="data:,"/>'
        f'<figcaption class="img-caption">{escape(as_typed(image.caption or ""))}'
        f'<small class="copyright">{escape(credit)} </small></figcaption></figure>'
    )


def player(media: Media) -> str:
    title = escape(media.headline or "")
    minutes, seconds = divmod(media.duration or 0, 60)
    sources = "".join(f'<source src="{s.url}" type="{s.type}">' for s in media.sources)
    return (
        f'<div class="vjs-wrapper embed big"><h2 aria-label="Embedded {media.kind} — {title}" '
        f'class="headline">{_ARROW}{title}</h2><{media.kind} id="{media.kind}-{media.id}" controls '
        f'playsInline="" preload="none" poster="data:," data-id="{media.id}" '
        f'data-posterurl="{media.poster_url}" data-duration="{minutes:02}:{seconds:02}">'
        f"{sources}{_NO_SCRIPT}</{media.kind}></div>"
    )


def _rows(text: str) -> str:
    rows = (
        "".join(f"<td>{escape(cell)}</td>" for cell in row.split("\t")) for row in text.split("\n")
    )
    return "".join(f"<tr>{row}</tr>" for row in rows)
