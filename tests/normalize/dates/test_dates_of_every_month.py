"""Every month's name in every edition, as its newspapers write it, and in other spellings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dwcrawler.editions import editions
from dwcrawler.normalize import dates

MADE_AT = datetime(2024, 1, 15, 12, 0, tzinfo=UTC)
LATIN, ARABIC, PERSIAN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
BENGALI, DEVANAGARI = "০১২৩৪৫৬৭৮৯", "०१२३४५६७८९"

# Edition: its date with a month's name; its digits; the names from January on.
MONTHS: dict[str, tuple[str, str, str]] = {
    "sq": ("{d} {m} {y}", LATIN, "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor"),
    "am": ("{m} {d} ቀን {y}", LATIN, "ጃንዋሪ ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር"),
    "ar": ("{d} {m} {y}", ARABIC, "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    "bn": ("{d} {m} {y}", BENGALI, "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"),
    "bs": ("{d}. {m} {y}.", LATIN, "januar februar mart april maj juni juli august septembar oktobar novembar decembar"),
    "bg": ("{d} {m} {y} г.", LATIN, "януари февруари март април май юни юли август септември октомври ноември декември"),
    "zh": ("{y}年{m}{d}日", LATIN, "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
    "zh-hant": ("{y}年{m}{d}日", LATIN, "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
    "hr": ("{d}. {m} {y}.", LATIN, "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca"),
    "fa-af": ("{d} {m} {y}", PERSIAN, "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر"),
    "en": ("{m} {d}, {y}", LATIN, "January February March April May June July August September October November December"),
    "fr": ("{d} {m} {y}", LATIN, "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "de": ("{d}. {m} {y}", LATIN, "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "el": ("{d} {m} {y}", LATIN, "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου"),
    "ha": ("{d} ga {m}, {y}", LATIN, "Janairu Fabrairu Maris Afrilu Mayu Yuni Yuli Agusta Satumba Oktoba Nuwamba Disamba"),
    "hi": ("{d} {m} {y}", DEVANAGARI, "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"),
    "id": ("{d} {m} {y}", LATIN, "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"),
    "sw": ("{d} {m} {y}", LATIN, "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba"),
    "mk": ("{d} {m} {y}", LATIN, "јануари февруари март април мај јуни јули август септември октомври ноември декември"),
    "ps": ("{d} {m} {y}", PERSIAN, "جنوري فبروري مارچ اپرېل می جون جولای اګست سپټمبر اکټوبر نومبر ډیسمبر"),
    "fa-ir": ("{d} {m} {y}", PERSIAN, "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"),
    "pl": ("{d} {m} {y}", LATIN, "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
    "pt-002": ("{d} de {m} de {y}", LATIN, "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    "pt-br": ("{d} de {m} de {y}", LATIN, "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    "ro": ("{d} {m} {y}", LATIN, "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
    "ru": ("{d} {m} {y} г.", LATIN, "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    "sr": ("{d}. {m} {y}.", LATIN, "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar"),
    "es": ("{d} de {m} de {y}", LATIN, "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    "tr": ("{d} {m} {y}", LATIN, "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    "uk": ("{d} {m} {y} р.", LATIN, "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
    "ur": ("{d} {m} {y}ء", LATIN, "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"),
}  # fmt: skip
# The same in other cases, spellings and scripts.
MORE_MONTHS: list[tuple[str, str]] = [
    ("am", "ጃንዩወሪ ፌብሩወሪ ማርች ኤፕረል ሜይ ጁን ጁላይ ኦገስት ሴፕተምበር ኦክተውበር ኖቬምበር ዲሴምበር"),
    ("ar", "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"),
    ("ar", "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"),
    ("ar", "كانون_ثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين_أول تشرين_ثاني كانون_أول"),
    ("bn", "জানুয়ারী ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই অগাস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"),
    ("bs", "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra"),
    ("zh", "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"),
    ("zh-hant", "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"),
    ("hr", "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac"),
    ("en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    ("fr", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    ("de", "Jan. Feb. Mär. Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez."),
    ("de", "Jänner Feb. März April Mai Juni Juli August Sept. Oktober November Dezember"),
    ("el", "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος"),
    ("fa-ir", "ژانویه فوریه مارس آوریل می ژوئن جولای آگوست سپتامبر اکتبر نوامبر دسامبر"),
    ("fa-af", "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"),
    ("hi", "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर"),
    ("id", "Jan Peb Mar Apr Mei Jun Jul Agt Sep Okt Nop Des"),
    ("id", "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"),
    ("pl", "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"),
    ("pt-br", "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
    ("ru", "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек."),
    ("ru", "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
    ("sr", "januara februara marta aprila maja juni juli avgusta septembra oktobra novembra decembra"),
    ("sr", "јануар фебруар март април мај јун јул август септембар октобар новембар децембар"),
    ("sr", "јануара фебруара марта априла маја јуни јули августа септембра октобра новембра децембра"),
    ("es", "ene feb mar abr may jun jul ago sept oct nov dic"),
    ("sw", "Jan Feb Mac Apr Mei Jun Jul Ago Sep Okt Nov Disemba"),
    ("tr", "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara"),
    ("uk", "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд."),
]  # fmt: skip
# From Monday on; `_` is a blank.
WEEKDAYS: dict[str, str] = {
    "sq": "e_hënë e_martë e_mërkurë e_enjte e_premte e_shtunë e_diel",
    "am": "ሰኞ ማክሰኞ ረቡዕ ሐሙስ ዓርብ ቅዳሜ እሑድ",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "bn": "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার",
    "bs": "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "bg": "понеделник вторник сряда четвъртък петък събота неделя",
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "zh-hant": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "hr": "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "fa-af": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "el": "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή",
    "ha": "Litinin Talata Laraba Alhamis Jumma'a Asabar Lahadi",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    "sw": "Jumatatu Jumanne Jumatano Alhamisi Ijumaa Jumamosi Jumapili",
    "mk": "понеделник вторник среда четврток петок сабота недела",
    "ps": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    "fa-ir": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pt-002": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "pt-br": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "ro": "luni marți miercuri joi vineri sâmbătă duminică",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "sr": "ponedeljak utorak sreda četvrtak petak subota nedelja",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "tr": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    "uk": "понеділок вівторок середа четвер пʼятниця субота неділя",
    "ur": "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار",
}
# The solar Hijri year 1402 in the three editions that use it; when each month began.
SOLAR_MONTHS: dict[str, str] = {
    "fa-ir": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "fa-af": "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    "ps": "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
}
SOLAR_BEGAN = [
    date(2023, 3, 21), date(2023, 4, 21), date(2023, 5, 22), date(2023, 6, 22),
    date(2023, 7, 23), date(2023, 8, 23), date(2023, 9, 23), date(2023, 10, 23),
    date(2023, 11, 22), date(2023, 12, 22), date(2024, 1, 21), date(2024, 2, 20),
]  # fmt: skip


def shown(form: str, digits: str, day: int, month: str, year: int) -> str:
    text = form.format(d=day, m=month.replace("_", " "), y=year)
    return text.translate(str.maketrans(LATIN, digits))


def rows() -> list[tuple[str, str, str, str]]:
    usual = [(language, *row) for language, row in MONTHS.items()]
    return usual + [(language, *MONTHS[language][:2], names) for language, names in MORE_MONTHS]


CASES = [
    pytest.param(
        shown(form, digits, day, name, 2023),
        language,
        f"2023-{month:02}-{day:02}T00:00:00Z",
        id=f"{language}-{name}-{day}",
    )
    for language, form, digits, names in rows()
    for month, name in enumerate(names.split(), 1)
    for day in (1, 28)
]


def test_every_edition_has_twelve_months() -> None:
    assert set(MONTHS) == set(editions())
    assert {len(names.split()) for _, _, _, names in rows()} == {12}


@pytest.mark.parametrize(("raw", "language", "expected"), CASES)
def test_every_month(raw: str, language: str, expected: str) -> None:
    assert dates.read(raw, language, MADE_AT) == (expected, "day")


@pytest.mark.parametrize("language", sorted(MONTHS))
def test_every_day_of_the_week(language: str) -> None:
    form, digits, names = MONTHS[language]
    october = names.split()[9]
    for day, weekday in enumerate(WEEKDAYS[language].split(), 16):
        on_day = weekday.replace("_", " ")
        for raw in (
            f"{on_day}, {shown(form, digits, day, october, 2023)}",
            f"{shown(form, digits, day, october, 2023)} ({on_day})",
        ):
            assert dates.read(raw, language, MADE_AT) == (f"2023-10-{day}T00:00:00Z", "day"), raw


@pytest.mark.parametrize("language", sorted(SOLAR_MONTHS))
@pytest.mark.parametrize("form", ["{d} {m} {y}", "{d} {m}ماه {y}", "{d} {m} ماه {y}"])
def test_every_solar_month(language: str, form: str) -> None:
    if language == "ps" and "ماه" in form:
        form = "د {y} کال د {m} {d}مه"  # as Pashto says it
    for name, began in zip(SOLAR_MONTHS[language].split(), SOLAR_BEGAN, strict=True):
        for number in (1, 15, 29):
            raw = shown(form, PERSIAN, number, name, 1402)
            expected = began + timedelta(days=number - 1)
            later = datetime(2024, 4, 1, tzinfo=UTC)
            assert dates.read(raw, language, later) == (f"{expected}T00:00:00Z", "day"), raw


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("18 أكتوبر 2023م", "ar"),
        ("١٨/١٠/٢٠٢٣م", "ar"),
        ("ኦክቶበር 18 ቀን 2023 ዓ.ም", "am"),
        ("እ.ኤ.አ. ኦክቶበር 18 ቀን 2023 ዓ.ም.", "am"),
        ("۱۸ اکتبر ۲۰۲۳ میلادی", "fa-ir"),
        ("۲۶ مهر ۱۴۰۲ هجری شمسی", "fa-ir"),
        ("18 октомври 2023 година", "bg"),
    ],
)
def test_the_era_may_be_named(raw: str, language: str) -> None:
    assert dates.read(raw, language, MADE_AT) == ("2023-10-18T00:00:00Z", "day")


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("18.10.2016 ዓ.ም", "am"),  # the Ethiopian year, most likely
        ("10 محرم 1445", "ar"),
        ("18/10/1445هـ", "ar"),
        ("18 أكتوبر 2023هـ", "ar"),
    ],
)
def test_another_calendar_is_not_taken_for_this_one(raw: str, language: str) -> None:
    assert dates.read(raw, language, MADE_AT) is None


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("18 Oktober 2023, 14.30", "id"),
        ("Rabu, 18 Okt 2023 pukul 14.30", "id"),
        ("18/10/2023 14.30", "id"),
        ("18. Oktober 2023, 14.30 Uhr", "de"),
        ("18.10.2023 14.30 Uhr", "de"),
        ("18 de octubre de 2023, 14:30 horas", "es"),
        ("18 de octubre de 2023 a las 14:30 h", "es"),
        ("18 октомври 2023 г., 14:30 ч.", "bg"),
        ("18 octobre 2023 à 14 h 30", "fr"),
        ("18 octobre 2023 à 14h30", "fr"),
        ("18 octobre 2023 à 14 h 30 min", "fr"),
        ("18 de outubro de 2023 às 14h30", "pt-br"),
        ("18 de outubro de 2023 às 14h30min", "pt-002"),
        ("18 أكتوبر 2023، 14:30", "ar"),
        ("18 أكتوبر 2023، 2:30 م", "ar"),
        ("October 18, 2023, 2:30 PM", "en"),
        ("18 Ekim 2023, 14:30'da", "tr"),
        ("18. listopada 2023. u 14:30 sati", "hr"),
        ("18 octombrie 2023, ora 14:30", "ro"),
        ("18 жовтня 2023 р. о 14:30", "uk"),
        ("18 października 2023, godz. 14:30", "pl"),
    ],
)
def test_times_of_day(raw: str, language: str) -> None:
    assert dates.read(raw, language, MADE_AT) == ("2023-10-18T14:30:00Z", "second")


def test_an_hour_without_minutes() -> None:
    assert dates.read("18 octobre 2023 à 14 h", "fr", MADE_AT) == ("2023-10-18T14:00:00Z", "second")


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("18 October 2023 14:60", "en"),
        ("18 octobre 2023 à 25 h", "fr"),
        ("18 أكتوبر 2023، 14:30 ص", "ar"),  # afternoon, said to be morning
        ("18 Oktober 2023, 14.30 WIB", "id"),  # a time zone
        ("18 octobre 2023, 14.30", "fr"),
        ("18 Oktoba 2023, saa 8:30", "sw"),  # counted from sunrise?
    ],
)
def test_no_time_of_day_is_guessed(raw: str, language: str) -> None:
    assert dates.read(raw, language, MADE_AT) is None
