"""Films in a state: which file is the largest, their subtitles, programmes and broadcasts."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from dwcrawler.items import Media, Program, Story, Subtitles
from dwcrawler.pages import parse
from dwcrawler.pages.hls import mp4_of

NUMBER = 70400001
FILES = "https://tvdownloaddw-a.akamaihd.net/dwtv_video/flv/a1/a1_boats_"


def hls(*variants: str) -> str:
    listed = ",".join(variants)
    return f"https://hlsvod.dw.com/i/dwtv_video/flv/a1/a1_boats_,{listed},.mp4.csmil/master.m3u8"


@pytest.mark.parametrize(
    ("variants", "best"),
    [
        (("AVC_480x270", "AVC_1920x1080", "AVC_1280x720"), "AVC_1920x1080"),
        (("AVC_720x1280", "AVC_1080x1920", "AVC_270x480"), "AVC_1080x1920"),
        (("480X270", "sd_960x540", "hd_640x360"), "sd_960x540"),
        (("sd", "hd"), "hd"),
        (("sd_avc", "sd_sor"), "sd_avc"),
        (("sd_avc", "hd_sor", "hd_avc"), "hd_avc"),
        (("480p", "1080p", "720p"), "1080p"),
        (("vp6", "sd", "hd"), "hd"),
        (("1080p", "4k", "2k"), "4k"),
        (("800k", "6m", "1500k"), "6m"),
        (("b256", "b6500", "b400"), "b6500"),
        (("AVC_480x270", "hd"), "AVC_480x270"),
        (("only",), "only"),
    ],
)
def test_the_mp4_is_the_largest_variant_whatever_the_order(
    variants: tuple[str, ...], best: str
) -> None:
    for order in permutations(variants):
        assert mp4_of(hls(*order)) == f"{FILES}{best}.mp4"


@pytest.mark.parametrize(
    "url",
    [
        *("", "https://x.y/master.m3u8", "https://hlsvod.dw.com/i/a_,,.mp4.csmil/master.m3u8"),
        *("https://hlsvod.dw.com/i/" + "," * 500_000, "/i/" * 100_000 + ",a,b.csmil/"),
    ],
    ids=str.__len__,
)
def test_other_addresses_tell_no_file(url: str) -> None:
    assert mp4_of(url) is None


def story(fields: dict[str, Any], head: str = "", kind: str = "Video") -> Story:
    word = {"Video": "video", "Audio": "audio", "Liveblog": "live"}.get(kind, "a")
    path = f"/en/harbor/{word}-{NUMBER}"
    content = {"__typename": kind, "id": NUMBER, "title": "Boats", "language": "ENGLISH"}
    content |= {"namedUrl": path, "contentDate": "2026-06-14T19:00:01Z", **fields}  # type: ignore[dict-item]
    state = {f"/graph-api/en/content/{kind.lower()}/{NUMBER}": {"data": {"content": content}}}
    script = f"<script>window.__APP_STATE__ = {json.dumps(state)};</script>"
    html = f"<!doctype html><html><head>{head}</head><body>{script}</body></html>"
    read = parse(html, f"https://www.dw.com{path}")
    assert read.story is not None, read.problems
    return read.story


def own(told: Story) -> Media:
    return next(media for media in told.media if media.id == NUMBER)


def test_a_video_has_its_subtitles_and_its_programme() -> None:
    subtitles = [
        {"subtitleUrl": "https://tvdownloaddw-a.akamaihd.net/a_en.vtt", "srcLanguage": "en"},
        {"subtitleUrl": "ftp://x/y", "srcLanguage": "de"},
        {"srcLanguage": "es"},
        {"subtitleUrl": "https://tvdownloaddw-a.akamaihd.net/a_ar.vtt"},
    ]
    program = {"id": 7, "name": "Boats and Nets", "namedUrl": "/en/boats-and-nets/program-7"}
    expected = Program(
        id=7, name="Boats and Nets", url="https://www.dw.com/en/boats-and-nets/program-7"
    )
    for field in ("unifiedPrograms", 'unifiedPrograms({"amount":1})', "firstUnifiedProgramArray"):
        told = story({"hlsVideoSrc": hls("hd"), "subtitles": subtitles, field: [program]})
        assert told.program == expected, field
    told = story({"durationIso8601": "PT3M14S", "subtitles": subtitles, "unifiedProgram": program})
    assert told.program == expected and own(told).duration == 194
    assert [(entry.url[-8:], entry.language) for entry in own(told).subtitles] == [
        ("a_en.vtt", "en"),
        ("a_ar.vtt", None),
    ]
    assert isinstance(own(told).subtitles[0], Subtitles)


@pytest.mark.parametrize(
    ("kind", "field", "file", "mime"),
    [
        ("Video", "hlsVideoSrc", "https://tvdownloaddw-a.akamaihd.net/a.mp4", "video/mp4"),
        ("Video", "hlsVideoSrc", "https://hlsvod.dw.com/a", "application/x-mpegURL"),
        ("Audio", "mp3Src", "https://radiodownloaddw-a.akamaihd.net/a.M4A?b=.mp3", "audio/mp4"),
        ("Audio", "mp3Src", "https://radiodownloaddw-a.akamaihd.net/a", "audio/mpeg"),
    ],
)
def test_a_files_type_is_what_its_name_says(kind: str, field: str, file: str, mime: str) -> None:
    assert [source.type for source in own(story({field: file}, kind=kind)).sources] == [mime]


@pytest.mark.parametrize("name", ["og:video", "og:video:url", "og:video:secure_url"])
def test_open_graph_tells_the_file_that_the_stream_does_not(name: str) -> None:
    file = "https://tvdownloaddw-a.akamaihd.net/boats.mp4?x=1"
    head = f'<meta content="https://www.dw.com/embed/1" property="{name}">'
    head += f"<meta content='{file}' property='{name}'>"
    unknown = "https://dwstream.example/boats/playlist.m3u8"
    assert [s.url for s in own(story({"hlsVideoSrc": unknown}, head)).sources] == [unknown, file]
    assert [s.url for s in own(story({"hlsVideoSrc": None}, head)).sources] == [file]
    known = own(story({"hlsVideoSrc": hls("hd")}, head)).sources
    assert [s.url for s in known] == [hls("hd"), f"{FILES}hd.mp4"]


def test_films_of_a_live_blogs_posts_and_broadcasts_are_media() -> None:
    film = {"__typename": "Video", "id": 5, "title": "Ships", "hlsVideoSrc": hls("sd", "hd")}
    posts = [{"title": "One", "text": "<p>A</p>", "videos": [film, film, {"id": 6}]}]
    told = story({"posts": posts, "text": ""}, kind="Liveblog")
    assert [(media.id, media.headline, len(media.sources)) for media in told.media] == [
        (5, "Ships", 2)
    ]
    live = {"id": 8, "name": "Live TV", "streamUrl": "https://dwstream.example/live.m3u8"}
    told = story({"livestreams": [live, {"id": 9, "url": "https://www.dw.com/en/live"}]})
    assert [media.id for media in told.media] == [NUMBER, 8]


def test_a_widget_is_what_its_frame_shows() -> None:
    frame = '<div><iframe title=x src="https://datawrapper.dwcdn.net/AbC12/1/"></iframe></div>'
    text = '<p>A</p><div class="embed dw-widget" data-id="77" data-lang-code="en"></div>'
    for kind in ("Article", "Liveblog"):
        fields: dict[str, Any] = {"widgets": [{"id": 77, "embedCode": frame}, {"id": "x"}, None]}
        fields |= {"text": text} if kind == "Article" else {"posts": [{"text": text}]}
        told = story(fields, kind=kind)
        body = told.body if kind == "Article" else told.posts[0].body
        assert [(b.provider, b.url) for b in body if b.kind == "embed"] == [
            ("datawrapper", "https://datawrapper.dwcdn.net/AbC12/1/")
        ]


@pytest.mark.parametrize(
    ("code", "url"),
    [
        ('<iframe width="1" src="https://a.example/1"></iframe>', "https://a.example/1"),
        ("<div><iframe\n data-src='//a.example/2'></iframe></div>", "https://a.example/2"),
        ("<iframe src=https://a.example/3?a=1&amp;b=2></iframe>", "https://a.example/3?a=1&b=2"),
        ("<script>1</script>", None),
        (None, None),
    ],
)
def test_the_frame_in_a_widgets_code(code: str | None, url: str | None) -> None:
    text = '<p>A</p><div class="embed dw-widget" data-id="77" data-lang-code="en"></div>'
    told = story({"widgets": [{"id": 77, "embedCode": code}], "text": text})
    assert [block.url for block in told.body if block.kind == "embed"] == [
        url or "https://www.dw.com/webapi/iframes/widget/en/77"  # the widget's own, by its id
    ]


@pytest.mark.parametrize(
    ("fields", "is_one"),
    [
        ({"__typename": "AdvertorialContentDetails"}, True),
        ({"genre": "ADVERTORIAL"}, True),
        ({"isAdvertorial": True}, True),
        ({"genre": "NEWS"}, False),
    ],
)
def test_advertisements_in_the_form_of_a_story_are_marked(
    fields: dict[str, Any], is_one: bool
) -> None:
    head = '<meta content="noindex" name="robots"><style>.advertorial-rich-text{margin:0}</style>'
    told = story({"text": "<p>A</p>", **fields}, head, "Article")
    assert (told.type, told.is_advertorial) == ("article", is_one)


@pytest.mark.parametrize("words", ["advertorial-rich-text", "a advertorial-rich-text rich-text b"])
def test_the_page_marks_advertisements_by_the_class_of_the_text(words: str) -> None:
    shown = f'<article><h1>Boats</h1><div class="{words}"><p>Buy.</p></div></article></html>'
    address = f"https://www.dw.com/en/x/a-{NUMBER}"
    head = f'<link href="{address}" rel="canonical"><style>.advertorial-rich-text{{}}</style>'
    page = f'<!doctype html><html lang="en"><head>{head}</head><body>'
    read = parse(page + shown, address)
    assert read.story is not None and read.story.is_advertorial
    plain = parse(page + shown.replace("advertorial-", ""), address)
    assert plain.story is not None and not plain.story.is_advertorial
    state = {"a": {"__typename": "Article", "id": NUMBER, "title": "Boats", "language": "ENGLISH"}}
    state["a"]["text"] = "<p>Buy.</p>"
    script = f"<script>window.__APP_STATE__={json.dumps(state)}</script></html>"
    read = parse((page + shown).replace("</html>", script), address)
    assert read.layout == "app_state"
    assert read.story is not None and read.story.is_advertorial


def test_the_long_teaser_counts_where_there_is_no_other() -> None:
    assert story({"longTeaser": "Long.", "teaser": "Short."}).description == "Short."
    assert story({"longTeaser": "Long.", "teaser": " "}).description == "Long."
