"""Dates that nobody honest writes: to come, endless, in strange digits. None raises or is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.normalize import dates

MADE_AT = datetime(2023, 10, 20, 12, 0, tzinfo=UTC)
FIRST, LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("{:%Y-%m-%dT%H:%M:%SZ}", "en"),
        ("{:%Y-%m-%dT%H:%M:%S.269Z}", "en"),
        ("{:%Y-%m-%dT%H:%M:%S+00:00}", "en"),
        ("{:%Y-%m-%d %H:%M}", "en"),
        ("{:%Y-%m-%d}", "en"),
        ("{:%d.%m.%Y}", "de"),
        ("{:%d/%m/%Y}", "fr"),
        ("{:%Y/%m/%d}", "zh"),
        ("{:%Y年%m月%d日}", "zh"),
        ("{:%d %B %Y}", "en"),
        ("{:%d %B %Y, %H:%M}", "en"),
    ],
)
def test_what_is_to_come_is_not_believed_in_any_form(raw: str, language: str) -> None:
    tomorrow = raw.format(MADE_AT + timedelta(days=1))
    assert dates.read(tomorrow, language, MADE_AT) is not None
    for days in (3, 400, 365 * 976):
        assert dates.read(raw.format(MADE_AT + timedelta(days=days)), language, MADE_AT) is None


def test_without_a_moment_the_present_is_the_limit() -> None:
    now = datetime.now(UTC)
    for form in ("{:%Y-%m-%dT%H:%M:%SZ}", "{:%d.%m.%Y}", "{:%d %B %Y}"):
        assert dates.read(form.format(now), "en", None) is not None
        assert dates.read(form.format(now + timedelta(days=5)), "en", None) is None


@pytest.mark.parametrize(
    "raw",
    [
        "1989-12-31T23:59:59Z",
        "1989-12-31",
        "31.12.1989",
        "31 December 1989",
        "1990-01-01T00:30:00+01:00",
        "0001-01-01T00:00:00Z",
    ],
)
def test_what_was_before_the_web_is_not_believed_in_any_form(raw: str) -> None:
    assert dates.read(raw, "en", MADE_AT) is None


@pytest.mark.parametrize(
    "raw",
    [
        "2023-10-18T14:13:1²Z",
        "2023-10-18T14:13:1\ud800Z",
        "٢٠٢٣-10-18T14:13:12Z",
        "2023-W42-3T14:13:12Z",
        "2023-10-18T24:61:00Z",
        "2023-10-18T14:13:12.269ZZ",
        "2023-10-18T14:13:12Z; DROP TABLE",
        "18.10." + "2" * 5000,
        "9" * 5000 + " days ago",
        "9" * 50 + " days ago",
        "1" + "0" * 30 + " seconds ago",
        "³ days ago",
        "Ⅻ hours ago",
        "½ hour ago",
        "১٣ hours" * 9,
        "hours " * 10 + "ago",
        "# hours ago",
        "ago " * 10_000,
        "a an one hour ago",
        "yesterday " * 5,
        "\u202e3 hours ago\u202c" * 20,
        "\ud800 hours ago",
        "3\x00hours ago\x00\x00 2",
        "x" * 10_000_000,
        "2023-10-18T14:13:12." + "2" * 1_000_000,
        ":" * 60,
        "1h" * 30,
        "1." * 30,
        "日" * 60,
        "23:59:59:" * 6,
    ],
)
def test_nonsense_is_no_date(raw: str) -> None:
    for language in ("en", "id", "zh", "ar", "fa-ir"):
        assert dates.read(raw, language, MADE_AT) is None
        assert dates.read(raw, language, None) is None


def test_digits_of_any_script_are_digits() -> None:
    for zero in "٠۰०০๐０𝟎":
        three = chr(ord(zero) + 3)
        assert dates.read(f"{three} hours ago", "en", MADE_AT) == ("2023-10-20T09:00:00Z", None)


PIECES = st.sampled_from(
    "# 0 1 2 21 99 999 1402 2023 9999 ٣ ۲۰ ३ ৫ 一 两 ago vor Stunden days yesterday gestern 今天 小时前"
    " اليوم ساعات پیش مهرماه ዓ.ም 14:30 14.30 25:00 14h 3h م p.m. Uhr um 18.10.2023 2023-10-18 T Z"
    " October de et / . - : , \u200f \u200c \u0301 İ ß".split(" ")
)


@given(
    st.lists(PIECES, max_size=9),
    st.sampled_from([" ", "", ", "]),
    st.sampled_from([*sorted(editions()), "xx"]),
    st.sampled_from([MADE_AT, FIRST, LAST, None]),
)
def test_no_jumble_raises_or_lies_in_the_future(
    pieces: list[str], blank: str, language: str, made_at: datetime | None
) -> None:
    moment = dates.read(blank.join(pieces), language, made_at)
    if moment is not None:
        assert moment.value.endswith("T00:00:00Z") or moment.precision != "day"
        read = datetime.fromisoformat(moment.value)
        assert read.year >= 1990
        assert read - (made_at or datetime.now(UTC)) <= timedelta(days=2)
