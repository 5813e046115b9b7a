"""A page carries the address of its URL, whatever came of its bytes."""

from __future__ import annotations

import pytest

from dwcrawler.identity import address_of
from dwcrawler.pages import page, parse

URL = "https://www.dw.com/en/a-story-of-ours/a-12345678?maca=en-rss"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body><p>Nothing here.</p></body></html>",
        b"<html>" + b"x" * (page.MAX_BYTES + 1),
        b"<html><body>\xff\xfe</body></html>",
        b'{"data": {}}',
    ],
    ids=["empty", "nothing", "too large", "broken bytes", "JSON"],
)
def test_the_address_is_that_of_the_url(body: bytes) -> None:
    assert parse(body, URL).address == address_of(URL) is not None


def test_an_error_of_ours_leaves_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(body: bytes) -> None:
        raise RuntimeError("made to fail")

    monkeypatch.setattr(page.embedded, "find", fail)
    read = parse(b"<html></html>", URL)
    assert [problem.code for problem in read.problems] == ["internal_error"]
    assert read.address == address_of(URL)


def test_an_index_has_none() -> None:
    url = "https://www.dw.com/en/headlines/headlines-en"
    assert parse(b"<html></html>", url).address is None
