"""The table that was taken from CLDR is the one that the installed babel gives."""

from __future__ import annotations

from dwcrawler.normalize.dates import cldr
from dwcrawler.normalize.dates.date_words import WORDS


def test_the_table_is_not_stale() -> None:
    assert cldr.TABLE.read_text(encoding="utf-8") == cldr.generate(WORDS), (
        "run: python -m dwcrawler.normalize.dates.cldr"
    )


def test_every_edition_has_its_months_and_days() -> None:
    for language in WORDS:
        locales = cldr.locales_of(language)
        assert locales, language
        assert all(len(locale.months) == 12 and len(locale.weekdays) >= 7 for locale in locales)
