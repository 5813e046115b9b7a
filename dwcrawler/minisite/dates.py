"""Days and times as the editions write them on their pages, and what a reader learns from that.

The captured page writes `vor 9 Minuten` and `vor 3 Stunden` on the day itself, and later
`13.06.2023`, with `13. Juni 2023` for screen readers. The words, digits and calendars of the other
editions are written down here by hand and come from no table of the crawler's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

_ARABIC: Final = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN: Final = "۰۱۲۳۴۵۶۷۸۹"
_DEVANAGARI: Final = "०१२३४५६७८९"


@dataclass(frozen=True, slots=True)
class Form:
    """How a day is written: `{d}`, `{m}`, `{y}` are its numbers, `{name}` is the month's,
    `{weekday}` one of `weekdays` (from Monday on)."""

    pattern: str
    names: str = ""
    digits: str = ""
    calendar: Literal["gregorian", "solar", "ethiopian"] = "gregorian"
    weekdays: str = ""

    def write(self, day: date) -> str:
        year, month, number = self._numbers(day)
        name = self.names.split()[month - 1].replace("_", " ") if self.names else ""
        weekday = self.weekdays.split()[day.weekday()] if self.weekdays else ""
        text = self.pattern.format(d=number, m=month, y=year, name=name, weekday=weekday)
        return _in_digits(text, self.digits)

    def _numbers(self, day: date) -> tuple[int, int, int]:
        if self.calendar == "solar":
            return _solar_hijri(day)
        return _ethiopian(day) if self.calendar == "ethiopian" else (day.year, day.month, day.day)


_RUSSIAN: Final = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
_HINDI: Final = "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"
_ETHIOPIAN: Final = "መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን"
_AMHARIC_DAYS: Final = "ሰኞ ማክሰኞ ረቡዕ ሐሙስ ዓርብ ቅዳሜ እሑድ"
_AMHARIC: Final = "ጃንዋሪ ፌብሯሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር"
# What every edition but these may write; of its other forms, the first is for screen readers.
_NUMBERS: Final = Form("{d:02}.{m:02}.{y}")
# Of which calendar numbers are, no reader of these can know.
WITHOUT_NUMBERS: Final = ("am",)
_FORMS: Final[dict[str, tuple[Form, ...]]] = {
    "en": (
        Form(
            "{name} {d}, {y}",
            "January February March April May June July August September October November December",
        ),
        Form("{d} {name} {y}", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    ),
    "de": (
        Form(
            "{d}. {name} {y}",
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        ),
    ),
    "es": (
        Form(
            "{d} de {name} de {y}",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre",
        ),
    ),
    "ar": (
        Form(
            "{d} {name} {y}",
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        ),
        Form(
            "{d} {name} {y}",
            "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني "
            "كانون_الأول",
            _ARABIC,
        ),
    ),
    "fa-ir": (
        Form(
            "{d} {name} {y}",
            "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
            _PERSIAN,
            "solar",
        ),
        Form("{y}/{m:02}/{d:02}", "", _PERSIAN, "solar"),
        Form(
            "{d} {name} {y}",
            "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
            _PERSIAN,
        ),
    ),
    "zh": (Form("{y}年{m}月{d}日"),),
    "ru": (Form("{d} {name} {y}", _RUSSIAN), Form("{d} {name} {y} г.", _RUSSIAN)),
    "hi": (Form("{d} {name} {y}", _HINDI), Form("{d} {name} {y}", _HINDI, _DEVANAGARI)),
    "am": (
        Form("{weekday}፣ {name} {d} {y}", _ETHIOPIAN, "", "ethiopian", _AMHARIC_DAYS),
        Form("{name} {d} {y}", _ETHIOPIAN, "", "ethiopian"),
        Form("{name} {d} ቀን {y}", _AMHARIC),
    ),
    "pt-br": (
        Form(
            "{d} de {name} de {y}",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
            "dezembro",
        ),
    ),
}


# How the editions write a day in numbers since 2024 (seen of English); Amharic in its own calendar.
_NUMERIC: Final[dict[str, Form]] = {
    "en": Form("{m:02}/{d:02}/{y}"),
    "es": Form("{d:02}/{m:02}/{y}"),
    "ar": Form("{d:02}/{m:02}/{y}"),
    "fa-ir": Form("{y}/{m:02}/{d:02}", "", _PERSIAN, "solar"),
    "zh": Form("{y}年{m}月{d}日"),
    "am": Form("{d:02}.{m:02}.{y}", "", "", "ethiopian"),
    "pt-br": Form("{d:02}/{m:02}/{y}"),
}
# How some write it out then, where they did not before (seen in texts of pages).
_WRITTEN_OUT: Final[dict[str, Form]] = {
    "fa-ir": Form(
        "{y} {name} {d}, {weekday}",
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
        _PERSIAN,
        "solar",
        "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    ),
}


class Past(NamedTuple):
    """`3 hours ago`: for each unit one pattern a plural form, from the smallest number on."""

    minutes: tuple[str, ...]
    hours: tuple[str, ...]
    days: tuple[str, ...]
    yesterday: str


_AGO: Final[dict[str, Past]] = {
    "en": Past(
        ("{} minute ago", "{} minutes ago"),
        ("{} hour ago", "{} hours ago"),
        ("{} day ago", "{} days ago"),
        "yesterday",
    ),
    "de": Past(
        ("vor {} Minute", "vor {} Minuten"),
        ("vor {} Stunde", "vor {} Stunden"),
        ("vor {} Tag", "vor {} Tagen"),
        "gestern",
    ),
    "es": Past(
        ("hace {} minuto", "hace {} minutos"),
        ("hace {} hora", "hace {} horas"),
        ("hace {} día", "hace {} días"),
        "ayer",
    ),
    "ar": Past(
        ("قبل دقيقة", "قبل دقيقتين", "قبل {} دقائق", "قبل {} دقيقة"),
        ("قبل ساعة", "قبل ساعتين", "قبل {} ساعات", "قبل {} ساعة"),
        ("قبل يوم", "قبل يومين", "قبل {} أيام", "قبل {} يومًا"),
        "أمس",
    ),
    "fa-ir": Past(("{} دقیقه پیش",), ("{} ساعت پیش",), ("{} روز پیش",), "دیروز"),
    "zh": Past(("{}分钟前",), ("{}小时前",), ("{}天前",), "昨天"),
    "ru": Past(
        ("{} минуту назад", "{} минуты назад", "{} минут назад"),
        ("{} час назад", "{} часа назад", "{} часов назад"),
        ("{} день назад", "{} дня назад", "{} дней назад"),
        "вчера",
    ),
    "hi": Past(("{} मिनट पहले",), ("{} घंटा पहले", "{} घंटे पहले"), ("{} दिन पहले",), "कल"),
    "am": Past(
        ("ከ{} ደቂቃ በፊት", "ከ{} ደቂቃዎች በፊት"),
        ("ከ{} ሰዓት በፊት", "ከ{} ሰዓቶች በፊት"),
        ("ከ{} ቀን በፊት", "ከ{} ቀናት በፊት"),
        "ትናንት",
    ),
    "pt-br": Past(
        ("há {} minuto", "há {} minutos"),
        ("há {} hora", "há {} horas"),
        ("há {} dia", "há {} dias"),
        "ontem",
    ),
}
_DIGITS_AGO: Final = {"fa-ir": _PERSIAN}


def _one_or_more(count: int) -> int:
    return int(count > 1)


def _russian(count: int) -> int:
    if count % 100 in (11, 12, 13, 14):
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(count % 10, 2)


def _arabic(count: int) -> int:
    return min(count - 1, 2 if count <= 10 else 3)


_PLURALS: Final[dict[str, Callable[[int], int]]] = {"ru": _russian, "ar": _arabic}
# So old is what is still told in minutes and in days; the site begins with hours after one, but
# then only the newest story of all would be told in minutes.
_MINUTES: Final = timedelta(hours=2)
_DAYS: Final = 6


class Shown(NamedTuple):
    """What stands on a page, and what it tells: RFC 3339 and how exact that is (as in a Story)."""

    text: str
    value: str
    precision: Literal["second", "day"] | None


@dataclass(frozen=True, slots=True)
class Dates:
    """An edition's. `now` is when its pages are made, where that is a known moment; else nothing
    is told relative to it. Which of several forms a date has is told by a number of its story."""

    language: str
    now: datetime | None = None

    def shown(self, moment: str, number: int) -> Shown:
        """Of an RFC 3339 moment, or of a day if it is midnight, of which no more is known."""
        relative = None if moment.endswith("T00:00:00Z") else self._relative(moment, number)
        day = f"{moment[:10]}T00:00:00Z"
        return relative or Shown(self.day(moment, number), day, "day")

    def day(self, moment: str, number: int) -> str:
        return _written(self.language, number % len(_forms(self.language)), moment[:10])

    def numeric(self, moment: str) -> str:
        """Since 2024; `written_out` stands beside it."""
        return _NUMERIC.get(self.language, _NUMBERS).write(date.fromisoformat(moment[:10]))

    def written_out(self, moment: str) -> str:
        form = _WRITTEN_OUT.get(self.language, _FORMS[self.language][0])
        return form.write(date.fromisoformat(moment[:10]))

    def day_in_words(self, moment: str) -> str:
        return _FORMS[self.language][0].write(date.fromisoformat(moment[:10]))

    def _relative(self, moment: str, number: int) -> Shown | None:
        """Minutes and hours of all that is so new; days of every second story."""
        if self.now is None:
            return None
        age = self.now - datetime.fromisoformat(moment)
        days = (self.now.date() - date.fromisoformat(moment[:10])).days
        past = _AGO[self.language]
        if timedelta(0) <= age < timedelta(days=1):
            patterns, unit = past.hours, timedelta(hours=1)
            if age < _MINUTES:
                patterns, unit = past.minutes, timedelta(minutes=1)
            count = max(1, age // unit)
            return Shown(self._counted(patterns, count), _utc(self.now - count * unit), None)
        if not 1 <= days <= _DAYS or number % 2:
            return None
        text = past.yesterday if days == 1 else self._counted(past.days, days)
        return Shown(text, f"{moment[:10]}T00:00:00Z", "day")

    def _counted(self, patterns: tuple[str, ...], count: int) -> str:
        plural = _PLURALS.get(self.language, _one_or_more)(count)
        text = patterns[min(plural, len(patterns) - 1)].format(count)
        return _in_digits(text, _DIGITS_AGO.get(self.language, ""))


@lru_cache(maxsize=4096)
def _written(language: str, form: int, day: str) -> str:
    return _forms(language)[form].write(date.fromisoformat(day))


def _forms(language: str) -> tuple[Form, ...]:
    numbers = () if language in WITHOUT_NUMBERS else (_NUMBERS,)
    return (*numbers, *_FORMS[language])


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans("0123456789", digits)) if digits else text


# 1 Farvardin of a year; the others follow from the lengths of the years between.
_A_NEW_YEAR: Final = (1405, date(2026, 3, 21))
# Of 33 years, these are a day longer.
_LONG_YEARS: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def _solar_hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day; the first six months have 31 days, the others 30 at most."""
    year = day.year - 621
    if day < _new_year(year):
        year -= 1
    passed = (day - _new_year(year)).days
    if passed < 6 * 31:
        return year, passed // 31 + 1, passed % 31 + 1
    passed -= 6 * 31
    return year, passed // 30 + 7, passed % 30 + 1


@cache
def _new_year(year: int) -> date:
    known, day = _A_NEW_YEAR
    later, earlier = range(known, year), range(year, known)
    days = sum(map(_length, later)) - sum(map(_length, earlier))
    return day + timedelta(days=days)


def _length(year: int) -> int:
    return 366 if year % 33 in _LONG_YEARS else 365


def _ethiopian(day: date) -> tuple[int, int, int]:
    """Year, month and day: twelve months of 30 days, and what is left before the next new year."""
    year = day.year - 7 if day >= _ethiopian_new_year(day.year) else day.year - 8
    passed = (day - _ethiopian_new_year(year + 7)).days
    return year, passed // 30 + 1, passed % 30 + 1


def _ethiopian_new_year(year: int) -> date:
    """The 11th of September, and the 12th before a leap year; so it is from 1900 to 2099."""
    return date(year, 9, 12 if year % 4 == 3 else 11)
