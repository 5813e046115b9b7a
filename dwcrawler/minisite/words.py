"""Words of our own, by edition, and texts made of them at random but always the same."""

from __future__ import annotations

import random
import unicodedata
from typing import Final, NamedTuple


class Vocabulary(NamedTuple):
    words: list[str]
    sections: list[str]
    regions: list[str]
    names: list[str]
    blank: str = " "
    stop: str = "."


VOCABULARIES: Final[dict[str, Vocabulary]] = {
    "en": Vocabulary(
        "river bridge market garden lantern harbor teacher village mountain letter window "
        "orchestra carpenter winter journey paper compass bakery island engine meadow signal "
        "quietly repairs crosses paints measures follows carries between beyond without".split(),
        ["Business", "Science", "Environment", "Culture", "Sports", "Health", "Technology"],
        ["Europe", "Africa", "Asia", "Global"],
        ["Ada Miller", "Tom Baker", "Ines Porter", "Ravi Mason", "Lena Fisher"],
    ),
    "de": Vocabulary(
        "Fluss Brücke Markt Garten Laterne Hafen Lehrerin Dorf Gebirge Brief Fenster Orchester "
        "Tischler Winter Reise Papier Kompass Bäckerei Insel Motor Wiese Zeichen leise repariert "
        "überquert malt misst folgt trägt zwischen jenseits größer".split(),
        ["Wirtschaft", "Wissen & Umwelt", "Kultur", "Sport", "Gesundheit", "Technik"],
        ["Europa", "Afrika", "Asien", "Global"],
        ["Jörg Müller", "Anna Schröder", "Uwe Größler", "Mia Köhler"],
    ),
    "es": Vocabulary(
        "río puente mercado jardín farol puerto maestra aldea montaña carta ventana orquesta "
        "carpintero invierno viaje papel brújula panadería isla motor pradera señal despacio "
        "repara cruza pinta mide sigue lleva entre además mañana".split(),
        ["Economía", "Ciencia", "Ecología", "Cultura", "Deportes"],
        ["Europa", "América Latina", "África", "Global"],
        ["Lucía Herrero", "Iñaki Molina", "José Peña"],
    ),
    "ar": Vocabulary(
        "نهر جسر سوق حديقة فانوس ميناء معلمة قرية جبل رسالة نافذة فرقة نجار شتاء رحلة ورق بوصلة "
        "مخبز جزيرة محرك مرج إشارة بهدوء يصلح يعبر يرسم يقيس يتبع يحمل بين".split(),
        ["اقتصاد", "علوم", "ثقافة", "رياضة", "صحة"],
        ["أوروبا", "أفريقيا", "آسيا", "العالم"],
        ["ليلى حداد", "سامي نجار", "مريم خباز"],
    ),
    "fa-ir": Vocabulary(
        "رود پل بازار باغ فانوس بندر معلم روستا کوه نامه پنجره ارکستر نجار زمستان سفر کاغذ "
        "قطب‌نما نانوایی جزیره موتور مرغزار نشانه آرام می‌سازد می‌گذرد می‌کشد می‌سنجد".split(),
        ["اقتصاد", "دانش", "فرهنگ", "ورزش", "جامعه"],
        ["اروپا", "آفریقا", "آسیا", "جهان"],
        ["پروین باغبان", "کاوه نانوا", "گیتا رودکی"],
    ),
    "zh": Vocabulary(
        list("河桥市花灯港师村山信窗乐匠冬旅纸针面岛机草号静修过画量随带间外小大新老"),
        ["经济纵横", "科技环境", "文化经纬", "体育天地", "社会生活"],
        ["欧洲", "非洲", "亚洲", "全球"],
        ["林小河", "陈大桥", "王新村"],
        blank="",
        stop="。",
    ),
    "ru": Vocabulary(
        "река мост рынок сад фонарь гавань учитель деревня гора письмо окно оркестр плотник зима "
        "поездка бумага компас пекарня остров мотор луг знак тихо чинит переходит рисует мерит "
        "следует несёт между".split(),
        ["Экономика", "Наука", "Культура", "Спорт", "Общество"],
        ["Европа", "Африка", "Азия", "Весь мир"],
        ["Анна Речная", "Пётр Мостовой", "Юлия Садова"],
    ),
    "hi": Vocabulary(
        "नदी पुल बाज़ार बगीचा लालटेन बंदरगाह शिक्षिका गाँव पहाड़ चिट्ठी खिड़की वाद्यवृंद बढ़ई सर्दी यात्रा काग़ज़ "
        "कुतुबनुमा बेकरी द्वीप इंजन मैदान संकेत चुपचाप सुधारता जाता बनाता नापता चलता".split(),
        ["कारोबार", "विज्ञान", "संस्कृति", "खेल", "समाज"],
        ["यूरोप", "अफ़्रीका", "एशिया", "दुनिया"],
        ["मीरा नदीवाल", "अर्जुन बढ़ई", "काव्या पुलकर"],
    ),
    "am": Vocabulary(
        "ወንዝ ድልድይ ገበያ አትክልት ፋኖስ ወደብ መምህር መንደር ተራራ ደብዳቤ መስኮት ኦርኬስትራ አናጺ ክረምት ጉዞ ወረቀት ኮምፓስ ዳቦቤት "
        "ደሴት ሞተር ሜዳ ምልክት በጸጥታ ይጠግናል ይሻገራል ይስላል ይለካል ይከተላል".split(),
        ["ኤኮኖሚ", "ሳይንስ", "ባህል", "ስፖርት", "ኅብረተሰብ"],
        ["አውሮጳ", "አፍሪቃ", "እስያ", "ዓለም"],
        ["ሰላም ወንዙ", "አበበ ድልድዩ"],
        stop="።",
    ),
    "pt-br": Vocabulary(
        "rio ponte mercado jardim lampião porto professora aldeia montanha carta janela orquestra "
        "marceneiro inverno viagem papel bússola padaria ilha motor campo sinal devagar conserta "
        "atravessa pinta mede segue leva entre além amanhã".split(),
        ["Economia", "Ciência", "Meio Ambiente", "Cultura", "Esporte"],
        ["Europa", "América Latina", "África", "Mundo"],
        ["João Padeiro", "Conceição Rios", "Luís Marceneiro"],
    ),
}
LANGUAGES: Final = tuple(VOCABULARIES)

for _vocabulary in VOCABULARIES.values():  # as the feed writes them
    for _words in _vocabulary[:4]:
        _words[:] = [unicodedata.normalize("NFC", word) for word in _words]


class Writer:
    """Writes in one language; the same seed always writes the same.

    It counts what it wrote as a Story's `word_count` does: of words set apart by blanks each is one,
    and in Chinese each character, of which the words here have one.
    """

    def __init__(self, language: str, seed: str) -> None:
        self.vocabulary = VOCABULARIES[language]
        self.random = random.Random(seed)
        self.written = 0

    def phrase(self, least: int, most: int) -> str:
        chosen = self.random.choices(self.vocabulary.words, k=self.random.randint(least, most))
        self.written += len(chosen)
        phrase = self.vocabulary.blank.join(chosen)
        return phrase[:1].upper() + phrase[1:]

    def number(self, value: int) -> str:
        self.written += 1
        return str(value)

    def sentence(self) -> str:
        return self.phrase(6, 16) + self.vocabulary.stop

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 5)))

    def name(self) -> str:
        return self.random.choice(self.vocabulary.names)
