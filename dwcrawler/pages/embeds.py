"""What is embedded in a text: posts, films, charts of other sites, and DW's own widgets.

Such an element is empty until a script fills it, and has a text of its own when one did: in neither
case it is the story's text. What it is shows in its classes, in its attributes, and in the address
of its frame.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from dwcrawler.pages import selectors
from dwcrawler.pages.markup import Element, classes, link_of
from dwcrawler.pages.pictures import web_url

_NUMBER: Final = re.compile(r"[0-9]{1,25}\Z", re.ASCII)
_TELEGRAM_POST: Final = re.compile(r"\w{1,40}/[0-9]{1,12}\Z", re.ASCII)
_DATAWRAPPER: Final = re.compile(r"(?:https?:)?//datawrapper\.dwcdn\.net/(\w{1,20})/", re.ASCII)
_STATUS: Final = re.compile(r"/status(?:es)?/([0-9]{1,25})", re.ASCII)

# Of other sites: the end of a host's name -> the provider's. The longest that fits counts.
_PROVIDERS: Final[dict[str, str]] = {
    "twitter.com": "x",
    "x.com": "x",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "fb.watch": "facebook",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "youtube-nocookie.com": "youtube",
    "youtu.be": "youtube",
    "vimeo.com": "vimeo",
    "dailymotion.com": "dailymotion",
    "soundcloud.com": "soundcloud",
    "spotify.com": "spotify",
    "podcasts.apple.com": "apple_podcasts",
    "t.me": "telegram",
    "telegram.org": "telegram",
    "threads.net": "threads",
    "threads.com": "threads",
    "bsky.app": "bluesky",
    "reddit.com": "reddit",
    "redditmedia.com": "reddit",
    "linkedin.com": "linkedin",
    "vk.com": "vk",
    "google.com": "google",
    "openstreetmap.org": "openstreetmap",
    "datawrapper.dwcdn.net": "datawrapper",
    "datawrapper.de": "datawrapper",
    "flo.uri.sh": "flourish",
    "flourish.studio": "flourish",
    "infogram.com": "infogram",
    "dw.com": "dw",
}
# In the names of elements and classes that a script looks for -> provider.
_BY_WORD: Final[dict[str, str]] = {
    **{name: name for name in _PROVIDERS.values() if name not in ("x", "vk", "google", "dw")},
    "twitter": "x",
    "tweet": "x",
    "fb": "facebook",
    "insta": "instagram",
}
_WORD: Final = re.compile(r"[a-z]+")
# Those show something without a script.
_SHOWN: Final = frozenset({"img", "picture", "figure", "video", "audio", "table", "br"})
# Elements that a script fills, by a class that they have -> provider.
_BY_CLASS: Final[dict[str, str]] = {
    selectors.POST_OF_X: "x",
    "twitter-tweet": "x",
    "twitter-video": "x",
    "twitter-timeline": "x",
    "instagram-media": "instagram",
    "fb-post": "facebook",
    "fb-video": "facebook",
    "tiktok-embed": "tiktok",
    selectors.FILM_OF_YOUTUBE: "youtube",
    "reddit-embed-bq": "reddit",
    "reddit-card": "reddit",
    "text-post-media": "threads",
    "bluesky-embed": "bluesky",
    "telegram-post": "telegram",
    "flourish-embed": "flourish",
    "infogram-embed": "infogram",
    selectors.WIDGET: "dw",
}


class _Id(NamedTuple):
    """The first of the attributes that has a text tells the id; `url` is made of the form's groups."""

    attributes: tuple[str, ...]
    form: re.Pattern[str]
    url: str


# DW writes a post's or a film's number alone (`data-id`; seen in 2026 of X).
_NUMBERED: Final = (
    *("data-id", "data-tweet-id", "data-tweetid", "data-video-id", "data-videoid", "videoid"),
    *("data-shortcode", "data-post-id"),
)
_BY_ID: Final[dict[str, _Id]] = {
    "x": _Id(
        _NUMBERED,
        re.compile(r"([0-9]{1,25})\Z", re.ASCII),
        "https://twitter.com/i/web/status/{}",
    ),
    "youtube": _Id(
        _NUMBERED,
        re.compile(r"([\w-]{6,20})\Z", re.ASCII),
        "https://www.youtube.com/watch?v={}",
    ),
    "instagram": _Id(
        _NUMBERED,
        re.compile(r"([A-Za-z][\w-]{2,40})\Z", re.ASCII),
        "https://www.instagram.com/p/{}/",
    ),
    "tiktok": _Id(
        _NUMBERED,
        re.compile(r"([0-9]{6,25})\Z", re.ASCII),
        "https://www.tiktok.com/embed/v2/{}",
    ),
    "infogram": _Id(
        _NUMBERED,
        re.compile(r"([\w-]{1,80})\Z", re.ASCII),
        "https://e.infogram.com/{}",
    ),
    "flourish": _Id(
        ("data-src",),
        re.compile(r"((?:visualisation|story)/[0-9]{1,12})\Z", re.ASCII),
        "https://flo.uri.sh/{}/embed",
    ),
    "bluesky": _Id(
        ("data-bluesky-uri",),
        re.compile(r"at://([\w.:-]{1,100})/app\.bsky\.feed\.post/(\w{1,40})\Z", re.ASCII),
        "https://bsky.app/profile/{}/post/{}",
    ),
}
# Where such an element names what it stands for.
_ADDRESSES: Final = (
    *("data-instgrm-permalink", "data-text-post-permalink", "data-permalink", "data-href", "cite"),
    *("data-url", "data-src", "data-bluesky-uri", "data-telegram-post"),
)


_EMBED: Final = selectors.EMBED


class Embed(NamedTuple):
    """`url` and `provider` are None where nothing tells them."""

    url: str | None
    provider: str | None


