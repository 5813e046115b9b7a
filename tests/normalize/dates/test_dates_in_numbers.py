"""What `03/04/2026` and its like mean in each edition, and where nobody can know."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.utils.test import get_crawler

from dwcrawler.editions import editions
from dwcrawler.items import Provenance, Story
from dwcrawler.normalize import dates
from dwcrawler.normalize.dates.written_dates import written
from dwcrawler.pipelines.dates import Dates

MADE_AT = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
LATIN = "0123456789"
DIGITS = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "bn": "০১২৩৪৫৬৭৮৯",
    "hi": "०१२३४५६७८९",
    **dict.fromkeys(("fa-af", "fa-ir", "ps", "ur"), "۰۱۲۳۴۵۶۷۸۹"),
}
MARCH_4, APRIL_3, JUNE_14 = "2026-03-04", "2026-04-03", "2026-06-14"

FORMS = (
    "03/04/2026",
    "3.4.2026",
    "03.04.2026",
    "2026/04/03",
    "03-04-2026",
    "14/06/2026",
    "06/14/2026",
)
#           03/04     3.4      03.04    y/m/d    03-04    14/06    06/14
DAY_FIRST = (APRIL_3, APRIL_3, APRIL_3, APRIL_3, APRIL_3, JUNE_14, None)
ENGLISH = (MARCH_4, APRIL_3, APRIL_3, APRIL_3, None, JUNE_14, JUNE_14)
UNKNOWN = (None, APRIL_3, APRIL_3, APRIL_3, None, JUNE_14, JUNE_14)
NEVER = (None,) * 7  # of which calendar?
TABLE: dict[str, tuple[str | None, ...]] = {
    "am": NEVER,
    "en": ENGLISH,  # seen: 06/14/2026; with hyphens, nothing
    "ha": UNKNOWN,  # English month names, though CLDR's order is another
    **dict.fromkeys(("zh", "zh-hant", "fa-af", "fa-ir", "ps"), UNKNOWN),  # CLDR: the year first
    **dict.fromkeys(
        "ar bg bn bs de el es fr hi hr id mk pl pt-002 pt-br ro ru sq sr sw tr uk ur".split(),
        DAY_FIRST,
    ),
}  # fmt: skip


def test_every_edition_is_in_the_table() -> None:
    assert set(TABLE) == set(editions())


@pytest.mark.parametrize("language", sorted(TABLE))
def test_dates_in_numbers(language: str) -> None:
    own = str.maketrans(LATIN, DIGITS.get(language, LATIN))
    for form, day in zip(FORMS, TABLE[language], strict=True):
        marked = "\u200f/".join(form.split("/"))
        for raw in (form, form.translate(own), f"\u200e{form}\u00a0", marked, f" {form}. "):
            expected = (f"{day}T00:00:00Z", "day") if day else None
            assert dates.read(raw, language, MADE_AT) == expected, raw


@pytest.mark.parametrize("language", sorted(TABLE))
def test_a_date_that_is_read_without_words_is_the_same_with_them(language: str) -> None:
    for raw in ("18.10.2023", "3.4.2026", "31.4.2026"):
        slowly = written(raw, language)
        read = dates.read(raw, language, MADE_AT)
        assert (read.value[:10] if read else None) == (str(slowly[0]) if slowly else None)


@pytest.mark.parametrize("language", sorted(set(TABLE) - {"am"}))
def test_the_same_number_twice_is_one_date_in_any_order(language: str) -> None:
    for raw in ("04/04/2026", "4-4-2026"):
        assert dates.read(raw, language, MADE_AT) == ("2026-04-04T00:00:00Z", "day")


@pytest.mark.parametrize("language", sorted(TABLE))
def test_machines_are_believed_in_every_edition(language: str) -> None:
    assert dates.read("2026-04-03", language, MADE_AT) == ("2026-04-03T00:00:00Z", "day")


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("۱۴۰۵/۱/۱۴", "fa-ir", APRIL_3),
        ("۱۴.۱.۱۴۰۵", "ps", APRIL_3),
        ("۱۴/۱/۱۴۰۵", "fa-af", APRIL_3),
        ("۱۲/۱/۱۴۰۵", "fa-af", None),
        ("13/13/2026", "en", None),
        ("00/04/2026", "en", None),
        ("0/4/2026", "zh", None),
        ("31/04/2026", "fr", None),
        ("04/31/2026", "en", None),
        ("03/04/26", "en", None),
        ("03/04.2026", "en", None),
        ("03/04/2026", "xx", None),
    ],
)
def test_other_numbers(raw: str, language: str, day: str | None) -> None:
    expected = (f"{day}T00:00:00Z", "day") if day else None
    assert dates.read(raw, language, MADE_AT) == expected


# The same day in numbers and with the month's name, as a page shows it to eyes and to screen readers.
TWICE = [
    ("en", "06/05/2026", "June 5, 2026", "2026-06-05"),
    ("en", "05/06/2026", "June 5, 2026", "2026-06-05"),  # the numbers of another order
    ("en", "06/14/2026", "June 14, 2026", JUNE_14),
    ("de", "14.06.2026", "14. Juni 2026", JUNE_14),
    ("es", "03/04/2026", "3 de abril de 2026", APRIL_3),
    ("ha", "03/04/2026", "March 4, 2026", MARCH_4),
    ("zh", "2026/06/14", "2026年6月14日", JUNE_14),
    ("zh-hant", "2026/6/1", "2026年6月1日", "2026-06-01"),
    ("fa-ir", "۱۴۰۵/۳/۲۴", "۱۴۰۵ خرداد ۲۴, یکشنبه", JUNE_14),
    ("ru", "14.06.2026", "14 июня 2026 г.", JUNE_14),
    ("am", "07.06.2018", "እሑድ፣ ሰኔ 7 2018", JUNE_14),
]


@pytest.mark.parametrize(("language", "numbers", "name", "day"), TWICE)
def test_of_a_date_told_twice_the_spelled_out_one_counts(
    language: str, numbers: str, name: str, day: str
) -> None:
    for between in ("", " ", "\u00a0", "\n", " | ", " (", ", "):
        for raw in (f"{numbers}{between}{name}", f"{name}{between or ' '}{numbers}"):
            assert dates.read(raw, language, MADE_AT) == (f"{day}T00:00:00Z", "day"), raw


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("06/14/2026 or later", "en"),
        ("06/14/2026June 14, 2026 or later", "en"),
        ("06/14/2026 June 2026", "en"),
        ("06/14/2026 June 31, 2026", "en"),
        ("06/14/2026 06/15/2026", "en"),
        ("June 14, 2026 June 15, 2026", "en"),
        ("14.06.2026 mars", "fr"),
    ],
)
def test_two_dates_that_are_not_one_told_twice(raw: str, language: str) -> None:
    assert dates.read(raw, language, MADE_AT) is None


def test_what_nobody_can_know_is_counted_and_told(caplog: pytest.LogCaptureFixture) -> None:
    crawler = get_crawler()
    story = Story(
        short_url="https://p.dw.com/p/4Xg9W",
        id=67132206,
        url="https://www.dw.com/ha/labari/a-67132206",
        type="article",
        language="ha",
        direction="ltr",
        headline="Labari",
        date_published="03/04/2026",
        date_modified="June 14, 2026",
        provenance=Provenance(crawled_at="2026-06-15T12:00:00Z"),
    )
    Dates(crawler).process_item(story)
    assert (story.date_published, story.date_precision) == (None, None)
    assert story.date_modified == "2026-06-14T00:00:00Z"
    assert crawler.stats.get_value("dw/dates/unreadable") == 1
    assert "'03/04/2026' of https://www.dw.com/ha/labari/a-67132206 cannot be read" in caplog.text


@pytest.mark.parametrize(
    "raw",
    [
        *("1781463601", "1781463601512", "2026-06-14t19:00:01z", "2026-06-14T19:00:01.5z"),
        *("2026-06-14t21:00:01+02:00",),
    ],
)
def test_moments_as_programs_write_them(raw: str) -> None:
    made_at = datetime(2026, 6, 15, tzinfo=UTC)
    assert dates.read(raw, "en", made_at) == ("2026-06-14T19:00:01Z", "second")


@pytest.mark.parametrize(
    "raw", ["17814636", "17814636010000", "0781463601", "9781463601", "١٧٨١٤٦٣٦٠١"]
)
def test_other_numbers_are_no_moments(raw: str) -> None:
    assert dates.read(raw, "en", datetime(2026, 6, 15, tzinfo=UTC)) is None
