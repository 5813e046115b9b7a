"""What stands in a body from elsewhere: posts, charts, films. Each as a Block and as its HTML."""

from __future__ import annotations

from html import escape
from typing import Final, NamedTuple

from dwcrawler.items import Block
from dwcrawler.minisite.addresses import SITE

_KINDS: Final = ("tweet", "widget", "youtube", "instagram", "frame", "filled tweet", "form")


class Embed(NamedTuple):
    """`widget` is its number, where it is one: the state tells what frame it has, the page not."""

    block: Block
    html: str
    widget: int | None = None


def embed(number: int, n: int, language: str) -> Embed:
    """What story n, of this id, has embedded."""
    kind = _KINDS[n // 8 % len(_KINDS)]
    post = 2_066_000_000_000_000_000 + number
    match kind:
        case "tweet":  # empty until a script fills it (seen)
            html = f'<blockquote class="tweet embed" data-id="{post}"></blockquote>'
            return Embed(_block(f"https://twitter.com/i/web/status/{post}", "x"), html)
        case "filled tweet":
            url = f"https://twitter.com/minisite/status/{post}"
            html = (
                f'<blockquote class="twitter-tweet" data-id="{post}"><p>A post.</p>&mdash; Mini '
                f'(@minisite) <a href="{url}">June 5, 2025</a></blockquote>'
            )
            return Embed(_block(f"https://twitter.com/i/web/status/{post}", "x"), html)
        case "instagram":
            url = f"https://www.instagram.com/p/M{number}/"
            html = (
                '<blockquote class="instagram-media embed" '
                f'data-instgrm-permalink="{url}"></blockquote>'
            )
            return Embed(_block(url, "instagram"), html)
        case "youtube":
            url = f"https://www.youtube.com/embed/mini{number % 10_000_000:07}"
            return Embed(_block(url, "youtube"), _framed(url))
        case "frame":
            url = f"https://example.org/widget/{number}"
            return Embed(_block(url, "example.org"), _framed(url))
        case _:
            return _widget(number + 6, language, is_chart=kind == "widget")


def page_of_widget(number: int, language: str) -> str:
    return f"{SITE}/webapi/iframes/widget/{language}/{number}"


def _widget(number: int, language: str, *, is_chart: bool) -> Embed:
    """A chart is known by its frame; of a form the state tells none."""
    html = (
        f'<div class="embed dw-widget" data-id="{number}" data-lang-code="{language}" '
        f'data-type="WIDGET"></div>'
    )
    if is_chart:
        return Embed(_block(chart_of(number), "datawrapper"), html, number)
    return Embed(_block(page_of_widget(number, language), "dw"), html, number)


def chart_of(number: int) -> str:
    return f"https://datawrapper.dwcdn.net/M{number}/1/"


def _framed(url: str) -> str:
    return f'<div class="embed big"><iframe src="{escape(url)}"></iframe></div>'


def _block(url: str, provider: str) -> Block:
    return Block(kind="embed", text=url, url=url, provider=provider)
