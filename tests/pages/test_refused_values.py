"""A value that fails its check is no value: the field's next source is asked, and the log told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dwcrawler.pages import Page, parse
from tests.pages.test_bad_input import CONTENT, URL, codes
from tests.stories import clean_story

GOOD = "2024-01-30T14:13:12Z"
EARLIER = "2024-01-29T09:00:00Z"
# What machines write where they know no date, and what is no date of a story's.
BAD_DATES = [
    *("Invalid date", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "1899-12-31", "null"),
    *("0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z", "2024-13-45T00:00:00Z", "-", "NaN", "0"),
    *("2024-01-30T14:13:12[Nowhere/Land]", "01.01.1970"),
]


def script(entry: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **entry})}</script>'


def page(
    head: str = "", shown: str = "", content: dict[str, Any] | None = None, headline: str = "Shown"
) -> bytes:
    """A rendered page, with a state if there is content for it."""
    state = {"/graph-api/en/content/article/67132206": {"data": {"content": content}}}
    scripts = f"<script>window.__APP_STATE__ = {json.dumps(state)};</script>" if content else ""
    time = f'<span class="time-area"><time>{shown}</time></span>' if shown else ""
    return (
        f'<html lang="en"><head>{head}</head><body><article><header><h1>{headline}</h1>{time}'
        '<div class="author-details"><span class="author">Ada Moor</span></div></header>'
        '<figure><img src="https://static.dw.com/image/5_604.jpg"></figure>'
        f'<div class="rich-text"><p>Text.</p></div></article>{scripts}</body></html>'
    ).encode()


def classic(date: str, head: str = "", author: str = "Ada Moor") -> bytes:
    return (
        f'<html><head><link rel=canonical href="{URL}">{head}</head><body><div id="bodyContent">'
        f'<h1>Shown</h1><div class="longText"><p>Text.</p></div><ul class="smallList">'
        f"<li><strong>Date</strong> {date}</li><li><strong>Author</strong> {author}</li></ul>"
        "</div></body></html>"
    ).encode()


def content(**fields: Any) -> dict[str, Any]:
    return {**CONTENT, **fields}


def published(body: bytes) -> tuple[str | None, str | None]:
    story = clean_story(body, URL)
    return story.date_published, story.date_precision


META = f'<meta name="date" content="{GOOD}">'


@pytest.mark.parametrize("bad", BAD_DATES)
@pytest.mark.parametrize(
    "sources",
    [
        lambda bad: page(content=content(firstPublicationDate=bad, contentDate=GOOD)),
        lambda bad: page(
            script({"datePublished": GOOD}),
            content=content(firstPublicationDate=bad, contentDate=bad),
        ),
        lambda bad: page(
            script({"datePublished": bad}) + META, content=content(firstPublicationDate=bad)
        ),
        lambda bad: page(script({"datePublished": bad}) + META, shown="01/29/2024"),
        lambda bad: page(
            script({"url": URL, "datePublished": bad}) + script({"url": URL, "datePublished": GOOD})
        ),
        lambda bad: page(script({"datePublished": bad, "uploadDate": GOOD})),
        lambda bad: page(
            f'<meta name=date content="{bad}"><meta property=article:published_time content={GOOD}>'
        ),
        lambda bad: classic(bad, META),
        lambda bad: classic("30.01.2024", META.replace(GOOD, bad) + META),
        lambda bad: classic("30.01.2024", script({"datePublished": bad}) + META),
    ],
    ids=[
        "state",
        "state, JSON-LD",
        "state, meta",
        "JSON-LD, meta",
        "two scripts",
        "JSON-LD's other",
        "two metas",
        "classic, meta",
        "classic, two metas",
        "classic, JSON-LD, meta",
    ],
)
def test_a_bad_date_hides_no_good_one(sources: Any, bad: str) -> None:
    body = sources(bad)
    assert published(body) == (GOOD, "second")
    told = [problem for problem in parse(body, URL).problems if problem.startswith("bad_date")]
    # What the classic layout has in its list is a date only if it looks like one.
    assert told or body.find(b"bodyContent") >= 0


@pytest.mark.parametrize("bad", BAD_DATES)
@pytest.mark.parametrize(
    ("sources", "day"),
    [
        (lambda bad: page(script({"datePublished": bad}), "01/29/2024"), "2024-01-29"),
        (
            lambda bad: page("", "01/29/2024", content(firstPublicationDate=bad)),
            "2024-01-29",
        ),
        (
            lambda bad: page(
                script({"datePublished": bad}),
                "01/28/2024",
                content(firstPublicationDate=bad, localizedContentDateSr="January 29, 2024"),
            ),
            "2024-01-29",
        ),
        (
            lambda bad: page(
                content=content(
                    firstPublicationDate=bad,
                    localizedFirstPublicationDateSr=bad,
                    localizedContentDate="01/29/2024",
                )
            ),
            "2024-01-29",
        ),
        (lambda bad: page("<title>A – DW – 01/29/2024</title>", bad), "2024-01-29"),
        (lambda bad: classic("31.02.2024", "<title>A | DW | 29.01.2024</title>"), "2024-01-29"),
    ],
)
def test_what_tells_the_day_serves_where_nothing_tells_more(
    sources: Any, day: str, bad: str
) -> None:
    assert published(sources(bad)) == (f"{day}T00:00:00Z", "day")


@pytest.mark.parametrize("bad", BAD_DATES)
def test_a_date_that_nothing_tells_is_null_and_told(bad: str) -> None:
    for body in (page(script({"datePublished": bad})), page("", bad), classic(bad)):
        assert published(body) == (None, None)
    assert "bad_date" in codes(parse(page("", bad), URL))


@pytest.mark.parametrize("field", ["lastModifiedDate", "lastPublicationDate"])
def test_the_date_of_the_last_change_has_its_sources_too(field: str) -> None:
    told = content(lastModifiedDate="Invalid date", lastPublicationDate="0001-01-01T00:00:00Z")
    told[field] = GOOD
    assert clean_story(page(content=told), URL).date_modified == GOOD
    told[field] = "1970-01-01"
    by_script = page(script({"dateModified": GOOD}), content=told)
    by_meta = page(f'<meta content="{GOOD}" property="article:modified_time">', content=told)
    for body in (by_script, by_meta):
        assert clean_story(body, URL).date_modified == GOOD


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (f"{GOOD}[UTC]", GOOD),
        ("2024-01-30T15:13:12.5+01:00[Europe/Berlin]", GOOD),
        ("2024-01-30T15:13:12[Europe/Berlin]", GOOD),
        ("2024-01-30T15:13:12+01:00[Unheard/Of]", GOOD),
    ],
)
def test_a_zone_in_brackets(raw: str, read: str) -> None:
    assert published(page(content=content(firstPublicationDate=raw))) == (read, "second")
    assert published(page(script({"datePublished": raw}))) == (read, "second")


BLANKS = ["", " ", "\u00a0\n", "\u200b", "\ufeff\u2060"]


def refused(body: bytes) -> Page:
    return parse(body, URL)


@pytest.mark.parametrize("blank", BLANKS)
def test_a_headline_of_blanks_is_none(blank: str) -> None:
    by_name = page(content=content(title=blank, name="Named"))
    by_script = page(script({"headline": "Named"}), content=content(title=blank, name=blank))
    by_page = page(content=content(title=blank), headline="Named")
    by_rendered_script = page(script({"headline": blank, "name": "Named"}), headline=blank)
    by_open_graph = page('<meta property=og:title content="Named – DW – 1">', headline=blank)
    for body in (by_name, by_script, by_page, by_rendered_script, by_open_graph):
        assert clean_story(body, URL).headline == "Named"
    nothing = refused(page(content=content(title=blank), headline=blank))
    assert nothing.story is None and nothing.problems


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    "fields",
    [
        {"persons": [{"fullName": "@"}], "firstPersonArray": [{"fullName": "Ada Moor"}]},
        {"persons": [{"fullName": "@"}], "legacyAuthor": "Ada Moor"},
        {"persons": [{"namedUrl": "/en/x/person-1"}], "legacyAuthor": "@"},
        {"persons": [{"fullName": "@", "name": "@"}, {"fullName": "Ada Moor"}]},
    ],
)
def test_an_author_without_a_name_is_none(fields: dict[str, Any], blank: str) -> None:
    told = json.loads(json.dumps(content(**fields)).replace("@", json.dumps(blank)[1:-1]))
    read = refused(page(content=told))
    assert read.story is not None
    assert [author.name for author in read.story.authors] == ["Ada Moor"]
    assert "bad_field" in codes(read)


def test_an_author_of_json_ld_without_a_name_is_none() -> None:
    authors = [{"@type": "Person", "name": " "}, {"@type": "Person", "name": "Bo Lind"}]
    told = content()
    del told["persons"]
    read = refused(page(script({"author": [*authors, authors[1]]}), content=told))
    assert read.story is not None
    assert [author.name for author in read.story.authors] == ["Bo Lind"]
    assert "bad_field" in codes(read)


@pytest.mark.parametrize(
    "link",
    [
        {"additionalInformation": "Only words"},
        {"targetId": None, "target": {"staticUrl": "javascript:1"}, "description": "A caption"},
        {
            "target": {"staticUrl": "https://static.dw.com/${formatId}"},
            "additionalInformation": "x",
        },
    ],
)
def test_a_picture_without_id_and_address_is_none(link: dict[str, Any]) -> None:
    read = refused(page(content=content(mainContentImageLink=link)))
    assert read.story is not None and read.story.lead_image is not None
    assert read.story.lead_image.id == 5
    assert [image.id for image in read.story.images] == [5]


@pytest.mark.parametrize(
    "bad",
    ["https://example.org/", "/en/other/a-5", "javascript:1", "/en/x", "https://www.dw.com/a-"],
)
def test_an_address_that_is_not_the_storys_is_none(bad: str) -> None:
    own = "https://www.dw.com/en/our-own-headline/a-67132206"
    by_name = refused(page(content=content(canonicalUrl=bad)))
    by_head = page(
        f'<link rel="canonical" href="{own}">', content=content(canonicalUrl=bad, namedUrl=bad)
    )
    for read in (by_name, refused(by_head)):
        assert read.story is not None and read.story.url == own
        assert "bad_field" in codes(read)
    by_id = refused(page(content=content(canonicalUrl=bad, namedUrl=bad))).story
    assert by_id is not None and by_id.url == "https://p.dw.com/p/4Xg9W"


@pytest.mark.parametrize("bad", [2**62, 62**7, -1, 1.5, "x", None, [], True])
def test_an_id_that_cannot_be_one_is_none(bad: Any) -> None:
    read = refused(page(content=content(id=bad)))
    assert read.story is not None and read.story.id == 67132206
    assert bad is None or "bad_field" in codes(read)


FILM = {"__typename": "Video", "hlsVideoSrc": "https://hls.example.org/a.m3u8"}


@pytest.mark.parametrize("bad", [0, -3, 10**9, "x", 1.5])
@pytest.mark.parametrize(
    "other",
    [
        {"formattedDuration": "03:14"},
        {"formattedDurationInMinutes": "03:14 min"},
        {"formattedDuration": "-", "durationIso8601": "PT3M14S"},
    ],
)
def test_a_duration_that_cannot_be_one_is_none(bad: Any, other: dict[str, Any]) -> None:
    read = refused(page(content=content(**FILM, duration=bad, **other)))
    assert read.story is not None and read.story.media[0].duration == 194
    assert "bad_field" in codes(read)


def test_a_films_file_and_length_come_from_the_next_source() -> None:
    film = {"@type": "VideoObject", "duration": "PT3M14S", "contentUrl": "https://x.org/a.mp4"}
    for bad in ("javascript:1", "https://"):
        told = content(**{**FILM, "hlsVideoSrc": bad})
        read = refused(page(script(film), content=told))
        assert read.story is not None
        (media,) = read.story.media
        assert (media.id, media.duration) == (67132206, 194)
        assert [source.url for source in media.sources] == ["https://x.org/a.mp4"]


def test_a_sound_page_has_no_problems() -> None:
    assert (
        refused(page(script({"datePublished": GOOD}) + META, "01/30/2024", content())).problems
        == []
    )
    assert refused(page(script({"datePublished": GOOD}) + META, "01/30/2024")).problems == []
