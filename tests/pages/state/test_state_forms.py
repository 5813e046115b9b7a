"""A state in other forms than an object of JSON, and with its content at another place."""

from __future__ import annotations

import base64
import json
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dwcrawler.pages import Page, parse
from dwcrawler.pages.state import literal

NUMBER = 70100001
URL = f"https://www.dw.com/en/harbor-opens/a-{NUMBER}"
CONTENT: dict[str, Any] = {
    "__typename": "Article",
    "id": NUMBER,
    "namedUrl": f"/en/harbor-opens/a-{NUMBER}",
    "title": 'Harbor\'s "new" gate – opens 😀',
    "teaser": "Ships {return}, // and; = more.",
    "language": "ENGLISH",
    "firstPublicationDate": "2026-06-14T19:00:01.5Z",
    "text": "<p>The harbor opened at noon.</p>\n<p>It's 1 &lt; 2.</p>",
    "isOpinion": True,
    "persons": [{"fullName": "Ada Moor", "namedUrl": "/en/ada-moor/person-12"}],
    "dossierContents": [],
    "contentLinks": [],
}
RELATED = {**CONTENT, "id": 70100002, "title": "Another", "namedUrl": "/en/other/a-70100002"}
TEASER = {name: CONTENT[name] for name in ("__typename", "id", "namedUrl", "title", "teaser")}
STATE = {
    "/graph-api/en/road/translations": {"data": {"i18n": {"all": "a = {b: 1}"}}},
    f"/graph-api/en/content/article/{NUMBER}": {"data": {"content": CONTENT}},
}
JSON = json.dumps(STATE).replace("</", "<\\/")


def page(script: str, attributes: str = "") -> bytes:
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>'
    return f"{head}<script{attributes}>{script}</script></body></html>".encode()


def codes(read: Page) -> list[str]:
    return [problem.partition(":")[0] for problem in read.problems]


WHOLE = parse(page(f"window.__APP_STATE__ = {JSON};"), URL).story
assert WHOLE is not None


def like_the_whole(read: Page) -> bool:
    """The same story, whichever layout the state's arrangement is taken for."""
    assert read.story is not None and WHOLE is not None
    assert read.story.provenance.layout in ("app_state", "apollo")
    read.story.provenance.layout = WHOLE.provenance.layout
    return read.story == WHOLE


def in_quotes(text: str, quotes: str) -> str:
    return quotes + text.replace("\\", "\\\\").replace(quotes, f"\\{quotes}") + quotes


def in_javascript(value: Any) -> str:
    """The same value as people write it: bare keys, single quotes, commas before the end."""
    if isinstance(value, dict):
        entries = (
            f"{key if key.isidentifier() else in_quotes(key, chr(39))}: {in_javascript(inner)},"
            for key, inner in value.items()
        )
        return "{ /* an object */" + "\n".join(entries) + "}"
    if isinstance(value, list):
        return "[" + "".join(f"{in_javascript(inner)}, // one\n" for inner in value) + "]"
    if isinstance(value, bool):
        return "!0" if value else "!1"
    if isinstance(value, int):
        return hex(value)
    return in_quotes(value, "'").replace("\n", "\\\n\\n").replace("H", "\\x48")


