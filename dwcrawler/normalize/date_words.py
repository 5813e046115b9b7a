"""What CLDR lacks for reading an edition's dates.

CLDR has, for each language, month and day names and `3 hours ago`. It has no Afghan calendar, no
`yesterday` (in the part that babel keeps), none of the small words around a date, and one spelling
of each name where newspapers have several. Alternatives are separated by `|`; case and accents do
not matter. A word of another calendar (Ethiopian, lunar Hijri) must not stand here: with an
unknown word in it a date is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    yesterday: str = ""
    ones: str = ""
    """`one` and its inflections, as in `an hour ago`."""
    fillers: str = ""
    """What may stand in an absolute date and changes nothing."""
    past: Mapping[str, str] = field(default_factory=dict)
    """By unit. `#` is the number; without it the phrase means one."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Phrases that mean the same in relative dates, and the one that CLDR has."""
    months: tuple[str, ...] = ()
    """Twelve, from January on."""
    weekdays: str = ""
    is_solar: bool = False
    """Whether the edition also uses the solar Hijri calendar."""


# The names of Iran, of Dari and of Pashto.
SOLAR_MONTHS: Final = (
    "فروردین|حمل|وری",
    "اردیبهشت|ثور|غویی|غوایی",
    "خرداد|جوزا|غبرګولی",
    "تیر|سرطان|چنګاښ",
    "مرداد|امرداد|اسد|زمری",
    "شهریور|سنبله|وږی",
    "مهر|میزان|تله|تلې",
    "آبان|عقرب|لړم",
    "آذر|قوس|لیندۍ",
    "دی|جدی|مرغومی",
    "بهمن|دلو|سلواغه|سلواغې",
    "اسفند|حوت|کب",
)
_PERSIAN: Final = Words(
    yesterday="دیروز",
    ones="یک",
    # What names the era agrees with the year and the month names, or nothing is read.
    fillers="ساعت|ماه|سال|هجری|شمسی|خورشیدی|میلادی",
    same={"قبل": "پیش"},
    weekdays="یک شنبه|دو شنبه|سه شنبه|چهار شنبه|پنج شنبه|پنجشنبه|جمعه",
    is_solar=True,
)
_CHINESE: Final = Words(
    yesterday="昨天|昨日",
    ones="一",
    fillers="年|日|号|號",
    past={
        "minute": "#分钟以前|#分鐘以前",
        "hour": "#个小时前|#個小時前|#小时以前|#小時以前",
        "week": "#个星期前|#個星期前|#星期前|#个礼拜前|#個禮拜前",
    },
    weekdays="星期天|禮拜天|礼拜天",
)
_PORTUGUESE: Final = Words(
    yesterday="ontem",
    ones="um|uma",
    fillers="de|às|as|º",
    past={
        "minute": "# minuto atrás|# minutos atrás|faz # minuto|faz # minutos",
        "hour": "# hora atrás|# horas atrás|faz # hora|faz # horas",
        "day": "# dia atrás|# dias atrás|faz # dia|faz # dias",
        "week": "# semana atrás|# semanas atrás|faz # semana|faz # semanas",
    },
    weekdays="segunda|terça|quarta|quinta|sexta",
)
_BOSNIAN_MONTHS: Final = (
    "januara",
    "februara",
    "marta",
    "aprila",
    "maja",
    "jun|juna",
    "jul|jula",
    "augusta|avgust|avgusta",
    "septembra",
    "oktobra",
    "novembra",
    "decembra",
)

