"""Dates in every edition, as its pages would show them, and what must come of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.normalize import dates
from dwcrawler.normalize.dates.calendars import solar_hijri

MADE_AT = datetime(2023, 10, 20, 12, 0, tzinfo=UTC)
DAY = ("2023-10-18T00:00:00Z", "day")
HOURS = ("2023-10-20T09:00:00Z", None)  # 3 hours ago
YESTERDAY = ("2023-10-19T00:00:00Z", "day")
LATIN, ARABIC, PERSIAN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
BENGALI, DEVANAGARI = "০১২৩৪৫৬৭৮৯", "०१२३४५६७८९"

# Edition: 18 October 2023 in numbers; with the month's name; 3 hours ago; 2 days ago; yesterday.
TABLE: dict[str, tuple[list[str], list[str], list[str], list[str], list[str]]] = {
    "sq": (["18.10.2023", "18/10/2023"], ["18 tetor 2023", "e mërkurë, 18 tetor 2023"], ["3 orë më parë", "para 3 orësh"], ["2 ditë më parë"], ["dje", "Dje"]),
    "am": ([], ["18 ኦክቶበር 2023", "ረቡዕ፣ ኦክቶበር 18 ቀን 2023", "ረቡዕ፣ ጥቅምት 7 2016"], ["ከ3 ሰዓታት በፊት", "ከ3 ሰዓት በፊት"], ["ከ2 ቀናት በፊት"], ["ትናንት"]),
    "ar": (["١٨/١٠/٢٠٢٣", "18.10.2023", "١٨\u200f/١٠\u200f/٢٠٢٣"], ["١٨ أكتوبر ٢٠٢٣", "الأربعاء، 18 أكتوبر/تشرين الأول 2023", "18 اكتوبر 2023"], ["منذ 3 ساعات", "قبل ٣ ساعات"], ["منذ يومين", "قبل يومين"], ["أمس"]),
    "bn": (["১৮.১০.২০২৩", "১৮/১০/২০২৩"], ["১৮ অক্টোবর ২০২৩", "বুধবার, ১৮ অক্টোবর, ২০২৩"], ["৩ ঘণ্টা আগে", "৩ ঘন্টা আগে"], ["২ দিন আগে"], ["গতকাল"]),
    "bs": (["18.10.2023", "18. 10. 2023."], ["18. oktobar 2023.", "srijeda, 18. oktobra 2023."], ["prije 3 sata"], ["prije 2 dana"], ["jučer"]),
    "bg": (["18.10.2023", "18.10.2023 г."], ["18 октомври 2023 г.", "сряда, 18 окт. 2023"], ["преди 3 часа"], ["преди 2 дни"], ["вчера"]),
    "zh": (["2023年10月18日", "2023/10/18", "2023.10.18"], ["2023年十月18日", "2023年10月18日星期三"], ["3小时前", "3 个小时前"], ["2天前"], ["昨天"]),
    "zh-hant": (["2023年10月18日", "2023/10/18"], ["2023年十月18日", "2023年10月18日 週三"], ["3 小時前", "3個小時前"], ["2 天前"], ["昨天"]),
    "hr": (["18.10.2023.", "18. 10. 2023."], ["18. listopada 2023.", "srijeda, 18. listopad 2023."], ["prije 3 sata"], ["prije 2 dana"], ["jučer"]),
    "fa-af": (["۱۴۰۲/۷/۲۶", "26.07.1402", "۱۸.۱۰.۲۰۲۳"], ["۲۶ میزان ۱۴۰۲", "۱۸ اکتوبر ۲۰۲۳", "چهارشنبه، ۲۶ میزان ۱۴۰۲"], ["۳ ساعت پیش", "۳ ساعت قبل"], ["۲ روز پیش"], ["دیروز"]),
    "en": (["18.10.2023", "10/18/2023", "18/10/2023"], ["October 18, 2023", "18 October 2023", "Wednesday, October 18th, 2023", "Oct. 18, 2023"], ["3 hours ago"], ["2 days ago"], ["yesterday", "Yesterday"]),
    "fr": (["18/10/2023", "18.10.2023"], ["18 octobre 2023", "mercredi 18 oct. 2023"], ["il y a 3 heures", "Il y a 3\u00a0heures"], ["il y a 2 jours"], ["hier"]),
    "de": (["18.10.2023", "18. 10. 2023"], ["18. Oktober 2023", "Mittwoch, 18. Okt. 2023"], ["vor 3 Stunden"], ["vor 2 Tagen"], ["gestern"]),
    "el": (["18/10/2023", "18.10.2023"], ["18 Οκτωβρίου 2023", "Τετάρτη, 18 Οκτώβριος 2023"], ["πριν από 3 ώρες", "3 ώρες πριν"], ["πριν από 2 ημέρες", "πριν από 2 μέρες"], ["χθες"]),
    "ha": (["18.10.2023", "18/10/2023"], ["18 Oktoba 2023", "Laraba, 18 ga Oktoba, 2023"], ["awanni 3 da suka wuce", "sa'o'i 3 da suka gabata"], ["kwanaki 2 da suka wuce"], ["jiya"]),
    "hi": (["१८.१०.२०२३", "18/10/2023"], ["१८ अक्टूबर २०२३", "बुधवार, 18 अक्तूबर 2023"], ["3 घंटे पहले", "३ घंटे पूर्व"], ["2 दिन पहले"], ["कल"]),
    "id": (["18/10/2023", "18.10.2023"], ["18 Oktober 2023", "Rabu, 18 Okt 2023"], ["3 jam yang lalu", "3 jam lalu"], ["2 hari yang lalu"], ["kemarin"]),
    "sw": (["18.10.2023", "18/10/2023"], ["18 Oktoba 2023", "Jumatano, 18 Oktoba 2023"], ["saa 3 zilizopita", "masaa 3 yaliyopita"], ["siku 2 zilizopita"], ["jana"]),
    "mk": (["18.10.2023", "18.10.2023 г."], ["18 октомври 2023", "среда, 18 окт. 2023 г."], ["пред 3 часа"], ["пред 2 дена"], ["вчера"]),
    "ps": (["۱۴۰۲/۷/۲۶", "۱۸.۱۰.۲۰۲۳"], ["۲۶ تله ۱۴۰۲", "د ۱۴۰۲ کال د تلې ۲۶مه", "۱۸ اکتوبر ۲۰۲۳"], ["۳ ساعته مخکې", "۳ ساعتونه وړاندې"], ["۲ ورځې مخکې"], ["پرون"]),
    "fa-ir": (["۱۴۰۲/۷/۲۶", "26.07.1402", "۱۴۰۲-۰۷-۲۶", "۱۸.۱۰.۲۰۲۳"], ["۲۶ مهر ۱۴۰۲", "چهارشنبه ۲۶ مهر ۱۴۰۲", "۱۸ اکتبر ۲۰۲۳"], ["۳ ساعت پیش", "۳ ساعت قبل"], ["۲ روز پیش"], ["دیروز"]),
    "pl": (["18.10.2023", "18.10.2023 r."], ["18 października 2023", "środa, 18 paź 2023"], ["3 godziny temu"], ["2 dni temu"], ["wczoraj"]),
    "pt-002": (["18/10/2023", "18.10.2023"], ["18 de outubro de 2023", "quarta-feira, 18 de out. de 2023"], ["há 3 horas"], ["há 2 dias"], ["ontem"]),
    "pt-br": (["18/10/2023", "18.10.2023"], ["18 de outubro de 2023", "quarta-feira, 18 out. 2023"], ["há 3 horas", "3 horas atrás"], ["há 2 dias"], ["ontem"]),
    "ro": (["18.10.2023", "18/10/2023"], ["18 octombrie 2023", "miercuri, 18 oct. 2023"], ["acum 3 ore", "în urmă cu 3 ore"], ["acum 2 zile"], ["ieri"]),
    "ru": (["18.10.2023", "18.10.2023 г."], ["18 октября 2023", "среда, 18 окт. 2023 г."], ["3 часа назад"], ["2 дня назад"], ["вчера"]),
    "sr": (["18.10.2023", "18. 10. 2023."], ["18. oktobar 2023.", "среда, 18. октобар 2023."], ["пре 3 сата", "pre 3 sata"], ["pre 2 dana", "пре 2 дана"], ["juče", "јуче"]),
    "es": (["18/10/2023", "18.10.2023"], ["18 de octubre de 2023", "miércoles, 18 oct 2023"], ["hace 3 horas"], ["hace 2 días"], ["ayer"]),
    "tr": (["18.10.2023", "18/10/2023"], ["18 Ekim 2023", "18 EKİM 2023 Çarşamba"], ["3 saat önce"], ["2 gün önce"], ["dün"]),
    "uk": (["18.10.2023", "18.10.2023 р."], ["18 жовтня 2023", "середа, 18 жовт. 2023 р."], ["3 години тому"], ["2 дні тому"], ["вчора"]),
    "ur": (["۱۸/۱۰/۲۰۲۳", "18.10.2023"], ["18 اکتوبر 2023", "بدھ، ۱۸ اکتوبر، ۲۰۲۳ء"], ["3 گھنٹے پہلے", "۳ گھنٹے قبل"], ["2 دن پہلے"], ["کل", "گزشتہ روز"]),
}  # fmt: skip
CASES = [
    pytest.param(raw, language, expected, id=f"{language}-{raw}")
    for language, (numeric, named, hours, days, yesterday) in TABLE.items()
    for raws, expected in (
        (numeric, DAY),
        (named, DAY),
        (hours, HOURS),
        (days, DAY),
        (yesterday, YESTERDAY),
    )
    for raw in raws
]


def test_every_edition_is_in_the_table() -> None:
    assert set(TABLE) == set(editions())


@pytest.mark.parametrize(("raw", "language", "expected"), CASES)
def test_dates_of_editions(raw: str, language: str, expected: tuple[str, str | None]) -> None:
    assert dates.read(raw, language, MADE_AT) == expected


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("an hour ago", "en", "2023-10-20T11:00:00Z"),
        ("1 minute ago", "en", "2023-10-20T11:59:00Z"),
        ("vor einer Stunde", "de", "2023-10-20T11:00:00Z"),
        ("vor 9 Minuten", "de", "2023-10-20T11:51:00Z"),
        ("il y a une heure", "fr", "2023-10-20T11:00:00Z"),
        ("منذ ساعتين", "ar", "2023-10-20T10:00:00Z"),
        ("قبل ساعة واحدة", "ar", "2023-10-20T11:00:00Z"),
        ("час назад", "ru", "2023-10-20T11:00:00Z"),
        ("5 минут назад", "ru", "2023-10-20T11:55:00Z"),
        ("godzinę temu", "pl", "2023-10-20T11:00:00Z"),
        ("prije sat vremena", "hr", "2023-10-20T11:00:00Z"),
        ("sejam yang lalu", "id", "2023-10-20T11:00:00Z"),
        ("一小时前", "zh", "2023-10-20T11:00:00Z"),
        ("5 分鐘前", "zh-hant", "2023-10-20T11:55:00Z"),
        ("πριν από μία ώρα", "el", "2023-10-20T11:00:00Z"),
        ("acum 20 de ore", "ro", "2023-10-19T16:00:00Z"),
        ("saa moja iliyopita", "sw", "2023-10-20T11:00:00Z"),
        ("bir saat önce", "tr", "2023-10-20T11:00:00Z"),
    ],
)
def test_other_relative_dates(raw: str, language: str, expected: str) -> None:
    assert dates.read(raw, language, MADE_AT) == (expected, None)


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("18.10.2023 14:30", "de", "2023-10-18T14:30:00Z"),
        ("18. Oktober 2023, 14:30 Uhr", "de", "2023-10-18T14:30:00Z"),
        ("October 18, 2023 at 2:30 p.m.", "en", "2023-10-18T14:30:00Z"),
        ("18/10/2023 à 14h30", "fr", "2023-10-18T14:30:00Z"),
        ("۲۶ مهر ۱۴۰۲، ۱۴:۳۰", "fa-ir", "2023-10-18T14:30:00Z"),
        ("2023年10月18日 14:30", "zh", "2023-10-18T14:30:00Z"),
    ],
)
def test_dates_with_a_time(raw: str, language: str, expected: str) -> None:
    assert dates.read(raw, language, MADE_AT) == (expected, "second")


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("03/04/2023", "ha"),  # two readings
        ("18.10.2023", "am"),  # of which calendar?
        ("03-04-2023", "en"),  # two readings
        ("13/14/2023", "en"),
        ("10/18/2023", "fr"),  # no such month
        ("18.10.23", "de"),
        ("October 2023", "en"),
        ("18 October", "en"),
        ("18 October 2023 or later", "en"),
        ("18-20 October 2023", "en"),
        ("31 June 2023", "en"),
        ("18 October 1989", "en"),
        ("23 October 2023", "en"),
        ("18 Oktober 2023", "fr"),
        ("in 3 Stunden", "de"),
        ("3 Stunden", "de"),
        ("vor ein paar Stunden", "de"),
        ("vor 3 Monaten", "de"),
        ("² hours ago", "en"),
        ("18 October 2023 25:00", "en"),
        ("下午 2023年10月18日 3:30", "zh"),
        ("1402/7/26", "de"),  # not its calendar
        ("۳۰ اسفند ۱۴۰۱", "fa-ir"),  # no leap year
        ("۲۶ مهر ۲۰۲۳", "fa-ir"),  # month and year of two calendars
        ("۱۸ اکتبر ۱۴۰۲", "fa-ir"),
        ("۱۰ محرم ۱۴۴۵", "fa-ir"),  # lunar
        ("18 October 2023", "xx"),
    ],
)
def test_what_cannot_be_read_for_certain(raw: str, language: str) -> None:
    assert dates.read(raw, language, MADE_AT) is None


def test_slashes_are_day_first_but_in_english() -> None:
    assert dates.read("03/04/2023", "en", MADE_AT) == ("2023-03-04T00:00:00Z", "day")
    assert dates.read("03/04/2023", "fr", MADE_AT) == ("2023-04-03T00:00:00Z", "day")
    assert dates.read("03.04.2023", "en", MADE_AT) == ("2023-04-03T00:00:00Z", "day")
    assert dates.read("04/04/2023", "en", MADE_AT) == ("2023-04-04T00:00:00Z", "day")


@pytest.mark.parametrize(
    ("solar", "expected"),
    [
        ((1402, 7, 26), date(2023, 10, 18)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1402, 12, 30), None),
        ((1402, 7, 31), None),
        ((1402, 13, 1), None),
        ((1402, 1, 0), None),
        ((1299, 1, 1), None),
    ],
)
def test_solar_hijri(solar: tuple[int, int, int], expected: date | None) -> None:
    assert solar_hijri(*solar) == expected


@given(st.text(max_size=80), st.sampled_from([*sorted(editions()), "xx"]))
def test_no_text_raises(raw: str, language: str) -> None:
    dates.read(raw, language, MADE_AT)


@given(
    st.lists(
        st.sampled_from([raw for row in TABLE.values() for raws in row for raw in raws]),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(sorted(editions())),
)
def test_no_mixture_of_dates_raises(raws: list[str], language: str) -> None:
    dates.read(" ".join(raws), language, MADE_AT)


FORMS = dict.fromkeys(TABLE, ("{d:02}.{m:02}.{y}", LATIN)) | {
    "ar": ("{d}/{m}/{y}", ARABIC),
    "bn": ("{d}/{m}/{y}", BENGALI),
    "hi": ("{d}/{m}/{y}", DEVANAGARI),
    "fa-ir": ("{y}/{m}/{d}", PERSIAN),
    "fa-af": ("{y}/{m}/{d}", PERSIAN),
    "ps": ("{y}/{m}/{d}", PERSIAN),
    "ur": ("{d}/{m}/{y}", PERSIAN),
    "zh": ("{y}年{m}月{d}日", LATIN),
    "zh-hant": ("{y}年{m}月{d}日", LATIN),
    "fr": ("{d:02}/{m:02}/{y}", LATIN),
    "es": ("{d}/{m}/{y}", LATIN),
    "pt-br": ("{d:02}/{m:02}/{y}", LATIN),
    "hr": ("{d:02}. {m:02}. {y}.", LATIN),
}


@pytest.mark.parametrize("language", sorted(set(TABLE) - {"am"}))
def test_every_day_survives_the_round_trip(language: str) -> None:
    form, digits = FORMS[language]
    later = datetime(2031, 1, 1, tzinfo=UTC)
    day = date(1995, 1, 1)
    while day.year <= 2030:
        raw = form.format(d=day.day, m=day.month, y=day.year).translate(
            str.maketrans(LATIN, digits)
        )
        assert dates.read(raw, language, later) == (f"{day}T00:00:00Z", "day"), raw
        day += timedelta(days=1)


def test_every_solar_day_is_the_day_after_the_one_before() -> None:
    day = date(1995, 3, 21)  # 1 Farvardin 1374
    for year in range(1374, 1410):
        for month in range(1, 13):
            for number in range(1, 32):
                if found := solar_hijri(year, month, number):
                    assert found == day
                    day += timedelta(days=1)
    assert day == date(2031, 3, 21)