def is_embed(element: Element, own_classes: list[str]) -> bool:
    """Whether an element is one by its classes or its tag; players and pictures have others."""
    return (
        element.tag == "iframe"
        or _EMBED in own_classes
        or is_of_provider(own_classes)
        or is_filled_by_script(element)
    )


def is_of_provider(own_classes: list[str]) -> bool:
    """Whether its classes alone say what it is: then nothing in it is looked at for anything else."""
    return not _BY_CLASS.keys().isdisjoint(own_classes)


def is_filled_by_script(element: Element) -> bool:
    """Whether it is an element with nothing in it but an id of what belongs there."""
    if len(element) or element.tag in _SHOWN or (element.text and not element.text.isspace()):
        return False
    return "-" in element.tag or any(element.get(name) for name in _NUMBERED)


def embed_of(element: Element, widgets: Mapping[int, str]) -> Embed:
    """What is embedded.

    widgets: of the page's own widgets, by their ids, the addresses of their frames
    """
    own = [name for name in classes(element) if name in _BY_CLASS]
    for inner in element.iterdescendants() if not own else ():
        own = [name for name in classes(inner) if name in _BY_CLASS]
        if own:
            element = inner
            break
    provider = _BY_CLASS[own[0]] if own else _named(element)
    if provider == "dw":
        url = _widget_url(element, widgets)
        return Embed(url, provider_of(url) or "dw")
    url = _by_id(element, provider) or _frame_url(element) or _stated_url(element, provider)
    if url is None:
        return Embed(None, provider)
    return Embed(_canonical(url), provider or provider_of(url))


def _named(element: Element) -> str | None:
    """`instagram` of `class="instagram embed"`, `youtube` of `<lite-youtube>`."""
    words = _WORD.findall(" ".join([element.tag, *classes(element)]).lower())
    return next((_BY_WORD[word] for word in words if word in _BY_WORD), None)


def provider_of(url: str | None) -> str | None:
    """`youtube` for whatever address of YouTube's; of a site that is not known its host."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    parts = host.split(".")
    ends = (".".join(parts[start:]) for start in range(len(parts)))
    return next((_PROVIDERS[end] for end in ends if end in _PROVIDERS), host or None)


def _by_id(element: Element, provider: str | None) -> str | None:
    """By what names it without being its address."""
    known = _BY_ID.get(provider or "")
    if known is None:
        return None
    stated = next((told for name in known.attributes if (told := element.get(name))), "")
    match = known.form.match(stated)
    return known.url.format(*match.groups()) if match else None


def url_of_script(script: Element) -> str | None:
    """Of a script that puts in its place what it names itself; no element stands there for it."""
    if _TELEGRAM_POST.match(post := script.get("data-telegram-post") or ""):
        return f"https://t.me/{post}"
    chart = _DATAWRAPPER.match(script.get("src") or "")
    return f"https://datawrapper.dwcdn.net/{chart[1]}/" if chart else None


def _widget_url(element: Element, widgets: Mapping[int, str]) -> str | None:
    """The frame that the state tells, or one that a script has put in; else the widget's own page."""
    number = element.get("data-id") or ""
    if not (number.isascii() and number.isdigit() and len(number) <= 12):
        return _frame_url(element)
    told = widgets.get(int(number)) or _frame_url(element)
    language = (element.get("data-lang-code") or "en").lower()
    language = language if re.match(r"[a-z]{2}(?:-[a-z0-9]{2,4})?\Z", language, re.ASCII) else "en"
    return told or f"https://www.dw.com/webapi/iframes/widget/{language}/{number}"


def _frame_url(element: Element) -> str | None:
    frame = element if element.tag == "iframe" else element.find(".//iframe")
    if frame is None:
        return None
    for name in ("src", "data-src", "data-lazy-src"):
        url = _absolute(frame.get(name))
        if url is not None:
            return url
    return None


def _stated_url(element: Element, provider: str | None) -> str | None:
    """An attribute that names it, or the last link in it that leads to its provider."""
    for inner in element.iter():
        for name in _ADDRESSES:
            url = _absolute(inner.get(name))
            if url is not None:
                return url
    urls = [link.url for anchor in element.iter("a") if (link := link_of(anchor))]
    own = [url for url in urls if provider and provider_of(url) == provider]
    posts = [url for url in own if _STATUS.search(url)]
    return next((found[-1] for found in (posts, own, urls) if found), None)


def _absolute(address: str | None) -> str | None:
    """`//host/path` is one too, as embedding codes write it; what has no host is none."""
    address = (address or "").strip()
    if address.startswith("//"):
        address = f"https:{address}"
    return web_url(address) if address.startswith(("http://", "https://")) else None


def _canonical(url: str) -> str:
    """The post's own address, where a frame or a link names it only among its options."""
    provider = provider_of(url)
    make = _CANONICAL.get(provider or "")
    try:
        return (make(url) if make is not None else None) or url
    except ValueError:
        return url


def _of_x(url: str) -> str | None:
    """With or without its author's name, and in a frame of X's, a post is known by its number."""
    parts = urlsplit(url)
    match = _STATUS.search(parts.path)
    number = match[1] if match else parse_qs(parts.query).get("id", [""])[0]
    return f"https://twitter.com/i/web/status/{number}" if _NUMBER.match(number) else None


def _of_facebook(url: str) -> str | None:
    """A plug-in's frame has the post's own address in its query."""
    parts = urlsplit(url)
    href = parse_qs(parts.query).get("href", [""])[0] if "/plugins/" in parts.path else ""
    return href if href.startswith("https://") and web_url(href) else None


_CANONICAL: Final[dict[str, Callable[[str], str | None]]] = {
    "x": _of_x,
    "facebook": _of_facebook,
}
