"""How long ago, in every edition: what its pages may show on a fresh story."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from dwcrawler.editions import editions
from dwcrawler.normalize import dates

MADE_AT = datetime(2023, 10, 20, 12, 0, 30, tzinfo=UTC)
COUNTS = (1, 2, 5, 21)
LATIN, ARABIC, PERSIAN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
BENGALI, DEVANAGARI = "০১২৩৪৫৬৭৮৯", "०१२३४५६७८९"
DIGITS = {
    "ar": ARABIC, "bn": BENGALI, "fa-af": PERSIAN, "fa-ir": PERSIAN, "hi": DEVANAGARI,
    "ps": PERSIAN, "ur": PERSIAN,
}  # fmt: skip

# Edition: seconds, minutes, hours, days and weeks, each after 1, 2, 5 and 21 if they differ.
COUNTED: dict[str, tuple[str, str, str, str, str]] = {
    "sq": ("# sekondë më parë|# sekonda më parë|# sekonda më parë|# sekonda më parë",
           "# minutë më parë|# minuta më parë|# minuta më parë|# minuta më parë",
           "# orë më parë", "# ditë më parë", "# javë më parë"),
    "am": ("ከ# ሰከንድ በፊት|ከ# ሰከንዶች በፊት|ከ# ሰከንዶች በፊት|ከ# ሰከንዶች በፊት",
           "ከ# ደቂቃ በፊት|ከ# ደቂቃዎች በፊት|ከ# ደቂቃዎች በፊት|ከ# ደቂቃዎች በፊት",
           "ከ# ሰዓት በፊት|ከ# ሰዓታት በፊት|ከ# ሰዓቶች በፊት|ከ# ሰአታት በፊት",
           "ከ# ቀን በፊት|ከ# ቀናት በፊት|ከ# ቀናት በፊት|ከ# ቀናት በፊት",
           "ከ# ሳምንት በፊት|ከ# ሳምንታት በፊት|ከ# ሳምንታት በፊት|ከ# ሳምንታት በፊት"),
    "ar": ("قبل ثانية واحدة|قبل ثانيتين|قبل # ثوان|قبل # ثانية",
           "قبل دقيقة واحدة|قبل دقيقتين|قبل # دقائق|قبل # دقيقة",
           "قبل ساعة واحدة|قبل ساعتين|قبل # ساعات|قبل # ساعة",
           "قبل يوم واحد|قبل يومين|قبل # أيام|قبل # يومًا",
           "قبل أسبوع واحد|قبل أسبوعين|قبل # أسابيع|قبل # أسبوعًا"),
    "bn": ("# সেকেন্ড আগে", "# মিনিট আগে", "# ঘণ্টা আগে", "# দিন আগে", "# সপ্তাহ আগে"),
    "bs": ("prije # sekundu|prije # sekunde|prije # sekundi|prije # sekundu",
           "prije # minutu|prije # minute|prije # minuta|prije # minut",
           "prije # sat|prije # sata|prije # sati|prije # sat",
           "prije # dan|prije # dana|prije # dana|prije # dan",
           "prije # sedmicu|prije # sedmice|prije # sedmica|prije # sedmicu"),
    "bg": ("преди # секунда|преди # секунди|преди # секунди|преди # секунди",
           "преди # минута|преди # минути|преди # минути|преди # минути",
           "преди # час|преди # часа|преди # часа|преди # часа",
           "преди # ден|преди # дни|преди # дена|преди # дни",
           "преди # седмица|преди # седмици|преди # седмици|преди # седмици"),
    "zh": ("#秒前", "#分钟前", "#小时前", "#天前", "#周前"),
    "zh-hant": ("# 秒前", "# 分鐘前", "# 小時前", "# 天前", "# 週前"),
    "hr": ("prije # sekundu|prije # sekunde|prije # sekundi|prije # sekundu",
           "prije # minutu|prije # minute|prije # minuta|prije # minutu",
           "prije # sat|prije # sata|prije # sati|prije # sat",
           "prije # dan|prije # dana|prije # dana|prije # dan",
           "prije # tjedan|prije # tjedna|prije # tjedana|prije # tjedan"),
    "fa-af": ("# ثانیه پیش", "# دقیقه پیش", "# ساعت پیش", "# روز پیش", "# هفته پیش"),
    "en": ("# second ago|# seconds ago|# seconds ago|# seconds ago",
           "# minute ago|# minutes ago|# minutes ago|# minutes ago",
           "# hour ago|# hours ago|# hours ago|# hours ago",
           "# day ago|# days ago|# days ago|# days ago",
           "# week ago|# weeks ago|# weeks ago|# weeks ago"),
    "fr": ("il y a # seconde|il y a # secondes|il y a # secondes|il y a # secondes",
           "il y a # minute|il y a # minutes|il y a # minutes|il y a # minutes",
           "il y a # heure|il y a # heures|il y a # heures|il y a # heures",
           "il y a # jour|il y a # jours|il y a # jours|il y a # jours",
           "il y a # semaine|il y a # semaines|il y a # semaines|il y a # semaines"),
    "de": ("vor # Sekunde|vor # Sekunden|vor # Sekunden|vor # Sekunden",
           "vor # Minute|vor # Minuten|vor # Minuten|vor # Minuten",
           "vor # Stunde|vor # Stunden|vor # Stunden|vor # Stunden",
           "vor # Tag|vor # Tagen|vor # Tagen|vor # Tagen",
           "vor # Woche|vor # Wochen|vor # Wochen|vor # Wochen"),
    "el": ("πριν από # δευτερόλεπτο|πριν από # δευτερόλεπτα|# δευτερόλεπτα πριν|πριν # δευτερόλεπτα",
           "πριν από # λεπτό|πριν από # λεπτά|# λεπτά πριν|πριν # λεπτά",
           "πριν από # ώρα|πριν από # ώρες|# ώρες πριν|πριν # ώρες",
           "πριν από # ημέρα|πριν από # ημέρες|# μέρες πριν|πριν # μέρες",
           "πριν από # εβδομάδα|πριν από # εβδομάδες|# εβδομάδες πριν|πριν # εβδομάδες"),
    "ha": ("dakika # da ta gabata|dakiku # da suka gabata|dakiku # da suka wuce|dakiku # da suka wuce",
           "minti # da ya gabata|mintuna # da suka gabata|mintuna # da suka wuce|minti # da suka wuce",
           "awa # da ta gabata|awanni # da suka gabata|sa'o'i # da suka wuce|awoyi # da suka wuce",
           "kwana # da ya gabata|kwanaki # da suka gabata|kwanaki # da suka wuce|kwana # da suka wuce",
           "mako # da ya gabata|makonni # da suka gabata|makwanni # da suka wuce|sati # da suka wuce"),
    "hi": ("# सेकंड पहले", "# मिनट पहले", "# घंटा पहले|# घंटे पहले|# घन्टे पहले|# घण्टे पहले", "# दिन पहले",
           "# सप्ताह पहले|# सप्ताह पहले|# हफ़्ते पहले|# हफ्ते पहले"),
    "id": ("# detik yang lalu", "# menit yang lalu", "# jam yang lalu", "# hari yang lalu",
           "# minggu yang lalu|# minggu lalu|# pekan lalu|# pekan yang lalu"),
    "sw": ("sekunde # iliyopita|sekunde # zilizopita|sekunde # zilizopita|sekunde # zilizopita",
           "dakika # iliyopita|dakika # zilizopita|dakika # zilizopita|dakika # zilizopita",
           "saa # iliyopita|saa # zilizopita|masaa # yaliyopita|masaa # zilizopita",
           "siku # iliyopita|siku # zilizopita|siku # zilizopita|siku # zilizopita",
           "wiki # iliyopita|wiki # zilizopita|wiki # zilizopita|wiki # zilizopita"),
    "mk": ("пред # секунда|пред # секунди|пред # секунди|пред # секунда",
           "пред # минута|пред # минути|пред # минути|пред # минута",
           "пред # час|пред # часа|пред # часа|пред # час",
           "пред # ден|пред # дена|пред # дни|пред # ден",
           "пред # седмица|пред # седмици|пред # недели|пред # недела"),
    "ps": ("# ثانیه مخکې|# ثانیې مخکې|# ثانیې مخکې|# ثانیې وړاندې",
           "# دقیقه مخکې|# دقیقې مخکې|# دقیقې مخکې|# دقیقې وړاندې",
           "# ساعت مخکې|# ساعته مخکې|# ساعتونه مخکې|# ساعتونه وړاندې",
           "# ورځ مخکې|# ورځې مخکې|# ورځې مخکې|# ورځې وړاندې",
           "# اوونۍ مخکې|# اونۍ مخکې|# اوونۍ مخکې|# اوونۍ وړاندې"),
    "fa-ir": ("# ثانیه پیش", "# دقیقه پیش", "# ساعت پیش", "# روز پیش", "# هفته پیش"),
    "pl": ("# sekundę temu|# sekundy temu|# sekund temu|# sekund temu",
           "# minutę temu|# minuty temu|# minut temu|# minut temu",
           "# godzinę temu|# godziny temu|# godzin temu|# godzin temu",
           "# dzień temu|# dni temu|# dni temu|# dni temu",
           "# tydzień temu|# tygodnie temu|# tygodni temu|# tygodni temu"),
    "pt-002": ("há # segundo|há # segundos|há # segundos|há # segundos",
               "há # minuto|há # minutos|há # minutos|há # minutos",
               "há # hora|há # horas|há # horas|há # horas",
               "há # dia|há # dias|há # dias|há # dias",
               "há # semana|há # semanas|há # semanas|há # semanas"),
    "pt-br": ("# segundo atrás|# segundos atrás|há # segundos|há # segundos",
              "# minuto atrás|# minutos atrás|há # minutos|há # minutos",
              "# hora atrás|# horas atrás|há # horas|há # horas",
              "# dia atrás|# dias atrás|há # dias|há # dias",
              "# semana atrás|# semanas atrás|há # semanas|há # semanas"),
    "ro": ("acum # secundă|acum # secunde|acum # secunde|acum # de secunde",
           "acum # minut|acum # minute|cu # minute în urmă|acum # de minute",
           "acum # oră|acum # ore|cu # ore în urmă|cu # de ore în urmă",
           "acum # zi|acum # zile|în urmă cu # zile|acum # de zile",
           "acum # săptămână|acum # săptămâni|cu # săptămâni în urmă|acum # de săptămâni"),
    "ru": ("# секунду назад|# секунды назад|# секунд назад|# секунду назад",
           "# минуту назад|# минуты назад|# минут назад|# минуту назад",
           "# час назад|# часа назад|# часов назад|# час назад",
           "# день назад|# дня назад|# дней назад|# день назад",
           "# неделю назад|# недели назад|# недель назад|# неделю назад"),
    "sr": ("pre # sekundu|pre # sekunde|pre # sekundi|пре # секунду",
           "pre # minut|pre # minuta|pre # minuta|пре # минут",
           "pre # sat|pre # sata|pre # sati|пре # сат",
           "pre # dan|pre # dana|pre # dana|пре # дан",
           "pre # nedelju|pre # nedelje|pre # nedelja|пре # недељу"),
    "es": ("hace # segundo|hace # segundos|hace # segundos|hace # segundos",
           "hace # minuto|hace # minutos|hace # minutos|hace # minutos",
           "hace # hora|hace # horas|hace # horas|hace # horas",
           "hace # día|hace # días|hace # días|hace # días",
           "hace # semana|hace # semanas|hace # semanas|hace # semanas"),
    "tr": ("# saniye önce", "# dakika önce", "# saat önce", "# gün önce", "# hafta önce"),
    "uk": ("# секунду тому|# секунди тому|# секунд тому|# секунду тому",
           "# хвилину тому|# хвилини тому|# хвилин тому|# хвилину тому",
           "# годину тому|# години тому|# годин тому|# годину тому",
           "# день тому|# дні тому|# днів тому|# день тому",
           "# тиждень тому|# тижні тому|# тижнів тому|# тиждень тому"),
    "ur": ("# سیکنڈ پہلے", "# منٹ پہلے|# منٹ پہلے|# منٹ قبل|# منٹوں پہلے",
           "# گھنٹہ پہلے|# گھنٹے پہلے|# گھنٹے قبل|# گھنٹوں پہلے",
           "# دن پہلے|# دن پہلے|# روز قبل|# دنوں پہلے",
           "# ہفتہ پہلے|# ہفتے پہلے|# ہفتے قبل|# ہفتوں پہلے"),
}  # fmt: skip
LENGTHS = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(weeks=1),
)

# Edition: just now; today; yesterday; the day before yesterday.
NAMED: dict[str, tuple[str, str, str, str]] = {
    "sq": ("tani", "sot", "dje", "pardje"),
    "am": ("አሁን", "ዛሬ", "ትናንት", "ከትናንት ወዲያ|ከትናንት በስቲያ"),
    "ar": ("الآن", "اليوم", "أمس", "أول أمس|أول من أمس"),
    "bn": ("এইমাত্র|এখন", "আজ", "গতকাল", "গত পরশু|পরশু"),
    "bs": ("upravo|upravo sada", "danas", "jučer|juče", "prekjučer|prekjuče"),
    "bg": ("току-що|току що|сега", "днес", "вчера", "завчера"),
    "zh": ("刚刚|刚才", "今天", "昨天", "前天"),
    "zh-hant": ("剛剛|剛才", "今天", "昨天", "前天"),
    "hr": ("upravo|upravo sada", "danas", "jučer", "prekjučer"),
    "fa-af": ("اکنون|همین اکنون|هم‌اکنون", "امروز", "دیروز", "پریروز"),
    "en": ("just now|Now", "today", "yesterday", "the day before yesterday"),
    "fr": ("à l'instant|À l’instant|maintenant", "aujourd'hui|Aujourd’hui", "hier", "avant-hier"),
    "de": ("gerade eben|soeben|jetzt", "heute", "gestern", "vorgestern"),
    "el": ("μόλις τώρα|τώρα", "σήμερα", "χθες|χτες", "προχθές|προχτές"),
    "ha": ("yanzu|yanzun nan", "yau", "jiya", "shekaranjiya|shekaran jiya"),
    "hi": ("अभी|अभी-अभी", "आज", "कल", "परसों"),
    "id": ("baru saja|sekarang", "hari ini", "kemarin", "kemarin dulu|kemarin lusa"),
    "sw": ("sasa hivi", "leo", "jana", "juzi"),
    "mk": ("штотуку|сега", "денес", "вчера", "завчера"),
    "ps": ("همدا اوس|اوس", "نن", "پرون", "وړمه ورځ"),
    "fa-ir": ("اکنون|هم اکنون|همین حالا", "امروز", "دیروز", "پریروز"),
    "pl": ("przed chwilą|teraz", "dziś|dzisiaj", "wczoraj", "przedwczoraj"),
    "pt-002": ("agora|agora mesmo", "hoje", "ontem", "anteontem"),
    "pt-br": ("agora|agora mesmo", "hoje", "ontem", "anteontem"),
    "ro": ("chiar acum|acum", "azi|astăzi", "ieri", "alaltăieri"),
    "ru": ("только что|сейчас", "сегодня", "вчера", "позавчера"),
    "sr": ("upravo|управо", "danas|данас", "juče|јуче", "prekjuče|прекјуче"),
    "es": ("ahora|ahora mismo", "hoy", "ayer", "anteayer"),
    "tr": ("az önce|şimdi", "bugün|BUGÜN", "dün", "evvelsi gün|önceki gün"),
    "uk": ("щойно|зараз", "сьогодні", "вчора|учора", "позавчора"),
    "ur": ("ابھی|ابھی ابھی", "آج", "کل", "پرسوں"),
}

# Edition: 14:30 of the day that stands before it.
AT_HALF_PAST_TWO: list[tuple[str, str, str]] = [
    ("de", "gestern, 14:30 Uhr", "2023-10-19"),
    ("de", "heute um 14.30 Uhr", "2023-10-20"),
    ("de", "Vorgestern 14:30", "2023-10-18"),
    ("de", "vor 2 Tagen, 14:30 Uhr", "2023-10-18"),
    ("en", "yesterday at 2:30 p.m.", "2023-10-19"),
    ("en", "Today, 14:30 UTC", "2023-10-20"),
    ("en", "the day before yesterday at 14:30", "2023-10-18"),
    ("fr", "hier à 14 h 30", "2023-10-19"),
    ("fr", "aujourd'hui à 14h30", "2023-10-20"),
    ("es", "hoy a las 14:30 horas", "2023-10-20"),
    ("pt-br", "ontem às 14h30", "2023-10-19"),
    ("id", "kemarin pukul 14.30", "2023-10-19"),
    ("id", "hari ini, 14.30", "2023-10-20"),
    ("ru", "сегодня в 14:30", "2023-10-20"),
    ("ru", "14:30, вчера", "2023-10-19"),
    ("uk", "вчора о 14:30", "2023-10-19"),
    ("bg", "днес в 14:30 ч.", "2023-10-20"),
    ("mk", "вчера во 14:30 часот", "2023-10-19"),
    ("hr", "jučer u 14:30", "2023-10-19"),
    ("sr", "јуче у 14:30", "2023-10-19"),
    ("bs", "danas u 14:30 sati", "2023-10-20"),
    ("pl", "wczoraj o godz. 14:30", "2023-10-19"),
    ("ro", "ieri, ora 14:30", "2023-10-19"),
    ("sq", "sot në orën 14:30", "2023-10-20"),
    ("tr", "bugün saat 14:30'da", "2023-10-20"),
    ("el", "χθες στις 14:30", "2023-10-19"),
    ("ar", "اليوم الساعة ١٤:٣٠", "2023-10-20"),
    ("ar", "أمس 2:30 م", "2023-10-19"),
    ("fa-ir", "دیروز ساعت ۱۴:۳۰", "2023-10-19"),
    ("fa-af", "امروز ۱۴:۳۰", "2023-10-20"),
    ("zh", "昨天 14:30", "2023-10-19"),
    ("zh-hant", "前天14:30", "2023-10-18"),
    ("hi", "कल, १४:३०", "2023-10-19"),
    ("bn", "গতকাল ১৪:৩০", "2023-10-19"),
    ("ur", "آج ۱۴:۳۰", "2023-10-20"),
]

# Without a figure, or said in another way.
OTHERWISE: list[tuple[str, str, str]] = [
    ("en", "an hour ago", "2023-10-20T11:00:30Z"),
    ("en", "3 h ago", "2023-10-20T09:00:30Z"),
    ("fr", "il y a 3 h", "2023-10-20T09:00:30Z"),
    ("fr", "il y a une heure", "2023-10-20T11:00:30Z"),
    ("de", "vor einer Stunde", "2023-10-20T11:00:30Z"),
    ("zh", "两小时前", "2023-10-20T10:00:30Z"),
    ("zh", "十分钟前", "2023-10-20T11:50:30Z"),
    ("zh-hant", "兩小時前", "2023-10-20T10:00:30Z"),
    ("ar", "منذ ساعتين", "2023-10-20T10:00:30Z"),
    ("am", "ከአንድ ሰአት በፊት", "2023-10-20T11:00:30Z"),
    ("hi", "एक घन्टा पहले", "2023-10-20T11:00:30Z"),
    ("ro", "cu o oră în urmă", "2023-10-20T11:00:30Z"),
    ("ru", "3 часа тому назад", "2023-10-20T09:00:30Z"),
    ("uk", "3 години тому назад", "2023-10-20T09:00:30Z"),
    ("pl", "przed 3 godzinami", "2023-10-20T09:00:30Z"),
    ("id", "sejam yang lalu", "2023-10-20T11:00:30Z"),
    ("ha", "sa'a guda da ta wuce", "2023-10-20T11:00:30Z"),
    ("sw", "masaa 3 zilizopita", "2023-10-20T09:00:30Z"),
]
OTHERWISE_DAYS: list[tuple[str, str, str]] = [
    ("id", "sepekan lalu", "2023-10-13"),
    ("id", "seminggu yang lalu", "2023-10-13"),
    ("ha", "mako guda da ya wuce", "2023-10-13"),
    ("bs", "prije sedmicu dana", "2023-10-13"),
    ("hr", "prije tjedan dana", "2023-10-13"),
    ("sr", "pre sedmicu dana", "2023-10-13"),
    ("sr", "pre 2 sedmice", "2023-10-06"),
    ("ru", "неделю назад", "2023-10-13"),
    ("zh", "两天前", "2023-10-18"),
    ("zh-hant", "兩個星期前", "2023-10-06"),
    ("ar", "منذ أسبوعين", "2023-10-06"),
    ("de", "vor einem Tag", "2023-10-19"),
    ("es", "hace una semana", "2023-10-13"),
]  # fmt: skip


def in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans(LATIN, digits))


def test_every_edition_is_in_the_tables() -> None:
    assert set(COUNTED) == set(editions()) == set(NAMED)


@pytest.mark.parametrize("language", sorted(COUNTED))
def test_what_is_counted(language: str) -> None:
    for forms, length in zip(COUNTED[language], LENGTHS, strict=True):
        rows = forms.split("|") if "|" in forms else [forms] * len(COUNTS)
        for form, count in zip(rows, COUNTS, strict=True):
            moment = MADE_AT - count * length
            expected = (
                (f"{moment:%Y-%m-%d}T00:00:00Z", "day")
                if length >= timedelta(days=1)
                else (f"{moment:%Y-%m-%dT%H:%M:%S}Z", None)
            )
            raw = form.replace("#", str(count))
            for text in {raw, raw.upper(), in_digits(raw, DIGITS.get(language, LATIN))}:
                assert dates.read(text, language, MADE_AT) == expected, text


@pytest.mark.parametrize("language", sorted(NAMED))
def test_what_has_a_name(language: str) -> None:
    expected = (
        ("2023-10-20T12:00:30Z", None),
        ("2023-10-20T00:00:00Z", "day"),
        ("2023-10-19T00:00:00Z", "day"),
        ("2023-10-18T00:00:00Z", "day"),
    )
    for row, moment in zip(NAMED[language], expected, strict=True):
        for raw in row.split("|"):
            for text in (raw, raw.capitalize(), f" {raw}. "):
                assert dates.read(text, language, MADE_AT) == moment, text


@pytest.mark.parametrize(("language", "raw", "day"), AT_HALF_PAST_TWO)
def test_a_day_with_a_time_of_it(language: str, raw: str, day: str) -> None:
    assert dates.read(raw, language, MADE_AT) == (f"{day}T14:30:00Z", "second")


@pytest.mark.parametrize(("language", "raw", "moment"), OTHERWISE)
def test_other_wordings(language: str, raw: str, moment: str) -> None:
    assert dates.read(raw, language, MADE_AT) == (moment, None)


@pytest.mark.parametrize(("language", "raw", "day"), OTHERWISE_DAYS)
def test_other_wordings_of_days(language: str, raw: str, day: str) -> None:
    assert dates.read(raw, language, MADE_AT) == (f"{day}T00:00:00Z", "day")


def test_days_are_counted_in_utc() -> None:
    in_delhi = timezone(timedelta(hours=5, minutes=30))
    after_midnight = datetime(2023, 10, 20, 1, 0, tzinfo=in_delhi)  # 19 October, 19:30 UTC
    assert dates.read("today", "en", after_midnight) == ("2023-10-19T00:00:00Z", "day")
    assert dates.read("2 days ago", "en", after_midnight) == ("2023-10-17T00:00:00Z", "day")
    assert dates.read("yesterday, 22:15", "en", after_midnight) == (
        "2023-10-18T22:15:00Z",
        "second",
    )


def test_over_the_end_of_a_year_and_a_leap_day() -> None:
    new_year = datetime(2024, 1, 1, 0, 10, tzinfo=UTC)
    assert dates.read("vorgestern", "de", new_year) == ("2023-12-30T00:00:00Z", "day")
    assert dates.read("vor 20 Minuten", "de", new_year) == ("2023-12-31T23:50:00Z", None)
    march = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
    assert dates.read("hier", "fr", march) == ("2024-02-29T00:00:00Z", "day")


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("tomorrow", "en"),
        ("yesterday or today", "en"),
        ("yesterday, 25:00", "en"),
        ("yesterday, 14:30 CET", "en"),  # a time zone
        ("3 hours ago, 14:30", "en"),
        ("just now, 14:30", "en"),
        ("14:30", "en"),
        ("gestern", "en"),
        ("昨天下午 3:30", "zh"),  # a part of the day
        ("jana, saa 8:30", "sw"),  # counted from sunrise?
        ("2 3 days ago", "en"),
        ("1000 days ago", "en"),
        ("vor einem", "de"),
    ],
)
def test_what_is_not_understood_altogether(raw: str, language: str) -> None:
    assert dates.read(raw, language, MADE_AT) is None


@pytest.mark.parametrize("raw", ["gestern", "vor 2 Tagen", "soeben", "heute, 14:30 Uhr"])
def test_without_a_moment_to_count_from_nothing_is_known(raw: str) -> None:
    assert dates.read(raw, "de", None) is None
