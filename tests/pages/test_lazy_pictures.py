"""Pictures that a script would load when a reader scrolls to them are read like the others."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from dwcrawler.items import Image
from dwcrawler.pages import parse, richtext
from dwcrawler.pages.markup import fragment
from tests.pages import fuzzing
from tests.pages.test_bad_input import CONTENT, URL, app_state

GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
# How an address may stand in an `img`: `{0}` is the address.
LAZY = {
    "data-src": 'data-src="{0}"',
    "a data address before": f'src="{GIF}" data-src="{{0}}"',
    "a data address after": f'data-src="{{0}}" src="{GIF}"',
    "a data address in capitals": f'src="{GIF.upper()}" data-src="{{0}}"',
    "a gif of one dot": 'src="/static/1x1.gif" data-src="{0}"',
    "a blank picture": 'src="https://www.dw.com/cssi/blank.gif?v=2" data-src="{0}"',
    "a placeholder": 'data-src="{0}" src="/img/image-placeholder_16x9.svg"',
    "no address": 'src="" data-src=" {0} "',
    "another name": 'src="#" data-original="{0}"',
    "a set": f'src="{GIF}" data-srcset="{{0}} 700w"',
    "a set of several": f'src="{GIF}" data-srcset="{{0}} 1200w, /image/1_601.jpg 201w"',
    "a set without blanks": f'src="{GIF}" data-srcset="/image/1_601.jpg 1x,{{0}} 2x"',
    "a set with a data address": f'src="/a/spacer.png" srcset="{GIF} 1w, {{0}} 700w"',
    "both": 'src="/static/pixel.png" data-src="{0}" data-srcset="/image/1_601.jpg 201w"',
}


def images(page: bytes, url: str) -> list[Image]:
    story = parse(page, url).story
    assert story is not None
    return [*story.images, *(teaser.image for teaser in story.related if teaser.image)]


def lazily(page: bytes, how: str) -> bytes:
    """The page with every picture's `src` written another way."""
    form = LAZY[how].encode()
    changed, count = re.subn(
        rb'(<img\b[^>]*?\s)src="([^"]*/image/\d+_[^"]*)"',
        lambda match: match[1] + form.replace(b"{0}", match[2]),
        page,
    )
    assert count
    return changed


@pytest.mark.parametrize("how", LAZY)
@pytest.mark.parametrize(
    "name",
    [
        "classic-2013-06-10-en.html",
        "classic-2023-04-28-de.html",
        "rendered-2026-06-14-en.html",
    ],
)
def test_a_captured_page(name: str, how: str, shared_pages: Path) -> None:
    sample = next(sample for sample in fuzzing.captured() if sample.name == name)
    assert sample.url is not None
    assert images(lazily(sample.body, how), sample.url) == images(sample.body, sample.url)


@pytest.mark.parametrize("how", LAZY)
def test_a_classic_page(how: str) -> None:
    sample = next(sample for sample in fuzzing.made() if sample.name == "classic article")
    assert sample.url is not None
    assert images(lazily(sample.body, how), sample.url) == images(sample.body, sample.url)


@pytest.mark.parametrize(
    "name", ["dom article", "dom gallery", "dom liveblog", "app_state gallery"]
)
def test_other_attributes_than_the_sites_own(name: str) -> None:
    sample = next(sample for sample in fuzzing.made() if sample.name == name)
    assert sample.url is not None
    body = sample.body
    for own, other in ((b" srcset=", b" data-srcset="), (b" data-url=", b" data-src=")):
        body = body.replace(own, other)
    assert body != sample.body
    assert images(body, sample.url) == images(sample.body, sample.url)
    only_sources = re.sub(rb"(<img[^>]*) srcset=", rb"\1 other=", sample.body)
    assert images(only_sources, sample.url) == images(sample.body, sample.url)


@pytest.mark.parametrize("how", LAZY)
def test_a_picture_in_a_states_text(how: str) -> None:
    img = f'<img {LAZY[how].format("https://static.dw.com/image/65897427_604.jpg")} alt="a">'
    text = f"<figure>{img}<figcaption class='img-caption'>Words</figcaption></figure>"
    story = parse(app_state({**CONTENT, "text": text}), URL).story
    assert story is not None
    (image,) = story.images
    assert (image.id, image.url) == (65897427, "https://static.dw.com/image/65897427_607.jpg")


def read(html: str) -> list[Image]:
    root = fragment(html)
    assert root is not None
    return richtext.read(root).images


def test_the_widest_of_a_picture_of_others() -> None:
    (image,) = read(
        f'<picture><source srcset="https://a.example/s.webp 100w, https://a.example/l.webp 900w">'
        f'<img src="{GIF}" alt="a"></picture>'
    )
    assert image.url == "https://a.example/l.webp"


@pytest.mark.parametrize(
    "name",
    [
        *("loading-dock.jpg", "blank-verse.png", "harbor.gif", "pixel-art-2024.png"),
        *("1x1-meeting.jpg", "spacer/harbor.jpg", "transparent-data.svg", "gray.d/boats.png"),
    ],
)
def test_a_picture_that_is_named_like_a_placeholder_in_part(name: str) -> None:
    (image,) = read(f'<figure><img src="https://a.example/{name}"></figure>')
    assert image.url == f"https://a.example/{name}"


@pytest.mark.parametrize(
    "img",
    [
        f'src="{GIF}"',
        'src="/static/1x1.gif"',
        'src="https://a.example/spacer_1.gif"',
        'src="https://a.example/visit?page=7" width="1" height="1"',
    ],
)
def test_a_placeholder_alone_is_no_picture(img: str) -> None:
    assert [image.url for image in read(f"<figure><img {img} alt='a'></figure>")] == [None]


def test_a_set_without_end_is_no_burden() -> None:
    for unit in ("a", ",", " ,", "a 1x,", "a ", "/1x1-", "/image/1_"):
        began = time.process_time()
        read(f'<figure><img src="{unit * 300_000}" srcset="{unit * 300_000} 1x"></figure>')
        assert time.process_time() - began < 2, unit
