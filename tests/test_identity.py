"""Properties of `dwcrawler.identity`: one id per story, whatever URL leads to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dwcrawler.discovery import lists
from dwcrawler.editions import Edition, editions
from dwcrawler.identity import (
    LISTING_KINDS,
    MAX_ID,
    STORY_KINDS,
    Address,
    Kind,
    address_of,
    canonical_url,
    content_at,
    content_id,
    is_api,
    is_course,
    is_index,
    language_of,
    page_url,
    short_code,
    short_url,
    unknown_kind,
)
from dwcrawler.pages import parse
from dwcrawler.pages.html import further, rendered

PAIRS: Final = {
    6533123: "RPYx",
    16863843: "18l3T",
    37609208: "2Xns8",
    65464327: "4QgGF",
    65897191: "4SUrv",
    67132206: "4Xg9W",
}
SEGMENTS: Final[dict[str, Kind | None]] = {
    "a": "article",
    "live": "liveblog",
    "video": "video",
    "audio": "audio",
    "av": None,
    "g": "gallery",
    "program": "program",
    "s": "section",
    "st": "section",
    "t": "topic",
    "person": "person",
}
PATH_WORDS: Final[dict[str, Kind]] = {
    "article": "article",
    "liveblog": "liveblog",
    "video": "video",
    "audio": "audio",
    "image-gallery": "gallery",
    "unified-program": "program",
    "navigation": "section",
    "auto-topic": "topic",
    "person": "person",
}
HOSTS: Final = ("www.dw.com", "dw.com", "amp.dw.com", "m.dw.com", "www.dw.de", "dw.de")
FOREIGN_HOSTS: Final = (
    "learngerman.dw.com",
    "corporate.dw.com",
    "akademie.dw.com",
    "static.dw.com",
    "rss.dw.com",
    "example.org",
    "dw.com.evil.org",
    "www.dw.com.evil.org",
    "evildw.com",
    "dw.com@evil.org",
    "www.dw.com:443@evil.org",
    "evil.org:443",
    "[::1]",
)
SLUGS_SEEN: Final = (
    "russia-war",
    "الرئيسية",
    "ይዘት",
    "Главное",
    "主页",
    "İstanbul-ß",
    "24%2F7",
    "a-1",
)


class Variant(NamedTuple):
    """A URL of some content, and what must be read from it."""

    url: str
    kind: Kind | None
    language: str | None


PROPERTY: Final = settings(deadline=None)  # a loaded machine is no bug
ids: Final = st.integers(0, 10**10)
# Any script, and what a sloppy editor or a mail program leaves in a slug.
slugs: Final = st.sampled_from(SLUGS_SEEN) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/?#"), min_size=1
)
cases: Final[st.SearchStrategy[Callable[[str], str]]] = st.sampled_from([str, str.lower, str.upper])
encodings: Final[st.SearchStrategy[Callable[[str], str]]] = st.sampled_from([str, quote])
tails: Final = st.sampled_from(
    [
        "",
        "?maca=en-rss-en-all-1573-rdf",
        "?maca=en-Twitter-sharing&utm_source=x#top",
        "?next=https://www.dw.com/en/other/a-1",
        "#/en/other/a-1",
    ]
) | st.builds("{}{}".format, st.sampled_from("?#"), st.text())


@st.composite
def variants(draw: st.DrawFn, number: int) -> Variant:
    """A URL of content `number`, in one of the shapes that DW has used."""
    case, encoded = draw(cases), draw(encodings)
    origin = case(f"{draw(st.sampled_from(['http', 'https']))}://{draw(st.sampled_from(HOSTS))}")
    tail = draw(tails)
    language = draw(st.sampled_from(list(editions())))
    slug = encoded(case(draw(slugs)))
    match draw(st.sampled_from(["page", "short", "overlay", "graph-api"])):
        case "page":
            word = draw(st.sampled_from(list(SEGMENTS)))
            path = f"/{case(language)}/{slug}/{case(word)}-{number}"
            return Variant(origin + path + tail, SEGMENTS[word], language)
        case "short":
            origin = draw(st.sampled_from([origin, case("https://p.dw.com"), "http://p.dw.com"]))
            return Variant(f"{origin}/p/{short_code(number)}{tail}", None, None)
        case "overlay":
            path = f"/overlay/media/{case(language)}/{slug}/{number}/{draw(ids)}"
            return Variant(origin + path + tail, None, language)
        case _:
            word = draw(st.sampled_from(list(PATH_WORDS)))
            path = f"/graph-api/{case(language)}/content/{word}/{number}"
            return Variant(origin + path + tail, PATH_WORDS[word], language)


any_variant: Final = ids.flatmap(variants)
# Unlike st.text(), this has lone surrogates.
wild_text: Final = st.text(st.characters())
junk: Final = wild_text | st.sampled_from(
    [
        "[",
        "]",
        "%",
        "%FF",
        "%2",
        "%2e%2e",
        "//",
        ";",
        "@",
        ":",
        "\\",
        "\0",
        "\ud800",
        "٣",
        "9" * 5000,
    ]
)


@st.composite
def mutated_urls(draw: st.DrawFn) -> str:
    """A real URL with junk in place of a part of it."""
    url = draw(any_variant).url
    start, end = sorted((draw(st.integers(0, len(url))), draw(st.integers(0, len(url)))))
    return url[:start] + draw(junk) + url[end:]


broken_urls: Final = st.one_of(
    wild_text,
    mutated_urls(),
    st.builds("{}{}".format, st.sampled_from(["https://www.dw.com/", "https://", "//"]), wild_text),
    st.builds("https://www.dw.com/en/x/a-{}".format, st.integers(0, 10**4000)),
)


@PROPERTY
@given(ids)
@example(0)
@example(10**10)
@example(MAX_ID)
def test_an_id_survives_its_short_code(number: int) -> None:
    code = short_code(number)
    assert code.isascii()
    assert code.isalnum()
    assert len(code) <= 7
    assert content_id(code) == number
    assert content_id("0" + code) == (number if len(code) < 7 else None)
    address = address_of(short_url(number))
    assert address == (None, None, number, 1)


@PROPERTY
@given(ids, ids)
def test_short_codes_sort_as_their_ids(one: int, other: int) -> None:
    # Base 62 with digits before capitals before small letters is ASCII order.
    assert (one < other) == (short_code(one).rjust(7, "0") < short_code(other).rjust(7, "0"))


@pytest.mark.parametrize(("number", "code"), PAIRS.items())
def test_the_short_urls_seen_on_pages(number: int, code: str) -> None:
    assert short_code(number) == code
    assert content_id(code) == number
    assert short_url(number) == f"https://p.dw.com/p/{code}"


@PROPERTY
@given(st.integers(max_value=-1) | st.integers(min_value=MAX_ID + 1))
def test_what_is_no_id_has_no_short_code_and_no_address(number: int) -> None:
    with pytest.raises(ValueError, match="not a DW content id"):
        short_code(number)
    assert address_of(f"https://www.dw.com/en/x/a-{str(number)[:5000]}") is None


@PROPERTY
@given(wild_text)
@example("")
@example("4Xg9W\n")
@example("4Xg-W")
@example("٣٣")
@example("zzzzzzzz")
def test_a_code_gives_an_id_only_if_it_is_base_62(code: str) -> None:
    number = content_id(code)
    if code.isascii() and code.isalnum() and len(code) <= 7:
        assert number is not None
        assert short_code(number) == (code.lstrip("0") or "0")
    else:
        assert number is None


@PROPERTY
@given(ids.flatmap(lambda number: st.tuples(st.just(number), variants(number))))
def test_every_url_variant_tells_id_kind_language_and_key(case: tuple[int, Variant]) -> None:
    number, variant = case
    address = address_of(variant.url)
    assert address == (variant.kind, variant.language, number, 1)
    listing = variant.kind in LISTING_KINDS
    assert address.is_listing is listing
    assert address.may_be_story is not listing
    assert address.key == (f"listing:{variant.language}:{number}" if listing else f"story:{number}")


@PROPERTY
@given(any_variant)
def test_an_address_and_the_canonical_url_lead_to_the_same_thing(variant: Variant) -> None:
    address = address_of(variant.url)
    assert address is not None
    again = address_of(address.url)
    assert again is not None
    assert again.key == address.key
    assume("%2f" not in variant.url.lower())  # see test_an_escaped_slash_...
    assert address_of(canonical_url(variant.url) or "") == address


@pytest.mark.parametrize("path", ["/%65n/x/a%2D67132206", "/p/%34Xg9W", "/en/h%E4user/a-67132206"])
def test_escapes_hide_no_id(path: str) -> None:
    address = address_of(f"https://www.dw.com{path}")
    assert address is not None
    assert address.id == 67132206


def test_the_kinds_are_those_of_the_segments() -> None:
    assert {kind for kind in SEGMENTS.values() if kind} == STORY_KINDS | LISTING_KINDS


@pytest.mark.parametrize("edition", editions().values(), ids=lambda edition: str(edition.code))
def test_every_start_page_is_a_section_of_its_language(edition: Edition) -> None:
    assert address_of(edition.start_url) == ("section", edition.code, edition.start_id, 1)


# A word for "topics from A to Z" may have as many letters as this, each of 9 characters escaped.
LONG_WORD: Final = "ርዕሰ-ጉዳዮች-ከሀ-እስከ-ፐ-በፊደል-ተራ-የተዘረዘሩ"


@pytest.mark.parametrize("edition", editions().values(), ids=lambda edition: str(edition.code))
@pytest.mark.parametrize("word", ["topics-a-z", "موضوعات", LONG_WORD])
def test_every_edition_has_headlines_and_topics_from_a_to_z(edition: Edition, word: str) -> None:
    headlines = lists.headlines_url(edition)
    for letter in ("a", "ا", "0-9"):
        path = f"/{edition.code}/{word}/index-{edition.code}/{letter}"
        index = canonical_url(path) or ""
        for url in (headlines, index):
            assert is_index(url)
            assert language_of(url) == edition.code
        for href in (path, index, quote(path)):
            for mark in "\"'":
                assert rendered.indexes_of(f"<a href={mark}{href}{mark}>".encode()) == [index]
    page = f'<html><body><a href="/{edition.code}/x/a-5">Ours</a></body></html>'
    assert [teaser.id for teaser in parse(page.encode(), headlines).teasers] == [5]


@pytest.mark.parametrize("tail", ["", "/", "?page=2", "#top", "/?maca=x"])
def test_an_index_is_one_whatever_follows_its_path(tail: str) -> None:
    assert is_index(f"https://www.dw.com/en/headlines/headlines-en{tail}")
    assert not is_index(f"https://www.dw.com/en/headlines-of-ours/a-5{tail}")
    assert not is_index(f"https://www.dw.com/headlines/headlines-en{tail}")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/en/x/interactive-2", "interactive"),
        ("/en/x/Podcast-11?maca=x", "podcast"),
        ("/en/x/a-2", None),
        ("/en/x/l-2", None),
        ("/en/x/c-2", None),
        ("/en/live-tv/channel-english", None),
        ("/en/covid-19", None),
        ("/p/4Xg9W", None),
        ("", None),
    ],
)
def test_the_word_before_a_number_that_is_of_no_known_kind(path: str, word: str | None) -> None:
    assert unknown_kind(path) == unknown_kind(f"https://m.dw.com{path}") == word
    assert unknown_kind(f"https://example.org{path}") is None
    assert is_course(path) is path.startswith(("/en/x/l-", "/en/x/c-"))


@PROPERTY
@given(ids, st.sampled_from(list(SEGMENTS)))
def test_both_chinese_editions_share_stories_but_no_listings(number: int, word: str) -> None:
    simplified = address_of(f"https://www.dw.com/zh/x/{word}-{number}")
    traditional = address_of(f"https://www.dw.com/zh-hant/y/{word}-{number}")
    assert simplified is not None
    assert traditional is not None
    assert (simplified.key != traditional.key) is (SEGMENTS[word] in LISTING_KINDS)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/en",
        "/en/german/l-123",
        "/en/german/c-123",
        "/en/live-tv/channel-english",
        "/en/headlines/headlines-en",
        "/en/topics-a-z/index-en/a",
        "/search/?item=a-1",
        "/en/x/a-",
        "/en/x/a-12b",
        "/en/x/a-٣",
        "/en/x/xa-123",
        "/en/a-123/comments",
        "/p/",
        "/p/4Xg-W",
        "/p/4Xg9W/x",
        "/overlay/media/en/x/1",
        "/overlay/media/en/x/one/2",
        "/graph-api/en/content/banner/1",
        "/graph-api/en/content/article/x",
        "/web/20230101000000/https://www.dw.com/en/market/t-17000002",
        "/web/20230101000000/https:/www.dw.com/en/market/t-17000002",
        "/en/https://www.dw.com/en/market/t-17000002",
        "/en/https%3A%2F%2Fwww.dw.com%2Fen%2Fmarket/t-17000002",
        "/en/http%3a%2f%2fexample.org/a-5",
        "/en/www.dw.com/en/market/a-5",
        "/redirect/www.dw.com/a-5",
        "/one/two/a-5",
        "/en/one/two/three/four/a-5",
    ],
)
def test_what_is_no_content_has_no_address(path: str) -> None:
    assert address_of(f"https://www.dw.com{path}") is None


@pytest.mark.parametrize(
    "path",
    [
        *("/a-5", "/en/a-5", "/en/slug/a-5", "/slug/a-5", "/en/one/two/a-5", "/EN/Slug/A-5"),
        *("/pt-br/slug/a-5", "/zh-hant/a-5", "/en/top-stories/germany/s-5", "/en/slug/a-5/"),
    ],
)
def test_the_whole_path_is_that_of_an_address(path: str) -> None:
    for url in (f"https://www.dw.com{path}", f"http://m.dw.de{path}?maca=x#y"):
        address = address_of(url)
        assert address is not None and address.id == 5
    assert content_at(path) is not None


@PROPERTY
@given(any_variant, st.sampled_from(FOREIGN_HOSTS), cases)
def test_other_hosts_are_not_ours(variant: Variant, host: str, case: Callable[[str], str]) -> None:
    url = urlsplit(variant.url)._replace(scheme="https", netloc=case(host)).geturl()
    assert address_of(url) is None
    assert canonical_url(url) is None


@pytest.mark.parametrize("scheme", ["ftp", "file", "javascript", "mailto", "data"])
def test_other_schemes_are_not_ours(scheme: str) -> None:
    for url in (f"{scheme}://www.dw.com/en/x/a-1", f"{scheme}:www.dw.com/en/x/a-1"):
        assert address_of(url) is None
        assert canonical_url(url) is None


@PROPERTY
@given(broken_urls)
@example("")
@example("http://[")
@example("https://[www.dw.com]/en/x/a-1")
@example("https://www.dw.com\u2100/en/x/a-1")
@example("https://www.dw.com:x/en/\ud800/a-1")
@example("https://www.dw.com/en/%FF%/a-1")
@example("https://www.dw.com/en/x/a-" + "9" * 100_000)
@example("https://www.dw.com/overlay/media/en/x/" + "9" * 100_000 + "/1")
@example("https://www.dw.com/graph-api/en/content/article/" + "9" * 100_000)
def test_no_url_raises_however_broken(url: str) -> None:
    assert is_index(url) in (True, False)
    assert unknown_kind(url) is None or address_of(url) is None
    address = address_of(url)
    if address is not None:
        assert 0 <= address.id <= MAX_ID
        again = address_of(address.url)
        assert again is not None
        assert again.id == address.id

    canonical = canonical_url(url)
    if canonical is not None:
        parts = urlsplit(canonical)
        assert canonical.isascii()
        assert canonical.isprintable()
        assert " " not in canonical
        assert (parts.scheme, parts.query, parts.fragment) == ("https", "", "")
        assert parts.netloc in ("www.dw.com", "p.dw.com")
        assert parts.path.startswith("/")
        assert "?" not in canonical
        assert "#" not in canonical


@PROPERTY
@given(broken_urls | any_variant.map(lambda variant: variant.url))
@example("https://www.dw.com/en/%FF%41/a-1")
@example("https://www.dw.com/%2541%253B")
@example("/en/../de//x;y/a-1?q#f")
def test_the_canonical_url_of_a_canonical_url_is_itself(url: str) -> None:
    canonical = canonical_url(url)
    assume(canonical is not None)
    assert canonical_url(canonical or "") == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dw.com/en/x%3B",  # urljoin drops the bare ";" that it is decoded to
        "https://www.dw.com/\ud800/%41",  # the surrogate keeps %41 from being decoded at first
    ],
    ids=["semicolon", "surrogate"],
)
def test_a_canonical_url_is_stable_for_escapes_and_surrogates(url: str) -> None:
    canonical = canonical_url(url)
    assert canonical is not None
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    ["https://www.dw.com/overlay/media/en/24%2F7/1/2", "https://www.dw.com/en/x%2Fa-1"],
    ids=["story lost", "story invented"],
)
def test_an_escaped_slash_leaves_the_address_as_it_is(url: str) -> None:
    canonical = canonical_url(url)
    assert canonical is not None
    assert address_of(canonical) == address_of(url)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("/de/häuser/a-1", "https://www.dw.com/de/h%C3%A4user/a-1"),
        ("http://m.dw.com/de/h%c3%a4user/a-1?maca=x#y", "https://www.dw.com/de/h%C3%A4user/a-1"),
        ("  HTTPS://AMP.DW.COM/en/x/a-1\n", "https://www.dw.com/en/x/a-1"),
        ("//www.dw.de/en/x/a-1", "https://www.dw.com/en/x/a-1"),
        ("http://p.dw.com/p/4Xg9W?maca=x", "https://p.dw.com/p/4Xg9W"),
        ("https://dw.com", "https://www.dw.com/"),
        ("https://www.dw.com/de/h%E4user-ü/a-1", "https://www.dw.com/de/h%E4user-%C3%BC/a-1"),
        ("https://www.dw.com/en/a%3Fb%23c/a-1", "https://www.dw.com/en/a%3Fb%23c/a-1"),
    ],
)
def test_canonical_urls(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@PROPERTY
@given(ids, st.sampled_from(sorted(SEGMENTS)), st.integers(2, 10**6 - 1))
def test_a_later_page_is_a_page_of_a_listing_and_of_nothing_else(
    number: int, word: str, page: int
) -> None:
    first = f"https://www.dw.com/en/x/{word}-{number}"
    later = f"{first}/page-{page}"
    if SEGMENTS[word] not in LISTING_KINDS:
        assert address_of(later) is None and page_url(first, page) is None
        return
    address, of_first = address_of(later), address_of(first)
    assert address is not None and of_first is not None
    assert address.page == page and address.first_page == of_first
    assert address.key != of_first.key and address.key != address._replace(page=page + 1).key
    assert canonical_url(f"{later}?maca=x") == later == page_url(first, page)
    assert page_url(f"{first}/page-1", page) == later and page_url(later, 1) == first
    assert page_url(f"{later}/", page + 1) == f"{first}/page-{page + 1}"
    assert address_of(address.url) == address
    assert address_of(f"{first}/page-1") == of_first and address_of(f"{first}/page-0") is None


@PROPERTY
@given(any_variant)
def test_the_site_s_json_stands_at_an_address_of_the_same_thing(variant: Variant) -> None:
    address = address_of(variant.url)
    assert address is not None
    assert (address.api_url is None) is (address.kind is None or address.language is None)
    if address.api_url is not None:
        assert address_of(address.api_url) == address and is_api(address.api_url)
        assert address._replace(page=2).api_url is None


def test_the_newest_videos_and_audios_are_a_listing_under_a_word_of_their_own() -> None:
    url = "https://www.dw.com/en/latest-videos/st-62391524"
    assert address_of(url) == ("section", "en", 62391524, 1)
    assert canonical_url(f"{url}?x=1") == url and unknown_kind(url) is None
    assert Address("section", "en", 5).url == "https://www.dw.com/en/-/s-5"


@pytest.mark.parametrize(
    "path", ["/pt-br/manchetes/headlines-pt-br", "/ar/موضوعات/headlines-ar", "/en/a/headlines-en/"]
)
def test_headlines_stand_under_any_word(path: str) -> None:
    assert is_index(canonical_url(path) or "")
    body = f'<a href="{path}">All</a>'.encode()
    assert further.headlines_of(body) == [canonical_url(path.rstrip("/"))]


@pytest.mark.parametrize(
    "written",
    [
        '<a href="%s">',
        "<a data-x=1 href='%s?maca=en'>",
        "<a href=%s>",
        "<a href=%s#top>",
        '{"namedUrl": "%s"}',
        '{\\"namedUrl\\":\\"%s\\"}',
        '<a href="https://www.dw.com%s">',
    ],
)
def test_pages_of_unknown_kinds_are_found_however_they_are_written(written: str) -> None:
    known = ["/en/x/a-1", "/en/x/st-2", "/en/x/l-3", "/en/x/c-4", "/en/search/page-1", "/xx/y-1"]
    body = "".join(written % path for path in ["/en/x-y/thing-12", *known]).encode()
    assert further.unknown_of(body) == ["https://www.dw.com/en/x-y/thing-12"]
    escaped = body.replace(b"/", rb"\/") if b"{" in body else body
    assert further.unknown_of(escaped) == ["https://www.dw.com/en/x-y/thing-12"]
    assert further.unknown_of(rb'"/ar/\u0645/thing-1"') == ["https://www.dw.com/ar/%D9%85/thing-1"]
