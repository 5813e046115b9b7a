"""Keys of `request.meta` are written down once: elsewhere a slip in one would fail in silence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from scrapy.http import HtmlResponse, Request, Response

from dwcrawler.components import request_meta
from dwcrawler.components.request_meta import (
    asked_url,
    asks_for_browser,
    first_url,
    flags_of_rendered,
    is_redirected,
    is_rendered,
    tries_before,
)

PACKAGE = Path(request_meta.__file__).parents[1]
HOME = Path(request_meta.__file__)
OWN = {value for value in vars(request_meta).values() if str(value).startswith("dw_")}
# Of Scrapy's own, those that have a function in this module.
READ_BY_FUNCTIONS = {"redirect_urls", "retry_times"}
URL = "https://www.dw.com/en/a-story/a-12345678"


def literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_other_module_spells_a_key_out() -> None:
    assert {"dw_render", "dw_answered", "dw_api", "dw_file"} == OWN
    spelled = {
        f"{path.relative_to(PACKAGE)}: {text}"
        for path in PACKAGE.rglob("*.py")
        if path != HOME
        for text in literals(path)
        if text in OWN | READ_BY_FUNCTIONS
    }
    assert spelled == set()


def test_the_first_url_is_that_before_any_redirect() -> None:
    plain = Request(URL)
    assert first_url(plain) == URL and not is_redirected(plain)
    redirected = Request(URL, meta={"redirect_urls": ["https://p.dw.com/p/1", "https://dw.com/x"]})
    assert first_url(redirected) == "https://p.dw.com/p/1" and is_redirected(redirected)
    assert asked_url(Response(URL, request=redirected)) == "https://p.dw.com/p/1"
    assert asked_url(Response(URL)) == URL


def test_marks_of_a_browser_and_of_retries() -> None:
    request = Request(URL, meta={request_meta.RENDER: True, "retry_times": 2})
    assert asks_for_browser(request) and tries_before(request) == 2
    assert not asks_for_browser(Request(URL)) and tries_before(Request(URL)) == 0
    response = HtmlResponse(URL, flags=["cached"])
    assert not is_rendered(response) and flags_of_rendered(response)[0] == "cached"
    assert is_rendered(response.replace(flags=flags_of_rendered(response)))
