"""The dates that a page shows: in numbers and in words, with labels before, in or behind them."""

from __future__ import annotations

import time

import pytest

from dwcrawler.editions import editions
from dwcrawler.normalize import dates
from dwcrawler.pages import markup, parse
from dwcrawler.pages.html.shown_dates import UPDATED, dates_of
from tests.normalize.dates.test_dates_of_every_month import MONTHS

FIRST, LAST = "June 4, 2026", "June 5, 2026"
URL = "https://www.dw.com/en/harbor-opens/a-1001"


def shown(html: str, language: str = "en") -> tuple[str | None, str | None]:
    box = markup.fragment(html)
    assert box is not None
    return dates_of(box, language, [])


@pytest.mark.parametrize(
    "html",
    [
        # as it was seen, and a second one with the site's own label in any place
        "<i>Published <time>06/04/2026</time><b>{0}</b></i>"
        "<i>last updated <time>06/05/2026</time><b>{1}</b></i>",
        "<i><time>Published 06/04/2026</time><b>Published {0}</b></i>"
        "<i><time>last updated 06/05/2026</time><b>last updated {1}</b></i>",
        "<i>last updated <time>06/05/2026</time><b>{1}</b></i>"
        "<i>Published <time>06/04/2026</time><b>{0}</b></i>",
        "Published {0}last updated {1}",
        "Published {0} | Updated {1}",
        "Published: {0} (updated: {1})",
        "<b>Published</b> <i>{0}</i> <b>Updated</b> <i>{1}</i>",
        "<b>{0}</b> <b>last updated {1}</b>",
        "<p><b>{0}</b></p><p>Last modified: <b>{1}</b></p>",
    ],
)
def test_the_date_of_a_change_is_told_from_the_first(html: str) -> None:
    assert shown(html.format(FIRST, LAST)) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ("<time>06/04/2026</time><b>{0}</b>", FIRST),
        ("<time>Published 06/04/2026</time>", "06/04/2026"),
        ("Published <b>June</b> 4, 2026", FIRST),
        ("Published on Thursday, June 4, 2026", f"on Thursday, {FIRST}"),
        ("{0}, Ada Moor", FIRST),
        ('<time datetime="2026-06-04T10:00:00Z">Published {0}</time>', "2026-06-04T10:00:00Z"),
        ("Published soon", None),
        ("", None),
    ],
)
def test_one_date(html: str, published: str | None) -> None:
    assert shown(html.format(FIRST)) == (published, None)


def test_a_change_alone_is_no_publication() -> None:
    assert shown(f"<time>Last updated 06/05/2026</time><b>Last updated {LAST}</b>") == (None, LAST)
    moment = "2026-06-05T10:00:00Z"
    assert shown(f'Updated <time datetime="{moment}">{LAST}</time>') == (None, moment)


def test_every_edition_has_a_label() -> None:
    assert UPDATED.keys() == editions().keys()


@pytest.mark.parametrize("language", UPDATED)
def test_the_labels_of_every_edition(language: str) -> None:
    form, digits, months = MONTHS[language]
    month = months.split()[4]

    def written(day: str) -> str:
        text = form.format(d=day, m=month, y="2021")
        return text.translate(str.maketrans("0123456789", digits))

    one, two = written("14"), written("16")
    for label in UPDATED[language]:
        for html in (f"<b>{one}</b> <b>{label} {two}</b>", f"{one} | {label}: {two}"):
            found = shown(html, language)
            read = [dates.read(date or "", language, None) for date in found]
            wanted = [dates.read(date, language, None) for date in (one, two)]
            assert read == wanted and None not in wanted, (html, found)


@pytest.mark.parametrize("language", ["tr", "hi", "ur"])
def test_a_label_behind_its_date(language: str) -> None:
    label = UPDATED[language][-1]
    assert shown(f"14.05.2021 {label}", language) == (None, "14.05.2021")


def test_what_is_a_date_by_its_class_alone() -> None:
    body = '<div class="rich-text"><p>Ships came in.</p><p>They left again.</p></div>'
    named = f'<b class="date">{FIRST}</b><b class="date">Updated {LAST}</b>'
    page = parse(
        f'<html lang="en"><article><h1>Harbor</h1>{named}{body}</article></html>'.encode(), URL
    )
    assert page.story is not None and not page.problems
    assert (page.story.date_published, page.story.date_modified) == (FIRST, LAST)


@pytest.mark.parametrize(
    "html",
    [
        "<b>updated </b>" * 20_000,
        "updated 06/04/2026 " * 20_000,
        "<time>1</time>" * 20_000,
        "<b class='date'>Published on " + "x " * 40 + "</b>",
        "<b class='date'>no date at all</b>" * 20_000,
    ],
)
def test_no_box_takes_long(html: str) -> None:
    begun = time.monotonic()
    shown(html)
    parse(f'<html lang="en"><article><h1>Harbor</h1>{html}</article></html>'.encode(), URL)
    assert time.monotonic() - begun < 5
