"""What CLDR lacks for reading an edition's dates.

CLDR has, for each language, month and day names, the order of a date in numbers and `3 hours ago`.
It has no Afghan calendar, no `yesterday` or `now` (in the part that `cldr` takes), none of the small
words around a date, and one spelling of each name where newspapers have several. Alternatives are
separated by `|`; case and accents do not matter. A word of a calendar that is not read (lunar
Hijri) must not stand here: with an unknown word in it a date is not read. Nor must a time zone, a
part of the day, or an `o'clock` that is counted twice to twelve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

NumericOrder = Literal["day first", "month first", "unknown", "never"]
"""How `03/04/2026` is read; `unknown` is read only where one order alone gives a day."""


@dataclass(frozen=True, slots=True)
class Words:
    today: str = ""
    yesterday: str = ""
    before_yesterday: str = ""
    """In Hindi, Urdu and Bengali also the day after tomorrow (and in the first two, yesterday is
    also tomorrow); what is published then is on no page."""
    now: str = ""
    """What means less than a minute ago, without a number."""
    numbers: tuple[str, ...] = ()
    """From one on, with their inflections, as in `an hour ago`."""
    fillers: str = ""
    """What may stand in an absolute date or before and after a time of day, and changes nothing."""
    eras: str = ""
    """Fillers that leave the calendar open, so that they may stand only where a month's name
    tells it."""
    gregorian_eras: str = ""
    """Those that tell the Gregorian calendar where a month's name does not."""
    past: Mapping[str, str] = field(default_factory=dict)
    """By unit. `#` is the number; without it the phrase means one."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Words that mean the same in relative dates, and the one that then stands for them."""
    months: tuple[str, ...] = ()
    """Twelve, from January on."""
    weekdays: tuple[str, ...] = ()
    """Seven, from Monday on."""
    order: NumericOrder | None = None
    """Where it is not the one that CLDR tells."""
    is_solar: bool = False
    """Whether the edition also uses the solar Hijri calendar."""
    is_ethiopian: bool = False
    is_time_dotted: bool = False
    """Whether `14.30` is a time of day."""


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
ETHIOPIAN_MONTHS: Final = (
    "መስከረም|መስከ|መስከረ",
    "ጥቅምት|ጥቅም",
    "ኅዳር|ኀዳር|ኅዳ",
    "ታኅሣሥ|ታኅሣ|ታህሣ",
    "ጥር|ጥሪ",
    "የካቲት|የካቲ",
    "መጋቢት|መጋቢ",
    "ሚያዝያ|ሚያዚያ|ሚያዝ",
    "ግንቦት|ግምቦት|ግንቦ",
    "ሰኔ",
    "ሐምሌ|ሐምሌይ",
    "ነሐሴ|ነሐሲ",
    "ጳጉሜን|ጳጉሜ|ጳጕሜን|ጳጕሜ|ጳጐሜን|ጳጐሜ|ጷግሜን|ጷግሜ|ጳግሜን|ጳግሜ|ጳጉሚን|ጷጉሜን|ጷጉሜ|ፓጉሜን|ፓጉሜ|ፓግሜን|ፓግሜ",
)
# As the months of the Gregorian calendar these names stand for those in which they begin or lie for
# the most part: September for the first. Pagume is none of them.
ETHIOPIAN_AS_GREGORIAN: Final = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
_PERSIAN: Final = Words(
    today="امروز",
    yesterday="دیروز",
    before_yesterday="پریروز",
    now="اکنون|هم اکنون|هم‌اکنون|همین اکنون|الان|همین الان|حالا|همین حالا|لحظاتی پیش",
    numbers=("یک",),
    # What names the era agrees with the year and the month names, or nothing is read.
    fillers="ساعت|در|ماه|سال|هجری|شمسی|خورشیدی|میلادی",
    same={"قبل": "پیش"},
    months=("", "", "", "", "", "", "جولای", "آگوست|آگست", "", "", "", ""),
    weekdays=(
        "دو شنبه",
        "سه شنبه",
        "چهار شنبه|چارشنبه|چار شنبه",
        "پنج شنبه|پنجشنبه",
        "آدینه",
        "",
        "یک شنبه",
    ),
    is_solar=True,
)
_CHINESE: Final = Words(
    today="今天|今日",
    yesterday="昨天|昨日",
    before_yesterday="前天|前日",
    now="刚刚|剛剛|刚才|剛才|现在|現在",
    numbers=("一", "二|两|兩", "三", "四", "五", "六", "七", "八", "九", "十"),
    fillers="年|日|号|號",
    past={
        "second": "#秒前|#秒钟前|#秒鐘前",
        "minute": "#分前|#分钟以前|#分鐘以前",
        "hour": "#个小时前|#個小時前|#小时以前|#小時以前|#个钟头前|#個鐘頭前",
        "day": "#日前|#天以前",
        "week": "#个星期前|#個星期前|#星期前|#个礼拜前|#個禮拜前|#周以前|#週以前",
    },
    weekdays=(
        "礼拜一|禮拜一",
        "礼拜二|禮拜二",
        "礼拜三|禮拜三",
        "礼拜四|禮拜四",
        "礼拜五|禮拜五",
        "礼拜六|禮拜六",
        "星期天|礼拜天|禮拜天|礼拜日|禮拜日",
    ),
)
_PORTUGUESE: Final = Words(
    today="hoje",
    yesterday="ontem",
    before_yesterday="anteontem|antes de ontem",
    now="agora|agora mesmo|neste momento|há instantes|há momentos|há alguns segundos",
    numbers=("um|uma",),
    fillers="de|às|as|º|h|hora|horas|min",
    past={
        "second": "# segundo atrás|# segundos atrás|faz # segundo|faz # segundos",
        "minute": "# minuto atrás|# minutos atrás|faz # minuto|faz # minutos",
        "hour": "# hora atrás|# horas atrás|faz # hora|faz # horas",
        "day": "# dia atrás|# dias atrás|faz # dia|faz # dias",
        "week": "# semana atrás|# semanas atrás|faz # semana|faz # semanas",
    },
    weekdays=("segunda", "terça", "quarta", "quinta", "sexta", "", ""),
)
_BOSNIAN_MONTHS: Final = (
    "januara",
    "februara",
    "marta",
    "aprila",
    "maja",
    "jun|juna|juni",
    "jul|jula|juli",
    "augusta|avgust|avgusta",
    "septembra",
    "oktobra",
    "novembra",
    "decembra",
)

