"""Bodies as editors leave them: our own samples of what stands between the paragraphs."""

from __future__ import annotations

import pytest

from dwcrawler.pages import richtext
from dwcrawler.pages.markup import fragment


def read(html: str) -> richtext.RichText:
    root = fragment(html)
    assert root is not None
    return richtext.read(root)


def blocks(html: str) -> list[tuple[str, str | None]]:
    return [(b.kind, " ".join(b.text.split()) if b.text else None) for b in read(html).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p>\n\n<p>Two</p>", [("paragraph", "One"), ("paragraph", "Two")]),
        ("<p> &nbsp; </p><p></p>", []),
        ("<p>a <b>b</b> <i>c</i>d</p>", [("paragraph", "a b cd")]),
        ("<p>one<br>two</p>", [("paragraph", "one two")]),
        ("<p>one<br> <br/>two</p>", [("paragraph", "one"), ("paragraph", "two")]),
        ("bare <b>text</b> here<p>x</p>", [("paragraph", "bare text here"), ("paragraph", "x")]),
        ("<h2>Head</h2><h3>Sub</h3>", [("heading", "Head"), ("heading", "Sub")]),
        ("<h2>Head<br>line</h2>", [("heading", "Head line")]),
        ("<p>H<sub>2</sub>O</p>", [("paragraph", "H2O")]),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote>", [("quote", "One. Two.")]),
        (
            "<table><tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr></table>",
            [("table", "a b c d")],
        ),
        ("<p>a <svg class='x'/> b</p><p>c</p>", [("paragraph", "a b"), ("paragraph", "c")]),
        ("<p>a <svg><path d='x'/></svg>b</p>", [("paragraph", "a b")]),
        ("<blockquote><p>Said</p></blockquote>", [("quote", "Said")]),
        ("<div><div><p>deep</p></div></div>", [("paragraph", "deep")]),
        (
            "<p>a</p><span class='rich-text-ad'>Buy</span><p>b</p>",
            [("paragraph", "a"), ("paragraph", "b")],
        ),
        ("<p>Tom &amp; Ada &lt;3 &amp;amp;</p>", [("paragraph", "Tom & Ada <3 &amp;")]),
        (
            "<script>no()</script><style>no</style><p>x<svg><title>n</title></svg></p>",
            [("paragraph", "x")],
        ),
        ("<iframe src='https://example.org/w'></iframe>", [("embed", "https://example.org/w")]),
        ("<div class='embed'><a href='/en/pictures/g-17'>g</a></div>", [("gallery", None)]),
        ("<table><tr><th>a</th><td>b</td></tr></table>", [("table", "a b")]),
        ("<table><caption>c</caption><tr><td>a</td></tr></table>", [("table", "c a")]),
        ("<object data='https://example.org/d'>no</object>", [("embed", "https://example.org/d")]),
        ("<embed src='//example.org/d'>", [("embed", "https://example.org/d")]),
        (
            "<figure><blockquote>Said</blockquote><figcaption>Ada</figcaption></figure>",
            [("quote", "Said"), ("paragraph", "Ada")],
        ),
        ("<figure><table><tr><td>a</td></tr></table></figure>", [("table", "a")]),
        ("<p>a</p><select><option>b</option></select>", [("paragraph", "a")]),
        (
            "<p>a</p><object><embed src='https://example.org/d'></object>",
            [("paragraph", "a"), ("embed", "https://example.org/d")],
        ),
    ],
)
def test_blocks(html: str, expected: list[tuple[str, str | None]]) -> None:
    assert blocks(html) == expected


def test_nested_lists_are_items_of_one_list() -> None:
    (block,) = read("<ul><li>one<ul><li>two</li></ul></li><li> three </li></ul>").blocks
    assert [item.strip() for item in block.items] == ["one", "two", "three"]


def test_a_picture_with_caption_and_credit() -> None:
    rich_text = read(
        '<figure class="placeholder-image"><img data-id="7" alt="Alt" src="data:,"'
        ' data-url="https://static.dw.com/image/7_${formatId}.jpg"><figcaption class="img-caption">'
        'Words<small class="copyright">Image: Ada/dpa </small></figcaption></figure>'
    )
    (image,) = rich_text.images
    assert (image.id, image.url) == (7, "https://static.dw.com/image/7_607.jpg")
    assert (image.caption, image.credit, image.alt) == ("Words", "Image: Ada/dpa", "Alt")
    assert [(b.kind, b.ref) for b in rich_text.blocks] == [("image", 7)]


