"""A character that is broken costs that character: bytes that are no UTF-8, half surrogate pairs."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dwcrawler.items import Story
from dwcrawler.pages import Page, page, parse
from tests.pages import fuzzing
from tests.pages.test_bad_input import CONTENT, URL, apollo, app_state, codes
from tests.stories import clean_story

# What is put into a text of JSON, and what a reader of the text then sees.
IN_JSON = {
    "no UTF-8": (b"\xff", "\ufffd"),
    "cut UTF-8": (b"\xf0\x9f\x98", "\ufffd"),
    "a surrogate in UTF-8": (b"\xed\xa0\xbd", "\ufffd\ufffd\ufffd"),
    "first half": (rb"\ud83d", "\ufffd"),
    "second half": (rb"\uDE00", "\ufffd"),
    "halves in the wrong order": (rb"\ude00\ud83d", "\ufffd\ufffd"),
    "half before a pair": (rb"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
    "half before an escape": (rb"\ud83d\u0041", "\ufffdA"),
    "a NUL": (b"\x00", " "),
    "a line break": (b"\n", " "),
    "an escape of JavaScript": (rb"\x41\'", "A'"),
    "escapes in braces": (rb"\u{41}\u{1F600}\u{d83d}\u{110000}", "A\U0001f600\ufffd\ufffd"),
    "a cut escape": (rb"!\u00!", "!\ufffd!"),
}
SOUND = {
    "a pair": (rb"\ud83d\ude00", "\U0001f600"),
    "an escaped backslash": (rb"\\ud83d", r"\ud83d"),
    "two": (rb"\\\\ud83d", r"\\ud83d"),
}
MADE = {sample.name: sample for sample in fuzzing.made()}
STATES = [name for name in MADE if name.startswith(("app_state", "apollo"))]


def row(story: Story | None) -> dict[str, Any]:
    assert story is not None
    made: dict[str, Any] = msgspec.to_builtins(story)
    return made


def put(field: str, what: bytes) -> bytes:
    return app_state({**CONTENT, field: "before@after"}).replace(
        b"before@after", b"before%safter" % what
    )


@pytest.mark.parametrize("name", IN_JSON)
@pytest.mark.parametrize("field", ["title", "teaser", "text"])
def test_a_text_of_a_state_loses_one_character(name: str, field: str) -> None:
    broken, seen = IN_JSON[name]
    read = parse(put(field, broken), URL)
    assert read.story is not None and read.layout == "app_state"
    shown = {
        "title": read.story.headline,
        "teaser": read.story.description,
        "text": read.story.body[0].text if read.story.body else None,
    }
    assert shown[field] == f"before{seen}after"
    assert codes(read) == {"bad_encoding"}
    sound = row(parse(app_state({**CONTENT, field: "x"}), URL).story)
    others = {key for key, value in row(read.story).items() if value != sound[key]}
    assert others <= {"headline", "description", "body"}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_left_as_it_is(name: str) -> None:
    written, seen = SOUND[name]
    read = parse(put("title", written), URL)
    assert read.story is not None and read.story.headline == f"before{seen}after"
    assert read.problems == []
    beside = put("title", written).replace(b'"A teaser."', rb'"A \ud83d teaser."')
    read = parse(beside, URL)
    assert read.story is not None and read.story.headline == f"before{seen}after"
    assert read.story.description == "A \ufffd teaser."


@pytest.mark.parametrize("name", IN_JSON)
@pytest.mark.parametrize("made", STATES)
def test_a_broken_character_anywhere_in_a_state_leaves_a_whole_story(name: str, made: str) -> None:
    """In each text of the state in turn, keys and type names too, as far as they are not the way to
    the content."""
    sample = MADE[made]
    assert sample.url is not None
    whole = parse(sample.body, sample.url)
    state = re.search(rb"_STATE__ ?= ?", sample.body)
    assert state is not None
    places = [match.end() for match in re.compile(rb'[:,{\[]"').finditer(sample.body, state.end())]
    for place in places[:: max(1, len(places) // 25)]:
        body = sample.body[:place] + IN_JSON[name][0] + sample.body[place:]
        read = parse(body, sample.url)
        assert "internal_error" not in codes(read)
        if whole.story is None:
            assert read.teasers, body[place - 50 : place + 50]
        else:
            assert read.story is not None, body[place - 50 : place + 50]
            assert read.story.id == whole.story.id
            msgspec.json.encode(read.story)


@pytest.mark.parametrize("broken", [b"\xff", rb"\ud83d"])
def test_apollo_keys_and_references(broken: bytes) -> None:
    """A reference and the key that it leads to are the same text, broken alike."""
    content = {"thematicFocusCategory": {"__ref": "Category:@"}, "language": "ENGLISH"}
    body = apollo({'content({"id":67132206,"lang":"ENGLISH"})': {"__ref": "Article:67132206"}})
    focus = json.dumps(content["thematicFocusCategory"]).encode()
    body = body.replace(b'{"name":"Science"}', focus)
    body = body.replace(b'"Article:1":', b'"Category:@":{"name":"Focus"},"Article:1":')
    read = parse(body.replace(b"@", broken), URL)
    assert read.story is not None and read.story.kicker == ["Focus", "Global"]
    assert read.layout == "apollo" and codes(read) == {"bad_encoding"}


def test_a_byte_that_is_not_read_costs_nothing() -> None:
    read = parse(put("subline", b"\xc3"), URL)
    assert read.layout == "app_state"
    assert read.story == parse(put("subline", b""), URL).story


@pytest.mark.parametrize("after", [b"", b";window.more = /\\d/;", b"</script><script>x = '\\q'"])
@pytest.mark.parametrize("broken", [b"\xff", rb"\ud83d"])
def test_a_state_that_javascript_follows(broken: bytes, after: bytes) -> None:
    body = put("title", broken).replace(b";</script>", after + b";</script>")
    read = parse(body, URL)
    assert read.story is not None and read.story.headline == "before\ufffdafter"
    assert codes(read) == {"bad_encoding"}


LD = b"""<script type="application/ld+json">{"@type":"NewsArticle","headline":"Before @after",
"datePublished":"2024-01-30T14:13:12Z"}</script>"""


@pytest.mark.parametrize(
    "name", [name for name, (_, seen) in IN_JSON.items() if seen.startswith("\ufffd")]
)
def test_json_ld_loses_one_character(name: str) -> None:
    content = {key: value for key, value in CONTENT.items() if key != "title"}
    body = app_state(content).replace(b"<body>", LD.replace(b"\n", b"") + b"<body>")
    broken, seen = IN_JSON[name]
    read = parse(body.replace(b"Before @after", b"Before %safter" % broken), URL)
    assert read.story is not None and read.layout == "app_state"
    assert read.story.headline == f"Before {seen}after"


@pytest.mark.parametrize("name", ["dom article", "classic article"])
def test_a_rendered_page_loses_one_character_and_says_so(name: str) -> None:
    sample = MADE[name]
    assert sample.url is not None
    story = parse(sample.body, sample.url).story
    assert story is not None
    words = story.headline.strip().encode()
    read = parse(sample.body.replace(words, words[:3] + b"\xff" + words[4:]), sample.url)
    assert read.story is not None
    assert read.story.headline.strip() == words[:3].decode() + "\ufffd" + words[4:].decode()
    assert codes(read) == {"bad_encoding"}


def test_references_to_half_a_pair_in_html_cost_that_character() -> None:
    read = parse(app_state({**CONTENT, "text": "<p>a &#xd83d; b &#0; c</p>"}), URL)
    assert read.story is not None and read.story.body[0].text == "a \ufffd b \ufffd c"


def test_what_is_broken_stays_out_of_the_feed() -> None:
    """Texts that cannot be encoded would stop the writer."""
    for broken, _ in IN_JSON.values():
        msgspec.json.encode(clean_story(put("title", broken), URL))


# Damage to a part of the state that is not the content's


STATE = re.compile(rb'"/graph-api/en/content')


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry.replace(b'"loading"', b'"loading'),
        lambda entry: entry.replace(b"}}", b"}"),
        lambda entry: entry.replace(b"}}", b"}}}"),
        lambda entry: entry.replace(b"{", b"{{"),
        lambda entry: entry.replace(b":", b""),
        lambda entry: entry.replace(b"false", b"fa</script"),
        lambda entry: entry[: len(entry) // 2] + b",",
    ],
    ids=["quote", "brace too few", "brace too many", "braces", "colons", "tag", "cut"],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_the_content_is_read_beside_an_entry_that_is_damaged(
    damage: Callable[[bytes], bytes], is_first: bool
) -> None:
    other = b'"/graph-api/en/road/translations":{"data":{"i18n":{"all":"a"}},"loading":false}'
    body = app_state(CONTENT)
    if is_first:
        body = STATE.sub(lambda match: damage(other + b",") + match[0], body)
    else:
        body = body.replace(b"}}};</script>", b"}}," + damage(other) + b"};</script>")
    read = parse(body, URL)
    assert read.story == parse(app_state(CONTENT), URL).story
    ends_early = not is_first and b"}}}" in damage(other)  # by a brace, and so nothing is lost
    assert ("bad_state" in codes(read)) is not ends_early


@pytest.mark.parametrize("found", ['"text":', '"teaser":', '"title":'])
@pytest.mark.parametrize("put_in", ["}", "]", '"', "{", "},", "},{"])
def test_a_part_of_the_content_is_never_the_story(found: str, put_in: str) -> None:
    compact = app_state(CONTENT).replace(b'": ', b'":').replace(b', "', b',"')
    assert parse(compact, URL).story is not None
    body = compact.replace(found.encode(), put_in.encode() + found.encode())
    assert parse(body, URL).story is None


# The interface


def test_a_page_may_be_text() -> None:
    body = put("title", "äöü €".encode())
    assert parse(body.decode(), URL) == parse(body, URL)
    assert parse("\ufeff" + body.decode(), URL) == parse(body, URL)


def test_a_text_with_half_a_surrogate_pair_loses_it() -> None:
    text = put("title", b"@").decode()
    read = parse(text.replace("@", "\ud83d"), URL)
    assert read.story is not None and read.story.headline == "before\ufffdafter"
    assert codes(read) == {"bad_encoding"}
    halves = text.replace("@", "\ud83d") + "\ud83d\ude00"
    assert parse(halves, URL).story == read.story


@pytest.mark.parametrize("wrong", [None, 7, ["<html>"], bytearray(b"<html>"), Path("page.html")])
def test_what_is_no_page_is_refused_in_words(wrong: Any) -> None:
    with pytest.raises(TypeError, match=f"bytes or str, not {type(wrong).__name__}"):
        parse(wrong, URL)


def test_a_fault_of_ours_costs_one_page_and_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise KeyError("a fault")

    monkeypatch.setattr(page.embedded, "find", fails)
    read = parse(app_state(CONTENT), URL)
    assert read == Page(problems=[read.problems[0]])
    assert re.fullmatch(
        r"internal_error: KeyError: 'a fault' \(test_broken_bytes\.py, line \d+\)", read.problems[0]
    )


# The cases that others have collected


@pytest.mark.parametrize(
    "name", ["bad-utf8-in-state", "bad-utf8-in-unread-field", "state-half-surrogate"]
)
def test_a_collected_case(name: str, shared_pages: Path) -> None:
    cases = shared_pages.parent / "cases"
    expected = json.loads((cases / "cases.json").read_text())[f"{name}.html"]["expect"]
    body = (cases / f"{name}.html").read_bytes()
    number = re.search(rb'"id": (\d+)', body)
    assert number is not None
    url = f"https://www.dw.com/en/harbor-opens/a-{number[1].decode()}"
    story = row(clean_story(body, url))
    layout = story["provenance"]["layout"]
    assert {key: {**story, "layout": layout}[key] for key in expected} == expected
    if "unread" not in name:
        assert "\ufffd" in story["description"]


@pytest.mark.parametrize("name", ["dom article", "dom gallery", "app_state article"])
@pytest.mark.parametrize("broken", [b"\x01", b"\x1b", b"\x00", b"&#2;", b"\xff"])
def test_a_control_character_beside_a_credit(name: str, broken: bytes) -> None:
    sample = MADE[name]
    assert sample.url is not None
    whole = parse(sample.body, sample.url).story
    for credit in (b"</small>", rb"\u003c/small>", rb"\u003c/small\u003e"):
        read = parse(sample.body.replace(credit, credit + broken), sample.url)
        assert whole is not None and read.story is not None
        assert [image.credit for image in read.story.images] == [
            image.credit for image in whole.images
        ]


@pytest.mark.parametrize("name", ["dom article", "dom audio", "classic article", "app_state video"])
@pytest.mark.parametrize("tag", [b"<meta ", b"<link ", b"<title", b"<style", b"<script"])
def test_a_damaged_tag_in_the_head_leaves_what_is_shown(name: str, tag: bytes) -> None:
    sample = MADE[name]
    assert sample.url is not None
    whole = parse(sample.body, sample.url).story
    assert whole is not None
    head, body, rest = sample.body.partition(b"<body")
    assert head.startswith(b"<") and rest
    for match in re.finditer(tag, head):
        damaged = head[: match.start() + 2] + b"x" + head[match.start() + 3 :]
        read = parse(damaged + body + rest, sample.url)
        assert read.story is not None, match
        assert (read.story.headline, read.story.body) == (whole.headline, whole.body)


HOSTILE = {
    "escapes": rb"\u12",
    "backslashes": b"\\",
    "halves": rb"\ud83d",
    "bytes": b"\xff",
    "entries": b'"Article:1":{}x',
    "entries in entries": b'"Article:1":{',
    "keys in entries": b'"Article:1":{"',
    "texts in entries": b'"Article:1":{"b":"',
    "entries that go on": b'"Article:1":{},"x":',
    "keys without end": b'"/graph-api/\\',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_state_that_is_made_to_be_damaged_is_no_burden(name: str) -> None:
    """The time has a bound, in proportion to the size."""
    unit = HOSTILE[name]
    body = b"<html><script>window.__APOLLO_STATE__={" + unit * (500_000 // len(unit))
    began = time.process_time()
    read = parse(body + b"};</script></html>", URL)
    assert time.process_time() - began < 3
    assert read.story is None and "internal_error" not in codes(read)
