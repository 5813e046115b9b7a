"""A page's head has long rows of metas that only Facebook asks for: what stands among them counts."""

from __future__ import annotations

import pytest

from dwcrawler.pages import head

ROWS = {
    "as in 2026": '<meta data-rh="true" content="{}" property="fb:pages">',
    "as in 2023": '<meta property="fb:pages" content="{}">\n',
    "closed": '<meta property="fb:admins" content="{}" />',
    "other quotes": "<META content='{}' property='fb:pages'>",
}


@pytest.mark.parametrize("form", ROWS.values(), ids=ROWS.keys())
def test_what_stands_between_two_rows_is_read(form: str) -> None:
    row = "".join(form.format(number) for number in range(100, 130))
    page = (
        f'{row}<meta content="12345" property="og:video:duration">{row}'
        f'<meta property="fb:app_id" content="99">{row}<link rel="canonical" href="/en/a/a-1">'
    )
    told = head.read(page.encode())
    assert told.metas == {"og:video:duration": ["12345"], "fb:app_id": ["99"]}
    assert told.links == {"canonical": ["/en/a/a-1"]}


def test_a_row_that_breaks_off_ends_there() -> None:
    row = ROWS["as in 2026"].format(1) * 3
    told = head.read(f'{row}<meta data-rh="true" content="2" property="fb:pages'.encode())
    assert told.metas == {}
    told = head.read(f'{row}<!-- {row} --><meta name="date" content="2026-06-14">'.encode())
    assert told.metas == {"date": ["2026-06-14"]}
