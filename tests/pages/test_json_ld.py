"""JSON-LD as pages have it: what can be read in any way is read, and all else is told."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from dwcrawler.items import Story
from dwcrawler.pages import Page, loose_json, parse
from dwcrawler.pages.metadata import Metadata
from tests.stories import clean_story

URL = "https://www.dw.com/en/harbor-opens/a-70100006"
ENTRY = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbor opens",
    "datePublished": "2026-06-05T08:15:00.250Z",
    "author": [{"@type": "Person", "name": "Ada Moor"}],
}
TEXT = json.dumps(ENTRY)


def described(script: str | bytes, tag: str = '<script type="application/ld+json">') -> Metadata:
    raw = script if isinstance(script, bytes) else script.encode()
    return Metadata(tag.encode() + raw + b"</script>", [])


@pytest.mark.parametrize(
    "script",
    [
        TEXT,
        f"\n\t{TEXT}\n;\n",
        TEXT.replace("Harbor", "Harbor\n"),
        TEXT.replace("Harbor", "Harbor\t"),
        TEXT.replace("Harbor", "\x01\x1fHarbor"),
        f"\ufeff{TEXT}",
        f"//<![CDATA[\n{TEXT}\n//]]>",
        f"/*<![CDATA[*/{TEXT}/*]]>*/",
        f"<![CDATA[{TEXT}]]>",
        f"<!--\n{TEXT}\n-->",
        TEXT.replace("}]", "},]"),
        f"{TEXT[:-1]}, }}",
        TEXT.replace('"', "&quot;"),
        TEXT.replace('"', "&#34;"),
        TEXT.replace("Harbor", r"Harbor\'s"),
        TEXT.replace("NewsArticle", "schema:NewsArticle"),
        TEXT.replace("NewsArticle", "http://schema.org/NewsArticle"),
        TEXT.replace("NewsArticle", "https://schema.org/ReportageNewsArticle"),
        *(TEXT.replace("News", f"{kind}News") for kind in ("Analysis", "Opinion", "Background")),
        *(TEXT.replace("News", f"{kind}News") for kind in ("Review", "Reportage", "AskPublic")),
        TEXT.replace("NewsArticle", "LiveBlogPosting"),
        TEXT.replace('"NewsArticle"', '["Thing", "NewsArticle"]'),
        f"[{TEXT}]",
        f'{{"@graph": [{{"@type": "WebPage"}}, {TEXT}]}}',
        f'{TEXT[:-1]}, "liveBlogUpdate": ["{"x" * 300_000}"]}}',
        f'{{"@type": "WebPage", "mainEntity": {TEXT}}}',
        f'{{"@graph": [{{"@type": "WebPage", "mainEntity": [{TEXT}]}}]}}',
        TEXT.replace('{"@type": "Person", "name": "Ada Moor"}', '"Ada Moor"'),
        TEXT.replace('[{"@type": "Person", "name": "Ada Moor"}]', '["Deutsche Welle", "Ada Moor"]'),
        f"/* ours */ {TEXT} // the end",
        f'{{"@type": "Organization"}}\n{TEXT}',
        f"[],{TEXT};{{}}",
        TEXT.replace('"@type": "Person", ', ""),
    ],
    ids=lambda script: str(script)[:40],
)
def test_what_is_nearly_json_is_read(script: str) -> None:
    told = described(script)
    fields = told.json_ld()
    assert fields["headline"].strip("\x01\x1f").split()[0] in ("Harbor", "Harbor's")
    assert fields["date_published"] == ENTRY["datePublished"]
    assert [author.name for author in fields["authors"]] == ["Ada Moor"]
    assert told.problems == []


@pytest.mark.parametrize(
    "tag",
    [
        "<script type=application/ld+json>",
        "<SCRIPT TYPE='application/LD+JSON'>",
        '<script data-rh="true" type="application/ld+json; charset=utf-8" id=a>',
        '<script\ntype\n=\n"application/ld&#43;json">',
    ],
)
def test_a_script_of_this_type_however_it_is_written(tag: str) -> None:
    assert described(TEXT, tag).json_ld()["headline"] == "Harbor opens"


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", rb"\ud83d", rb"\udc00"])
def test_a_character_that_is_none_costs_itself(bad: bytes) -> None:
    told = described(TEXT.encode().replace(b"Harbor", b"Harbor" + bad))
    assert told.json_ld()["headline"] == "Harbor\ufffd opens"
    assert told.problems == []


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ('{"headline": "say "hi""}', "bad_json_ld: JSON is malformed"),
        ("", "bad_json_ld: "),
        (TEXT[:-30], "bad_json_ld: "),
        ('{"@type": "WebPage"} {"@type": "News', "bad_json_ld: "),
        ("[" * 100_000, "bad_json_ld: nested too deep"),
        (f"{TEXT}{' ' * 4_200_000}", "bad_json_ld: 42"),
    ],
)
def test_what_cannot_be_read_is_told_and_hides_no_other_script(script: str, problem: str) -> None:
    good = f'<script type="application/ld+json">{TEXT}</script>'
    both = f'<script type="application/ld+json">{script}</script>{good}'
    told = Metadata(both.encode(), [])
    assert told.json_ld()["headline"] == "Harbor opens"
    assert len(told.problems) == 1 and told.problems[0].startswith(problem)


def test_an_author_of_several_names_is_several_persons() -> None:
    told = described(TEXT.replace('"Ada Moor"', '["Ada Moor", "Ben Fox"]')).json_ld()
    assert [author.name for author in told["authors"]] == ["Ada Moor", "Ben Fox"]


def test_who_publishes_is_no_author() -> None:
    told = described(TEXT.replace('"@type": "Person", "name": "Ada Moor"', '"name": "DW News"'))
    assert "authors" not in told.json_ld()


@pytest.mark.parametrize("counted", ["1780647300", "1780647300000"])
def test_a_date_that_is_counted(counted: str) -> None:
    told = described(TEXT.replace('"2026-06-05T08:15:00.250Z"', counted))
    assert told.json_ld()["date_published"] == counted
    assert told.problems == []


def test_a_number_is_no_headline() -> None:
    told = described(TEXT.replace('"Harbor opens"', "7"))
    assert "headline" not in told.json_ld()
    assert [problem.code for problem in told.problems] == ["bad_field"]


def test_a_page_tells_of_broken_json_ld() -> None:
    page = f'<script type="application/ld+json">{TEXT[:-9]}</script>'
    read = rendered(page)
    assert read.story is not None and read.story.headline == "Shown"
    assert [problem.partition(":")[0] for problem in read.problems] == ["bad_json_ld"]


TEXT_BOX = '<div class="rich-text"><p>Ships came in.</p></div>'


def rendered(head: str, url: str = URL, body: str = TEXT_BOX) -> Page:
    page = (
        f'<html lang="en"><head>{head}</head><body><article><header><h1>Shown</h1></header>{body}'
        "</article></body></html>"
    )
    return parse(page.encode(), url)


def script(*entries: dict[str, Any]) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(e)}</script>' for e in entries)


FILM = {
    "@type": "VideoObject",
    "name": "Harbor film",
    "description": "A film of the harbor.",
    "uploadDate": "2026-06-04T10:00:00Z",
    "duration": "PT3M14S",
    "contentUrl": "https://tvdownloaddw-a.akamaihd.net/vps/webvideos/EN/2026/harbor_AVC.mp4",
    "thumbnailUrl": ["https://static.dw.com/image/70100001_604.jpg"],
}


def of(page: Page) -> Story:
    assert page.story is not None
    return page.story


def test_a_rendered_video_has_its_date_and_its_file() -> None:
    story = of(rendered(script(FILM), "https://www.dw.com/en/harbor-film/video-70100007"))
    assert story.date_published == FILM["uploadDate"]
    assert story.description == FILM["description"] and story.lead_image is not None
    (media,) = story.media
    assert (media.id, media.kind, media.duration) == (70100007, "video", 194)
    assert media.poster_url == "https://static.dw.com/image/70100001_607.jpg"
    assert [(source.url, source.type) for source in media.sources] == [
        (FILM["contentUrl"], "video/mp4")
    ]


@pytest.mark.parametrize(
    ("change", "kind", "types"),
    [
        (
            {"@type": "AudioObject", "contentUrl": "https://x.org/a.mp3?b=1"},
            "audio",
            ["audio/mpeg"],
        ),
        (
            {"@type": "PodcastEpisode", "contentUrl": None}
            | {"associatedMedia": {"@type": "MediaObject", "contentUrl": "https://x.org/a.MP3"}},
            "audio",
            ["audio/mpeg"],
        ),
        ({"contentUrl": ["nothing", "https://x.org/a.m3u8"]}, "video", ["application/x-mpegURL"]),
        (
            {"contentUrl": "https://x.org/file", "encodingFormat": "video/webm"},
            "video",
            ["video/webm"],
        ),
        ({"contentUrl": "javascript:play()"}, "video", []),
    ],
)
def test_other_files(change: dict[str, Any], kind: str, types: list[str]) -> None:
    page = rendered(script({**FILM, **change}), f"https://www.dw.com/en/x/{kind}-70100007")
    story = of(page)
    assert [source.type for media in story.media for source in media.sources] == types
    refused = "contentUrl" in change and types != ["audio/mpeg"] and "nothing" in str(change)
    assert any("contentUrl" in problem for problem in page.problems) is (refused or not types)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("PT3M14S", 194),
        ("PT1H", 3600),
        ("P0DT0H3M14.6S", 194),
        ("pt194s", 194),
        ("03:14", 194),
        (194, 194),
        ("PT0S", None),
        ("P", None),
        ("long", None),
        (-5, None),
        (10**9, None),
    ],
)
def test_durations(told: Any, seconds: int | None) -> None:
    entry = {**FILM, "duration": told}
    page = rendered(script(entry), "https://www.dw.com/en/x/video-70100007")
    assert of(page).media[0].duration == seconds
    assert any("duration" in problem for problem in page.problems) is (seconds is None)


def test_a_film_within_an_article_is_not_the_article() -> None:
    story = of(rendered(script(FILM, {**ENTRY, "datePublished": None})))
    assert story.media == [] and story.date_published is None
    assert [author.name for author in story.authors] == ["Ada Moor"]


def test_the_object_that_names_the_story_counts_before_others() -> None:
    other = {**ENTRY, "url": "https://www.dw.com/en/other/a-5", "datePublished": "2020-01-01"}
    nameless = {**ENTRY, "datePublished": "2021-01-01"}
    own = {**ENTRY, "mainEntityOfPage": {"@id": f"{URL}?maca=x"}}
    assert of(rendered(script(other, nameless, own))).date_published == ENTRY["datePublished"]
    assert of(rendered(script(other, nameless))).date_published == "2021-01-01"
    assert of(rendered(script(other))).date_published is None


def test_a_saved_page_is_known_by_its_json_ld() -> None:
    own = {**ENTRY, "mainEntityOfPage": URL}
    page = f"<html><head>{script(own)}</head><body><article><h1>A</h1></article></body></html>"
    assert clean_story(page.encode(), URL).id == 70100006


@pytest.mark.parametrize(
    "piece", ['"', "'", "\\", '"\\', "/*", "/*x", "//", "<!--", ",", ", ", "{", "&quot;", '"a",']
)
def test_no_text_costs_more_time_than_its_size(piece: str) -> None:
    took = []
    for size in (200_000, 800_000):
        raw = (piece * (size // len(piece))).encode()
        began = time.process_time()
        with pytest.raises(loose_json.NotJsonError):
            loose_json.read(b"{" + raw)
        took.append(time.process_time() - began)
    assert took[1] < max(0.5, 9 * took[0])