@pytest.mark.parametrize(
    ("attributes", "number"),
    [('id="video-9"', 9), ('id="video-9" data-id="8"', 8), ('id="vjs-9"', None), ('id="9"', None)],
)
def test_a_films_number_stands_in_its_id_too(attributes: str, number: int | None) -> None:
    (media,) = read(f"<div class='vjs-wrapper'><video {attributes}></video></div>").media
    assert media.id == number


def test_two_pictures_in_one_box() -> None:
    pictures = '<img data-id="7"><img data-id="8"><img data-id="7">'
    found = read(f"<figure>{pictures}<figcaption>Both</figcaption></figure>")
    assert [(image.id, image.caption) for image in found.images] == [(7, "Both"), (8, None)]
    assert [(block.kind, block.ref) for block in found.blocks] == [("image", 7), ("image", 8)]


def test_a_picture_for_readers_without_scripts_alone() -> None:
    fallback = '<noscript><img data-id="7"></noscript>'
    for shown in ("", '<img data-id="8" src="data:,">'):
        found = read(f"<figure>{shown}{fallback}<figcaption>Both</figcaption></figure>")
        assert [(image.id, image.caption) for image in found.images] == [
            (8 if shown else 7, "Both")
        ]


def test_a_player_and_its_notice() -> None:
    rich_text = read(
        '<div class="vjs-wrapper"><h2>Film</h2><video data-id="9" data-duration="26:06">'
        '<source src="https://example.org/a.m3u8" type="application/x-mpegURL">'
        '<p class="vjs-no-js">no script</p></video></div><p>After</p>'
    )
    (media,) = rich_text.media
    assert (media.kind, media.id, media.headline, media.duration) == ("video", 9, "Film", 1566)
    assert [s.type for s in media.sources] == ["application/x-mpegURL"]
    assert [(b.kind, b.ref) for b in rich_text.blocks] == [("video", 9), ("paragraph", None)]


@pytest.mark.parametrize(
    ("html", "kind", "ref", "text"),
    [
        ('<div class="image-gallery" data-id="77"></div>', "gallery", 77, None),
        ('<div class="embed"><a href="/en/pictures/g-78">Pictures</a></div>', "gallery", 78, None),
        (
            '<div class="yt-wrapper"><iframe data-src="https://example.org/v/1"></iframe></div>',
            *("embed", None, "https://example.org/v/1"),
        ),
        (
            '<div class="tweet" data-id="1234567890123456789"></div>',
            *("embed", None, "https://twitter.com/i/web/status/1234567890123456789"),
        ),
        ('<div class="tweet" data-id="../x"></div>', "embed", None, None),
    ],
)
def test_embedded_things(html: str, kind: str, ref: int | None, text: str | None) -> None:
    (block,) = read(html).blocks
    assert (block.kind, block.ref, block.text) == (kind, ref, text)


def test_links_tell_whether_they_lead_to_dw() -> None:
    links = read(
        '<p><a href="/en/x/a-5">in</a> <a href="https://example.org/?a=1&amp;b=2">out</a>'
        '<a href="#top">no</a><a href="mailto:a@b">no</a><a href="javascript:x()">no</a></p>'
    ).links
    assert [(link.url, link.text, link.id) for link in links] == [
        ("https://www.dw.com/en/x/a-5", "in", 5),
        ("https://example.org/?a=1&b=2", "out", None),
    ]


def test_words_of_list_items_and_captions_do_not_run_together() -> None:
    (items,) = read("<ul><li><p>One.</p><p>Two.</p></li><li>1<ul><li>2</li></ul>3</li></ul>").blocks
    assert items.items == ["One. Two.", "1 3", "2"]
    caption = "<figcaption>First<br>second <small class='copyright'>Image: A/B</small></figcaption>"
    (image,) = read(f"<figure><img data-id='7' src='x'>{caption}</figure>").images
    assert (image.caption, image.credit) == ("First second", "Image: A/B")


def test_a_player_may_name_its_file_itself() -> None:
    (media,) = read("<audio data-id='7' src='https://example.org/a.mp3'></audio>").media
    assert [source.url for source in media.sources] == ["https://example.org/a.mp3"]