WORDS: Final[Mapping[str, Words]] = {
    "sq": Words(
        today="sot",
        yesterday="dje",
        before_yesterday="pardje",
        now="tani|tani sapo|sapo|pak çaste më parë",
        numbers=("një",),
        fillers="më|ora|orën|në",
        past={
            "second": "para # sekonde|para # sekondash",
            "minute": "para # minute|para # minutash",
            "hour": "para # ore|para # orë|para # orësh",
            "day": "para # dite|para # ditësh",
            "week": "para # jave|para # javësh",
        },
    ),
    "am": Words(
        today="ዛሬ",
        yesterday="ትናንት|ትላንት|ትናንትና|ትላንትና",
        before_yesterday="ከትናንት ወዲያ|ከትላንት ወዲያ|ከትናንት በስቲያ|ከትላንት በስቲያ",
        now="አሁን|አሁን ገና|ልክ አሁን",
        numbers=("አንድ",),
        fillers="ቀን|ዕለት",
        eras="ዓ ም|ዓም",  # The year of grace: Ethiopian, but behind a European month's name
        gregorian_eras="እ ኤ አ|እኤአ",  # Of the European calendar
        past={
            "second": "# ሰከንድ በፊት|# ሰከንዶች በፊት",
            "minute": "ከአንድ ደቂቃ በፊት|# ደቂቃ በፊት|# ደቂቃዎች በፊት|ከ # ደቂቃዎች በፊት",
            "hour": "ከአንድ ሰዓት በፊት|# ሰዓት በፊት|# ሰዓታት በፊት|ከ # ሰዓታት በፊት",
            "day": "ከአንድ ቀን በፊት|# ቀን በፊት|# ቀናት በፊት|# ቀኖች በፊት|ከ # ቀኖች በፊት",
            "week": "ከአንድ ሳምንት በፊት|# ሳምንት በፊት|# ሳምንታት በፊት|ከ # ሳምንቶች በፊት",
        },
        months=(
            "ጃንዩወሪ|ጃንዋሪ|ጃንዩዋሪ|ጃኑዋሪ",
            "ፌብሩወሪ|ፌብሯሪ|ፌብሩዋሪ",
            "ማርች",
            "ኤፕረል|ኤፕሪል|አፕሪል",
            "ሜይ",
            "ጁን",
            "ጁላይ",
            "ኦገስት",
            "ሴፕቴምበር|ሴፕተምበር",
            "ኦክተውበር|ኦክቶበር",
            "ኖቬምበር|ኖቨምበር",
            "ዲሴምበር|ዲሰምበር",
        ),
        weekdays=("", "ማግሰኞ", "ሮብ|ረቡ|እሮብ", "", "", "", ""),
        # Seen: Ethiopian dates in words. One in numbers may be of either calendar.
        order="never",
        is_ethiopian=True,
    ),
    "ar": Words(
        today="اليوم|هذا اليوم",
        yesterday="أمس|الأمس|بالأمس|يوم أمس|البارحة",
        before_yesterday="أول أمس|أول من أمس|أمس الأول|قبل أمس",
        now="الآن|للتو|قبل لحظات|قبل ثوان",
        fillers="الساعة|في|عند|م|ميلادي|ميلادية",
        past={
            "second": "قبل ثانية|قبل # ثواني",
            "minute": "قبل دقيقة",
            "hour": "قبل ساعة",
            "day": "قبل يوم|قبل # يوما",
            "week": "قبل أسبوع",
        },
        same={"منذ": "قبل"},
        months=(
            "كانون ثاني",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "تشرين أول",
            "تشرين ثاني|تشرين ثان",
            "كانون أول",
        ),
    ),
    "bn": Words(
        today="আজ|আজকে|আজই",
        yesterday="গতকাল|গতকালকে|গতকল্য",
        before_yesterday="গত পরশু|গতপরশু|পরশু|পরশুদিন",
        now="এইমাত্র|এই মাত্র|এখন|এখনই|এক্ষুনি",
        numbers=("এক|একটি",),
        fillers="লা|রা|ঠা|ই|শে",  # Endings of ordinals
        same={"ঘণ্টা": "ঘন্টা", "পূর্বে": "আগে", "সেকেণ্ড": "সেকেন্ড"},
        months=("জানুয়ারি", "ফেব্রুয়ারি", "", "", "", "", "", "অগাস্ট|আগষ্ট", "", "", "", ""),
    ),
    "bs": Words(
        today="danas",
        yesterday="jučer|juče",
        before_yesterday="prekjučer|prekjuče",
        now="upravo|upravo sada|sada|sad|maloprije|ovog trenutka|prije nekoliko sekundi",
        numbers=("jedan|jednu|jedne",),
        fillers="u|g|godine|h|sati|sata",
        past={
            "minute": "prije minut|prije minutu|prije # minut",
            "hour": "prije sat|prije sat vremena",
            "day": "prije dan",
            "week": "prije sedmicu|prije sedmicu dana|prije # tjedana|prije # tjedna"
            "|prije nedjelju dana|prije # nedjelju|prije # nedjelje|prije # nedjelja",
        },
        months=_BOSNIAN_MONTHS,
    ),
    "bg": Words(
        today="днес",
        yesterday="вчера",
        before_yesterday="завчера",
        now="току-що|сега|преди малко|преди секунди|преди няколко секунди",
        numbers=("един|една|едно",),
        fillers="г|година|в|от|ч|час|часа",
        past={
            "minute": "преди минута",
            "hour": "преди час",
            "day": "преди ден|преди # дена",
            "week": "преди седмица",
        },
    ),
    "zh": _CHINESE,
    "zh-hant": _CHINESE,
    "hr": Words(
        today="danas",
        yesterday="jučer",
        before_yesterday="prekjučer",
        now="upravo|upravo sada|sada|sad|maloprije|ovog trenutka|prije nekoliko sekundi",
        numbers=("jedan|jednu|jedne",),
        fillers="u|g|godine|h|sati|sata",
        past={
            "minute": "prije minutu|prije minute|prije # minut",
            "hour": "prije sat|prije sat vremena",
            "day": "prije dan",
            "week": "prije tjedan|prije tjedan dana",
        },
        months=("", "", "", "", "", "", "", "", "", "", "studenog|studenoga", ""),
    ),
    "fa-af": _PERSIAN,
    "en": Words(
        today="today",
        yesterday="yesterday",
        before_yesterday="day before yesterday|the day before yesterday",
        now="just now|now|right now|moments ago|a moment ago|seconds ago|a few seconds ago",
        numbers=("a|an|one",),
        fillers="st|nd|rd|th|of|the|on|at",
        past={
            "second": "# sec ago|# secs ago",
            "minute": "# min ago|# mins ago",
            "hour": "# hr ago|# hrs ago|# h ago",
            "day": "# d ago",
            "week": "# wks ago",
        },
        months=("", "", "", "", "", "", "", "", "sep|sept", "", "", ""),
    ),
    "fr": Words(
        today="aujourd'hui",
        yesterday="hier",
        before_yesterday="avant-hier",
        now="à l'instant|maintenant|il y a un instant|il y a quelques instants"
        "|il y a quelques secondes",
        numbers=("un|une",),
        fillers="le|er|ᵉʳ|à|min",
    ),
    "de": Words(
        today="heute",
        yesterday="gestern",
        before_yesterday="vorgestern",
        now="gerade eben|gerade|eben|soeben|jetzt|vor wenigen Sekunden|vor wenigen Augenblicken",
        numbers=("ein|eine|einem|einer",),
        fillers="der|den|am|um|uhr",
        months=("jan|jänner", "feb", "mär|mrz", "apr", "", "jun", "jul", "", "sep", "", "", ""),
        weekdays=("", "", "", "", "", "sonnabend", ""),
        is_time_dotted=True,
    ),
    "el": Words(
        today="σήμερα",
        yesterday="χθες|χτες|εχθές",
        before_yesterday="προχθές|προχτές",
        now="μόλις τώρα|τώρα|μόλις|πριν από λίγο|πριν από λίγα δευτερόλεπτα",
        numbers=("ένα|έναν|μία|μια",),
        fillers="στις|στη|στην|του|της|η|ώρα",
        past={
            "second": "# δευτερόλεπτο πριν|# δευτερόλεπτα πριν",
            "minute": "# λεπτό πριν|# λεπτά πριν",
            "hour": "# ώρα πριν|# ώρες πριν",
            "day": "# μέρα πριν|# μέρες πριν|# ημέρα πριν|# ημέρες πριν|πριν # μέρα|πριν # μέρες",
            "week": "# εβδομάδα πριν|# εβδομάδες πριν|πριν # βδομάδα|πριν # βδομάδες",
        },
        same={"πριν από": "πριν"},
        months=("", "", "", "", "Μάιος", "", "", "", "", "", "", ""),
    ),
    "ha": Words(
        today="yau",
        yesterday="jiya",
        before_yesterday="shekaranjiya|shekaran jiya",
        now="yanzu|yanzu yanzu|yanzu-yanzu|yanzun nan",
        numbers=("daya|guda",),
        fillers="ga|watan|ranar|da|st|nd|rd|th|of",
        past={
            "second": "daƙiƙa # da suka gabata|daƙiƙu # da suka gabata|sakan # da suka gabata",
            "minute": "minti # da suka gabata|mintoci # da suka gabata",
            "hour": "awa # da suka gabata|awoyi # da suka gabata|awowi # da suka gabata"
            "|sa'a # da suka gabata|sa'o'i # da suka gabata",
            "day": "kwana # da suka gabata|rana # da suka gabata|ranaku # da suka gabata",
            "week": "mako # da suka gabata|makwanni # da suka gabata|sati # da suka gabata"
            "|satittika # da suka gabata",
        },
        # `which has passed`: masculine, feminine, plural.
        same={"wuce": "gabata", "shige": "gabata", "ya": "suka", "ta": "suka"},
        months=("", "Fabrairu", "", "Afrilu", "", "", "", "", "", "", "", ""),
        # Seen: English dates in words. CLDR's order is the day first, English has the month first.
        order="unknown",
    ),
    "hi": Words(
        today="आज",
        yesterday="कल|बीते कल",
        before_yesterday="परसों|बीते परसों",
        now="अभी|अभी-अभी|अब|कुछ सेकंड पहले",
        numbers=("एक",),
        fillers="को",
        same={
            "पूर्व": "पहले",
            "घंटा": "घंटे",
            "घंटों": "घंटे",
            "घण्टा": "घंटे",
            "घण्टे": "घंटे",
            "घण्टों": "घंटे",
            "घन्टा": "घंटे",
            "घन्टे": "घंटे",
            "घन्टों": "घंटे",
            "सेकेंड": "सेकंड",
            "सेकण्ड": "सेकंड",
            "सेकेण्ड": "सेकंड",
            "मिनटों": "मिनट",
            "दिनों": "दिन",
            "हफ्ता": "सप्ताह",
            "हफ्ते": "सप्ताह",
            "हफ्तों": "सप्ताह",
        },
        months=("", "", "", "", "", "", "", "", "सितम्बर", "अक्तूबर", "नवम्बर", "दिसम्बर"),
        weekdays=("", "", "", "बृहस्पतिवार|वीरवार", "", "", "इतवार"),
    ),
    "id": Words(
        today="hari ini",
        yesterday="kemarin",
        before_yesterday="kemarin dulu|kemarin lusa",
        now="baru saja|barusan|sekarang|saat ini|beberapa detik lalu",
        numbers=("satu",),
        fillers="pada|tanggal|pukul|jam",
        past={
            "second": "sedetik lalu",
            "minute": "semenit lalu",
            "hour": "sejam lalu",
            "day": "sehari lalu",
            "week": "seminggu lalu|sepekan lalu|# pekan lalu",
        },
        same={"yang lalu": "lalu"},
        months=("", "pebruari|peb", "", "", "", "", "", "agt|ags", "", "", "nopember|nop", ""),
        weekdays=("", "", "", "", "jum'at", "", "ahad"),
        is_time_dotted=True,
    ),
    "sw": Words(
        today="leo",
        yesterday="jana",
        before_yesterday="juzi",
        now="sasa hivi|sasa|hivi punde|punde tu",
        numbers=("moja",),
        # Not `saa`: hours are also counted from sunrise.
        fillers="tarehe",
        past={
            "hour": "masaa # zilizopita",
            "week": "majuma # zilizopita|juma # zilizopita",
        },
        # `which has passed`, in the class of each noun.
        same={"iliyopita": "zilizopita", "yaliyopita": "zilizopita", "lililopita": "zilizopita"},
        months=("", "", "", "", "", "", "", "", "", "", "", "disemba|dis"),
    ),
    "mk": Words(
        today="денес",
        yesterday="вчера",
        before_yesterday="завчера",
        now="штотуку|тукушто|сега|пред малку|пред неколку секунди",
        numbers=("еден|една|едно",),
        fillers="г|година|во|ч|час|часот|часа",
        past={
            "minute": "пред минута",
            "hour": "пред час",
            "day": "пред ден|пред # дни",
            "week": "пред недела|пред # недела|пред # недели|пред седмица",
        },
    ),
    "ps": Words(
        today="نن|نن ورځ",
        yesterday="پرون",
        before_yesterday="وړمه ورځ|وړمه",
        now="همدا اوس|اوس|همدا شېبه",
        numbers=("یو|یوه",),
        fillers="د|په|کال|ساعت|مه",
        past={
            "minute": "# دقیقه مخکې|# مینټه مخکې|# مینټونه مخکې",
            "hour": "# ساعته مخکې|# ساعتونو مخکې",
            "week": "# اوونۍ مخکې|# هفته مخکې|# هفتې مخکې",
        },
        same={"وړاندې": "مخکې", "دمخه": "مخکې"},
        months=(
            "",
            "",
            "",
            "",
            "می",
            "",
            "",
            "اګست",
            "سپتمبر|سپټمبر|سېپټمبر",
            "اکټوبر",
            "نومبر|نوامبر",
            "ډسمبر|ډیسمبر|دیسمبر",
        ),
        weekdays=(
            "دوشنبه|دو شنبه",
            "سه شنبه|سه‌شنبه|سې شنبه",
            "چهارشنبه|چارشنبه|چهار شنبه",
            "پنجشنبه|پنج شنبه",
            "",
            "شنبه",
            "یکشنبه|یک شنبه",
        ),
        is_solar=True,
    ),
    "fa-ir": _PERSIAN,
    "pl": Words(
        today="dziś|dzisiaj",
        yesterday="wczoraj",
        before_yesterday="przedwczoraj",
        now="przed chwilą|chwilę temu|teraz|właśnie teraz|w tej chwili|kilka sekund temu",
        numbers=("jeden|jedną",),
        fillers="r|roku|o|godz|godzina|godzinie",
        past={
            "second": "sekundę temu|przed sekundą|przed # sekundami",
            "minute": "minutę temu|przed minutą|przed # minutami",
            "hour": "godzinę temu|przed godziną|przed # godzinami",
            "day": "dzień temu|przed # dniami",
            "week": "tydzień temu|przed tygodniem|przed # tygodniami",
        },
    ),
    "pt-002": _PORTUGUESE,
    "pt-br": _PORTUGUESE,
    "ro": Words(
        today="azi|astăzi",
        yesterday="ieri",
        before_yesterday="alaltăieri",
        now="chiar acum|acum|adineauri|acum câteva momente|acum câteva secunde",
        numbers=("un|o",),
        fillers="ora|orele|la",
        past={
            "second": "cu # secundă în urmă|cu # secunde în urmă|cu # de secunde în urmă",
            "minute": "cu # minut în urmă|cu # minute în urmă|cu # de minute în urmă",
            "hour": "cu # oră în urmă|cu # ore în urmă|cu # de ore în urmă",
            "day": "cu # zi în urmă|cu # zile în urmă|cu # de zile în urmă",
            "week": "cu # săptămână în urmă|cu # săptămâni în urmă|cu # de săptămâni în urmă",
        },
        same={"în urmă cu": "acum"},
    ),
    "ru": Words(
        today="сегодня",
        yesterday="вчера",
        before_yesterday="позавчера",
        now="только что|сейчас|прямо сейчас|несколько секунд назад",
        numbers=("один|одну",),
        fillers="г|года|в|ч",
        past={
            "second": "секунду назад",
            "minute": "минуту назад",
            "hour": "час назад",
            "day": "день назад",
            "week": "неделю назад",
        },
        same={"тому назад": "назад"},
    ),
    "sr": Words(
        today="danas|данас",
        yesterday="juče|jučer|јуче|јучер",
        before_yesterday="prekjuče|prekjučer|прекјуче|прекјучер",
        now="upravo|upravo sada|sada|sad|malopre|ovog trenutka|pre nekoliko sekundi"
        "|управо|управо сада|сада|сад|малопре|овог тренутка|пре неколико секунди",
        numbers=("jedan|jednog|jednu|jedne|један|једног|једну|једне",),
        fillers="u|g|godine|h|sati|časova|у|г|године|ч|сати|часова",
        past={
            "second": "pre # sekundu|пре # секунду",
            "minute": "pre minut|pre minuta|pre # minut|pre # minute"
            "|пре минут|пре минута|пре # минут|пре # минуте",
            "hour": "pre sat|pre sat vremena|pre # sat|пре сат|пре сат времена|пре # сат",
            "day": "pre dan|pre # dan|пре дан|пре # дан",
            "week": "pre nedelju|pre nedelju dana|pre # nedelju|pre sedmicu|pre sedmicu dana"
            "|pre # sedmicu|pre # sedmice|pre # sedmica"
            "|пре недељу|пре недељу дана|пре # недељу|пре седмицу|пре седмицу дана"
            "|пре # седмицу|пре # седмице|пре # седмица",
        },
        same={"prije": "pre", "прије": "пре"},
        months=tuple(
            f"{latin}|{cyrillic}"
            for latin, cyrillic in zip(
                _BOSNIAN_MONTHS,
                "јануара,фебруара,марта,априла,маја,јуна|јуни,јула|јули,августа,септембра,октобра"
                ",новембра,децембра".split(","),
                strict=True,
            )
        ),
    ),
    "es": Words(
        today="hoy",
        yesterday="ayer",
        before_yesterday="anteayer|antier|antes de ayer",
        now="ahora|ahora mismo|justo ahora|hace un momento|hace instantes|hace unos segundos",
        numbers=("un|una",),
        fillers="de|del|el|a|las|la|º|h|hora|horas|hrs",
        months=("", "", "", "", "", "", "", "", "sep|setiembre|set", "", "", ""),
    ),
    "tr": Words(
        today="bugün",
        yesterday="dün",
        before_yesterday="evvelsi gün|evvelki gün|önceki gün",
        now="az önce|biraz önce|demin|şimdi|şu anda|birkaç saniye önce",
        numbers=("bir",),
        fillers="saat|günü|da|de|ta|te",  # The last four: endings of a time
        same={"evvel": "önce"},
    ),
    "uk": Words(
        today="сьогодні",
        yesterday="вчора|учора",
        before_yesterday="позавчора",
        now="щойно|зараз|тільки що|декілька секунд тому|кілька секунд тому",
        numbers=("один|одну",),
        fillers="р|року|о|об|год",
        past={
            "second": "секунду тому",
            "minute": "хвилину тому",
            "hour": "годину тому",
            "day": "день тому",
            "week": "тиждень тому",
        },
        same={"тому назад": "тому"},
    ),
    "ur": Words(
        today="آج",
        yesterday="کل|گزشتہ کل|گزشتہ روز|گذشتہ روز",
        before_yesterday="پرسوں|گزشتہ پرسوں",
        now="ابھی|ابھی ابھی|اب|اسی وقت|چند لمحے پہلے",
        numbers=("ایک",),
        fillers="ء|کو|بروز",
        past={
            "minute": "# منٹوں پہلے",
            "hour": "# گھنٹوں پہلے",
            "day": "# روز پہلے",
            "week": "# ہفتوں پہلے",
        },
        same={"قبل": "پہلے"},
        weekdays=("سوموار", "", "", "", "", "سنیچر", ""),
    ),
}
