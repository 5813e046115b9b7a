"""What rendered pages of all generations have in common: what they tell scripts, and what stands where."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final
from urllib.parse import quote

from dwcrawler.editions import Edition
from dwcrawler.items import Image, Post, Story, Teaser
from dwcrawler.minisite.body import figure, html_of, player
from dwcrawler.minisite.labels import index_folder
from dwcrawler.minisite.part_entities import instant
from dwcrawler.minisite.truth import Truth

# Teasers of Explore more, until "show more" is clicked.
SHOWN: Final = 3


def own_part(
    truth: Truth,
    text: Callable[[str], str],
    gallery: Callable[[Truth], str],
    post: Callable[[Post, int, Truth], str],
) -> str:
    """What stands between a story's head and its footer, by type.

    What a generation writes in its own way: a box of text, a gallery, an entry of a live blog.
    """
    story = truth.story
    match story.type:
        case "video" | "audio":
            return player(story.media[0])
        case "gallery":
            return gallery(truth)
        case "liveblog":
            posts = "".join(post(entry, at, truth) for at, entry in enumerate(story.posts))
            return f"{text(html_of(truth)) if story.body else ''}{posts}"
        case _:
            return text(html_of(truth))


def gallery(truth: Truth, box: str, name: str) -> str:
    """`box` and `name` are classes: of all of it, and of the name above a picture."""
    images = {image.id: image for image in truth.story.images}
    slides = (
        f'<h3 class="{name}">{escape(block.text or "")}</h3>'
        if block.kind == "heading"
        else figure(images[block.ref], truth)
        for block in truth.story.body
    )
    return f'<div class="{box}">{"".join(slides)}</div>'


def post(entry: Post, told: Sequence[str], box: str, heading: str) -> str:
    """`told`: its date, its authors and its text; the rest are classes."""
    date, *below = told
    above = f'<h2 class="{heading}">{escape(entry.headline)}</h2>' if entry.headline else ""
    return f'<section class="{box}"><span class="date-time">{date}</span>{above}{"".join(below)}</section>'


def lead_of(truth: Truth) -> tuple[Image, bool] | None:
    """The picture above a story, and whether it stands there without its caption.

    A video's player hides it. Half of the galleries show it above, without its caption.
    """
    story, image = truth.story, truth.story.lead_image
    is_bare = story.type == "gallery" and truth.n % 2 == 1
    if image is None or not (story.type in ("article", "liveblog") or is_bare):
        return None
    return image, is_bare


def length(teaser: Teaser) -> str:
    if teaser.duration is None:
        return ""
    minutes, seconds = divmod(teaser.duration, 60)
    return f"<span>{minutes:02}:{seconds:02} min</span>"


def index_path(edition: Edition, letter: str) -> str:
    return f"{index_folder(edition.code)}/{quote(letter)}"


def page_data(story: Story, subjects: list[str]) -> dict[str, Any]:
    levels = {f"categoryLevel{level}": name for level, name in enumerate(story.section, 1)}
    return {
        **levels,
        "contentTitle": story.headline,
        "pageOID": story.id,
        "regions": ["global::"],
        "subjects": subjects,
        "departmentName": story.categories[-1],
        "pageUrl": story.url,
    }


def json_ld(truth: Truth) -> dict[str, Any]:
    """Of videos and audios other things are told than of texts (attested)."""
    story = truth.story
    if story.type in ("video", "audio"):
        return _av_json_ld(truth)
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if story.type == "liveblog" else "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
        "publisher": {"@type": "Organization", "name": "Deutsche Welle"},
        "author": [{"@type": "Person", "name": author.name} for author in story.authors],
        "headline": story.headline + " ",
        "image": [(story.lead_image.url or "").replace("_607.", "_804.")]
        if story.lead_image
        else [],
        "datePublished": instant(truth.published),
        "dateModified": instant(truth.modified),
    }


def _av_json_ld(truth: Truth) -> dict[str, Any]:
    (own,) = truth.story.media
    minutes, seconds = divmod(own.duration or 0, 60)
    return {
        "@context": "https://schema.org",
        "@type": f"{own.kind.title()}Object",
        "name": truth.story.headline,
        "description": truth.story.description,
        "thumbnailUrl": own.poster_url,
        "uploadDate": instant(truth.published),
        "duration": f"PT{minutes}M{seconds}S",
        "contentUrl": own.sources[-1].url,
    }


def as_script(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