WORDS: Final[Mapping[str, Words]] = {
    "sq": Words(
        yesterday="dje",
        ones="një",
        fillers="më|ora|në",
        past={
            "minute": "para # minute|para # minutash",
            "hour": "para # ore|para # orë|para # orësh",
            "day": "para # dite|para # ditësh",
            "week": "para # jave|para # javësh",
        },
    ),
    "am": Words(
        yesterday="ትናንት|ትላንት|ትናንትና|ትላንትና",
        ones="አንድ",
        fillers="ቀን|እ|ኤ|አ",  # The last three: of the European calendar
        past={
            "minute": "ከአንድ ደቂቃ በፊት|# ደቂቃ በፊት|# ደቂቃዎች በፊት",
            "hour": "ከአንድ ሰዓት በፊት|# ሰዓት በፊት|# ሰዓታት በፊት|ከ # ሰዓታት በፊት",
            "day": "ከአንድ ቀን በፊት|# ቀን በፊት|# ቀናት በፊት",
            "week": "ከአንድ ሳምንት በፊት|# ሳምንት በፊት|# ሳምንታት በፊት",
        },
        months=(
            "ጃንዩወሪ|ጃንዋሪ",
            "ፌብሩወሪ|ፌብሯሪ",
            "ማርች",
            "ኤፕረል",
            "ሜይ",
            "ጁን",
            "ጁላይ",
            "ኦገስት",
            "ሴፕቴምበር",
            "ኦክተውበር|ኦክቶበር",
            "ኖቬምበር",
            "ዲሴምበር",
        ),
    ),
    "ar": Words(
        yesterday="أمس|الأمس|بالأمس|يوم أمس|البارحة",
        fillers="الساعة|في",
        past={
            "minute": "قبل دقيقة",
            "hour": "قبل ساعة",
            "day": "قبل يوم|قبل # يوما",
            "week": "قبل أسبوع",
        },
        same={"منذ": "قبل"},
    ),
    "bn": Words(
        yesterday="গতকাল|গতকালকে|গতকল্য",
        ones="এক|একটি",
        fillers="লা|রা|ঠা|ই|শে",  # Endings of ordinals
        same={"ঘণ্টা": "ঘন্টা", "পূর্বে": "আগে"},
        months=("জানুয়ারি", "ফেব্রুয়ারি", "", "", "", "", "", "অগাস্ট|আগষ্ট", "", "", "", ""),
    ),
    "bs": Words(
        yesterday="jučer|juče",
        ones="jedan|jednu|jedne",
        fillers="u|g|godine",
        past={
            "minute": "prije minut|prije minutu|prije # minut",
            "hour": "prije sat|prije sat vremena",
            "day": "prije dan",
            "week": "prije sedmicu|prije # tjedana|prije # tjedna",
        },
        months=_BOSNIAN_MONTHS,
    ),
    "bg": Words(
        yesterday="вчера",
        ones="един|една|една",
        fillers="г|година|в",
        past={
            "minute": "преди минута",
            "hour": "преди час",
            "day": "преди ден",
            "week": "преди седмица",
        },
    ),
    "zh": _CHINESE,
    "zh-hant": _CHINESE,
    "hr": Words(
        yesterday="jučer",
        ones="jedan|jednu|jedne",
        fillers="u|g|godine",
        past={
            "minute": "prije minutu|prije minute",
            "hour": "prije sat|prije sat vremena",
            "day": "prije dan",
            "week": "prije tjedan|prije tjedan dana",
        },
        months=("", "", "", "", "", "", "", "", "", "", "studenog", ""),
    ),
    "fa-af": _PERSIAN,
    "en": Words(
        yesterday="yesterday",
        ones="a|an|one",
        fillers="st|nd|rd|th|of|the|on|at",
        past={
            "minute": "# min ago|# mins ago",
            "hour": "# hr ago|# hrs ago",
            "week": "# wks ago",
        },
        months=("", "", "", "", "", "", "", "", "sep|sept", "", "", ""),
    ),
    "fr": Words(yesterday="hier", ones="un|une", fillers="le|er|à"),
    "de": Words(
        yesterday="gestern",
        ones="ein|eine|einem|einer",
        fillers="der|den|am|um|uhr",
        months=("jan|jänner", "feb", "mär|mrz", "apr", "", "jun", "jul", "", "sep", "", "", ""),
        weekdays="sonnabend",
    ),
    "el": Words(
        yesterday="χθες|χτες|εχθές",
        ones="ένα|έναν|μία|μια",
        fillers="στις|του|της|η",
        past={
            "minute": "# λεπτό πριν|# λεπτά πριν",
            "hour": "# ώρα πριν|# ώρες πριν",
            "day": "# μέρα πριν|# μέρες πριν|# ημέρα πριν|# ημέρες πριν|πριν # μέρα|πριν # μέρες",
            "week": "# εβδομάδα πριν|# εβδομάδες πριν",
        },
        same={"πριν από": "πριν"},
        months=("", "", "", "", "Μάιος", "", "", "", "", "", "", ""),
    ),
    "ha": Words(
        yesterday="jiya",
        ones="daya",
        fillers="ga|watan|ranar",
        past={
            "minute": "minti # da suka gabata|mintoci # da suka gabata|minti # da ta gabata",
            "hour": "awa # da suka gabata|awoyi # da suka gabata|awowi # da suka gabata"
            "|sa'a # da ta gabata|sa'o'i # da suka gabata",
            "day": "kwana # da suka gabata|rana # da ta gabata",
            "week": "mako # da suka gabata|sati # da ya gabata|satittika # da suka gabata",
        },
        same={"wuce": "gabata", "shige": "gabata"},
        months=("", "Fabrairu", "", "Afrilu", "", "", "", "", "", "", "", ""),
    ),
    "hi": Words(
        # The word means tomorrow, too; what is published tomorrow is on no page.
        yesterday="कल|बीते कल",
        ones="एक",
        fillers="को",
        same={
            "पूर्व": "पहले",
            "घंटा": "घंटे",
            "घंटों": "घंटे",
            "घण्टा": "घंटे",
            "घण्टे": "घंटे",
            "मिनटों": "मिनट",
            "दिनों": "दिन",
            "हफ्ता": "सप्ताह",
            "हफ्ते": "सप्ताह",
            "हफ्तों": "सप्ताह",
        },
        months=("", "", "", "", "", "", "", "", "सितम्बर", "अक्तूबर", "नवम्बर", "दिसम्बर"),
        weekdays="बृहस्पतिवार|वीरवार",
    ),
    "id": Words(
        yesterday="kemarin",
        ones="satu",
        fillers="pada|tanggal|pukul",
        past={
            "minute": "semenit lalu",
            "hour": "sejam lalu",
            "day": "sehari lalu",
            "week": "seminggu lalu",
        },
        same={"yang lalu": "lalu"},
        weekdays="ahad",
    ),
    "sw": Words(
        yesterday="jana",
        ones="moja",
        # Not `saa`: hours are also counted from sunrise.
        fillers="tarehe",
        past={
            "hour": "masaa # yaliyopita|masaa # iliyopita",
            "week": "majuma # yaliyopita|juma # lililopita",
        },
    ),
    "mk": Words(
        yesterday="вчера",
        ones="еден|една|едно",
        fillers="г|година|во",
        past={
            "minute": "пред минута",
            "hour": "пред час",
            "day": "пред ден",
            "week": "пред недела|пред # недела|пред # недели",
        },
    ),
    "ps": Words(
        yesterday="پرون",
        ones="یو|یوه",
        fillers="د|په|کال|ساعت|مه",
        past={
            "minute": "# دقیقه مخکې|# مینټه مخکې|# مینټونه مخکې",
            "hour": "# ساعته مخکې|# ساعتونو مخکې",
            "week": "# اوونۍ مخکې|# هفته مخکې|# هفتې مخکې",
        },
        same={"وړاندې": "مخکې", "دمخه": "مخکې"},
        months=("", "", "", "", "می", "", "", "", "سپتمبر|سپټمبر", "", "", "ډسمبر"),
        weekdays="یکشنبه|دوشنبه|سه شنبه|سه‌شنبه|سې شنبه|چهارشنبه|چارشنبه|پنجشنبه|پنج شنبه|شنبه",
        is_solar=True,
    ),
    "fa-ir": _PERSIAN,
    "pl": Words(
        yesterday="wczoraj",
        ones="jeden|jedną",
        fillers="r|roku|o|godz",
        past={
            "minute": "minutę temu|przed minutą|przed # minutami",
            "hour": "godzinę temu|przed godziną|przed # godzinami",
            "day": "dzień temu|przed # dniami",
            "week": "tydzień temu|przed tygodniem|przed # tygodniami",
        },
    ),
    "pt-002": _PORTUGUESE,
    "pt-br": _PORTUGUESE,
    "ro": Words(
        yesterday="ieri",
        ones="un|o",
        fillers="ora|la",
        same={"în urmă cu": "acum"},
    ),
    "ru": Words(
        yesterday="вчера",
        ones="один|одну",
        fillers="г|года|в",
        past={
            "minute": "минуту назад",
            "hour": "час назад",
            "day": "день назад",
            "week": "неделю назад",
        },
    ),
    "sr": Words(
        yesterday="juče|jučer|јуче|јучер",
        ones="jedan|jednog|jednu|jedne|један|једног|једну|једне",
        fillers="u|g|godine|у|г|године",
        past={
            "minute": "pre minut|pre minuta|pre # minut|pre # minute"
            "|пре минут|пре минута|пре # минут|пре # минуте",
            "hour": "pre sat|pre sat vremena|pre # sat|пре сат|пре сат времена|пре # сат",
            "day": "pre dan|pre # dan|пре дан|пре # дан",
            "week": "pre nedelju|pre nedelju dana|pre # nedelju"
            "|пре недељу|пре недељу дана|пре # недељу",
        },
        same={"prije": "pre", "прије": "пре"},
        months=tuple(
            f"{latin}|{cyrillic}"
            for latin, cyrillic in zip(
                _BOSNIAN_MONTHS,
                "јануара|фебруара|марта|априла|маја|јуна|јула|августа|септембра|октобра|новембра"
                "|децембра".split("|"),
                strict=True,
            )
        ),
    ),
    "es": Words(
        yesterday="ayer",
        ones="un|una",
        fillers="de|del|el|a|las|la|º",
        months=("", "", "", "", "", "", "", "", "sep|setiembre|set", "", "", ""),
    ),
    "tr": Words(
        yesterday="dün",
        ones="bir",
        fillers="saat|günü",
        same={"evvel": "önce"},
    ),
    "uk": Words(
        yesterday="вчора|учора",
        ones="один|одну",
        fillers="р|року|о|об",
        past={
            "minute": "хвилину тому",
            "hour": "годину тому",
            "day": "день тому",
            "week": "тиждень тому",
        },
    ),
    "ur": Words(
        # The first means tomorrow, too; what is published tomorrow is on no page.
        yesterday="کل|گزشتہ روز|گذشتہ روز",
        ones="ایک",
        fillers="ء|کو|بروز",
        past={
            "hour": "# گھنٹوں پہلے",
            "day": "# روز پہلے",
            "week": "# ہفتوں پہلے",
        },
        same={"قبل": "پہلے"},
        weekdays="سوموار",
    ),
}