FORMS = {
    "undefined": JSON.replace('"isOpinion"', '"rating": undefined, "isOpinion"'),
    "not numbers": JSON.replace('"isOpinion"', '"r": NaN, "s": -Infinity, "isOpinion"'),
    "void": JSON.replace('"isOpinion"', '"r": void 0, "isOpinion"'),
    "truth": JSON.replace("true", "!0"),
    "function": JSON.replace('"isOpinion"', '"f": function(a, b){return {a: "}"}}, "isOpinion"'),
    "date": JSON.replace('"2026-06-14T19:00:01.5Z"', 'new Date("2026-06-14T19:00:01.5Z")'),
    "patterns": JSON.replace(
        '"isOpinion"', '"p": /a[/"]}\\/{/gi, "q": [/b/.test("c")], "isOpinion"'
    ),
    "no entries": JSON.replace(
        '"isOpinion"',
        '...a, ...b(c, {d: 1}), ["e" + 1]: 2, f(g){return "}"}, get h(){return 1}, *i(){}, "isOpinion"',
    ),
    "commas": JSON.replace("}}", ",},}"),
    "javascript": in_javascript(STATE),
    "parsed, single quotes": f"JSON.parse({in_quotes(JSON, chr(39))})",
    "parsed, double quotes": f"JSON.parse({in_quotes(JSON, chr(34))})",
    "parsed, backticks": f"JSON.parse({in_quotes(JSON, '`')})",
    "parsed, encoded": f'JSON.parse(decodeURIComponent("{quote(JSON)}"))',
    "parsed, base 64": f"JSON.parse(atob('{base64.b64encode(json.dumps(STATE).encode()).decode()}'))",
    "added up": JSON.replace('"Ada Moor"', '"Ada" + \' \'\n+ "Moor"'),
    "expressions": JSON.replace(
        '"isOpinion"', '"a": "b" + c, "d": 1 * e, "f": g ? "h" : 0, "isOpinion"'
    ),
    "in a text": in_quotes(JSON, '"'),
    "after a comment": f"/* {{a: 1}} */ // {{b: 2}}\n {JSON}",
    "after a mark": f"\ufeff{JSON}",
    "in brackets": f"(({JSON}))",
}
NAMES = [
    "window.__APP_STATE__ = ",
    'window["__APP_STATE__"]=',
    "self.__APP_STATE__\n=\n",
    "globalThis['__APP_STATE__'] = ",
    "var a = {b: 1}, __APP_STATE__=",
    "window.__APP_STATE__ = window.__APP_STATE__ || ",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_a_state_is_read_in_every_form_of_javascript(form: str, name: str) -> None:
    read = parse(page(f"{name}{FORMS[form]};window.a = 1;"), URL)
    assert read.story == WHOLE
    if form not in ("in brackets", "after a comment", "after a mark"):
        assert codes(read) == ["lenient_state"]


@pytest.mark.parametrize(
    ("script", "attributes"),
    [
        (JSON, ' type="application/json" id="__APP_STATE__"'),
        (f"\n {JSON}\n", " id=__NEXT_DATA__ type=application/json"),
        (f"window.__DW_STATE__ = {JSON}", ""),
        (f"var a={{}};window.__INITIAL_STATE__={JSON};", ""),
        (f"Object.assign(window.__APP_STATE__||{{}}, {JSON})", ""),
        (f"window.__APP_STATE__ = Object.assign(window.__APP_STATE__||{{}}, {JSON})", ""),
        (f"Object.assign(window, {{__APP_STATE__: {JSON}}});", ""),
        (f'Object.defineProperty(window,"__APP_STATE__",{{value:{JSON}}})', ""),
        (f"if(window.a){{window.__APP_STATE__={in_javascript(STATE)}}}", ""),
        (f"window.dwState = JSON.parse({in_quotes(JSON, chr(39))})", ""),
        (f"const state = {JSON}; window.__APP_STATE__ = state;", ""),
    ],
)
def test_a_state_is_found_under_other_names(script: str, attributes: str) -> None:
    assert parse(page(script, attributes), URL).story == WHOLE


@pytest.mark.parametrize(
    "script",
    [
        'window.__APP_STATE__ = inflate("eJyrVkrLz1eyUkpKLFKqBQAdegQw");',
        "window.__APOLLO_STATE__ = store.extract();",
        "var __APP_STATE__ = JSON.parse(document.getElementById('state').text)",
        'window["__APP_STATE__"] = "%7B%22a%22";',
        "window.__APP_STATE__ = {a: b c};",
    ],
)
def test_a_state_in_a_form_that_nobody_knows_is_told(script: str) -> None:
    read = parse(page(script), URL)
    assert read.story is None and "bad_state" in codes(read)


@pytest.mark.parametrize("state", ["{}", '{"/graph-api/en/road/translations": {"data": null}}'])
def test_a_state_without_the_pages_content_is_told(state: str) -> None:
    shown = f'<link rel="canonical" href="{URL}"><article><h1>Harbor</h1><p>A</p></article>'
    body = page(f"window.__APP_STATE__ = {state};").replace(b"<body>", f"<body>{shown}".encode())
    read = parse(body, URL)
    assert read.story is not None and read.layout == "dom" and "bad_state" in codes(read)


def test_a_script_that_only_reads_the_state_is_no_problem() -> None:
    read = parse(page("if (window.__APP_STATE__ === undefined) hydrate(window.__APP_STATE__)"), URL)
    assert "bad_state" not in codes(read)


OTHERS = {"menu": [{"__typename": "Navigation", "id": NUMBER, "name": "no"}], "more": [RELATED]}
ARRANGEMENTS: dict[str, Any] = {
    "other key": {f"/content-api/v3/en/story/{NUMBER}": {"data": {"content": CONTENT}}},
    "other words": {f"/graph-api/en/content/article/{NUMBER}": {"result": {"item": CONTENT}}},
    "other nesting": {"props": {"pageProps": {"others": OTHERS, "page": {"content": CONTENT}}}},
    "a list of answers": [{"data": OTHERS}, {"data": {"content": CONTENT}}],
    "within the known place": {
        f"/graph-api/en/content/article/{NUMBER}": {"data": {"content": {"value": CONTENT}}}
    },
    "a text": {"state": json.dumps({"content": CONTENT})},
    "id as a text": {"a": {"b": {**CONTENT, "id": str(NUMBER)}}},
    "the teaser before": {"teasers": [TEASER], "a": {"b": [CONTENT]}, "last": TEASER},
    "related under the known key": {
        "/graph-api/en/content/article/70100002": {"data": {"content": RELATED}},
        "own": CONTENT,
    },
    "entities without queries": {
        f"Article:{NUMBER}": {**CONTENT, "persons": [{"__ref": "Person:12"}]},
        "Person:12": {"__typename": "Person", "id": 12, **CONTENT["persons"][0]},
    },
    "entities below": {
        "cache": {
            "ROOT_QUERY": {"content": {"__ref": f"Article:{NUMBER}"}},
            f"Article:{NUMBER}": {**CONTENT, "persons": [{"__ref": "Person:12"}]},
            "Person:12": {"__typename": "Person", "id": 12, **CONTENT["persons"][0]},
        }
    },
}


@pytest.mark.parametrize("name", ["__APP_STATE__", "__APOLLO_STATE__", "__DW_STATE__"])
@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_the_content_is_found_by_what_it_is(arrangement: str, name: str) -> None:
    body = page(f"window.{name} = {json.dumps(ARRANGEMENTS[arrangement])};")
    for url in (URL, "https://p.dw.com/p/4k8DB"):
        read = parse(body, url)
        assert like_the_whole(read)
        assert codes(read) == ["other_state_shape"]


@pytest.mark.parametrize("state", [{"a": [RELATED, TEASER]}, {"data": {"x": [TEASER] * 3}}])
def test_no_other_story_and_no_teaser_is_taken_for_the_page(state: Any) -> None:
    for name in ("__APP_STATE__", "__DW_STATE__"):
        assert parse(page(f"window.{name} = {json.dumps(state)};"), URL).story is None


def test_without_a_number_in_the_url_the_canonical_link_says_which() -> None:
    head = f'<link href="{URL}" rel="canonical"><script>'.encode()
    body = page(f"window.__DW_STATE__ = {json.dumps([RELATED, CONTENT])}")
    read = parse(body.replace(b"<script>", head), "https://www.dw.com/some/copy.html")
    assert read.story == WHOLE


@pytest.mark.parametrize("name", ["apollo-2023-06-13-de.html", "app_state-2024-10-13-en.html"])
def test_a_captured_state_in_javascript_tells_the_same(name: str, shared_pages: Path) -> None:
    index = json.loads((shared_pages / "index.json").read_text())
    url = next(entry["url"] for entry in index if entry["file"] == name)
    body = (shared_pages / name).read_bytes()
    found = re.search(rb"__(?:APP|APOLLO)_STATE__\s*=\s*", body)
    assert found is not None
    state, end = json.JSONDecoder(strict=False).raw_decode(body[found.end() :].decode())
    text = body[found.end() :].decode()
    sound = body[: found.end()] + json.dumps(state).encode() + text[end:].encode()
    expected = parse(sound, url)
    assert expected.story is not None
    for form in (
        json.dumps(state).replace('"isOpinion"', '"r": undefined, "isOpinion"'),
        f"JSON.parse({in_quotes(json.dumps(state), chr(39))})",
    ):
        changed = body[: found.end()] + form.encode() + text[end:].encode()
        read = parse(changed, url)
        assert read.story == expected.story
        assert [code for code in codes(read) if code.endswith("state")] == ["lenient_state"]


@pytest.mark.parametrize(
    ("counted", "seen"),
    [("1781463601500", "2026-06-14T19:00:01.500Z"), ("0", "1970-01-01T00:00:00.000Z")],
)
def test_a_date_is_written_as_javascript_writes_it(counted: str, seen: str) -> None:
    assert literal.to_json(f"[new Date( {counted} )]").json == f'["{seen}"]'
    assert literal.to_json("[new Date(9999999999999999)]").json == "[null]"


@pytest.mark.parametrize(
    "start",
    [
        *("[", '{"a":', "[,", '{"a":/*', "[f((", '["', "[!", "[new Date('", "[JSON.parse('"),
        *("a=__a__,", 'a=JSON.parse("', "a=(", "a={},", "__APP_STATE__=", "JSON.parse('{"),
        *(
            '"a":https://x, ',
            "a:/*",
            "a:/**/",
            "a://a:\n//",
            'a:"{',
            "a:'{ ",
            "a:'[\\",
            '["b"+',
            "[1 - ",
            "[/",
            "[/[",
            "{f(",
            "{...",
            "{[",
        ),
        "__a__,",
    ],
)
@pytest.mark.parametrize("name", ["__APP_STATE__", "__DW_STATE__"])
def test_what_is_made_to_take_long_does_not(start: str, name: str) -> None:
    script = f"window.{name}=" + start * (1_000_000 // len(start)) + "__typename"
    began = time.process_time()
    parse(page(script), URL)
    assert time.process_time() - began < 20


@pytest.mark.parametrize("piece", ["<script>", "<script>a</script>", "<script ", "</script"])
def test_scripts_without_end_take_no_time(piece: str) -> None:
    body = f"<html>__typename _STATE__{piece * (2_000_000 // len(piece))}</html>".encode()
    began = time.process_time()
    parse(body, URL)
    assert time.process_time() - began < 20
