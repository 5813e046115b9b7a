"""Last paragraphs of stories in every edition: which are notes, and which are the story's own.

The lines are our own.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.items import Link
from dwcrawler.normalize import bylines, notes
from dwcrawler.normalize.note_words import WORDS

# Of each edition: where a text is from, that more follows, a correction, who held an interview.
CLOSING: dict[str, tuple[str, ...]] = {
    "sq": (
        "Ky artikull u përkthye nga gjermanishtja.",
        "Më shumë së shpejti...",
        "Korrigjim: Ura ka dy harqe.",
        "Përktheu: Ada Lumi",
    ),
    "am": (
        "ይህ ጽሑፍ ከጀርመንኛ የተተረጎመ ነው።",
        "ተጨማሪ መረጃ ይቀጥላል",
        "እርማት፦ ድልድዩ ሁለት ቅስቶች አሉት።",
        "ትርጉም፦ አዳ ወንዙ",
    ),
    "ar": (
        "هذا المقال مترجم عن الألمانية.",
        "المزيد لاحقا...",
        "تصحيح: للجسر قوسان.",
        "أعدته للعربية: آدا نهري",
    ),
    "bn": (
        "এই প্রতিবেদনটি জার্মান থেকে অনূদিত।",
        "বিস্তারিত আসছে...",
        "সংশোধনী: সেতুর দুটি খিলান আছে।",
        "অনুবাদ: আদা নদী",
    ),
    "bs": (
        "Ovaj članak je preveden s njemačkog.",
        "Više uskoro...",
        "Ispravka: Most ima dva luka.",
        "Prevod: Ada Rijeka",
        "Čitajte nas i preko DW-aplikacije za Android",
    ),
    "bg": (
        "Тази статия е преведена от немски.",
        "Очаквайте подробности",
        "Корекция: Мостът има две дъги.",
        "Превод: Ада Речна",
    ),
    "zh": (
        "本文最初以德语发表。",
        "更多消息稍后……",
        "更正：这座桥有两个桥拱。",
        "翻译：王桥",
        "© 2026年德国之声",
    ),
    "zh-hant": ("本文最初以德語發表。", "更多報導稍後", "更正：這座橋有兩個橋拱。", "翻譯：王橋"),
    "hr": (
        "Ovaj tekst je izvorno objavljen na njemačkom jeziku.",
        "Opširnije uskoro",
        "Ispravak: Most ima dva luka.",
        "Prijevod: Ada Rijeka",
    ),
    "fa-af": (
        "این مقاله از آلمانی ترجمه شده است.",
        "جزئیات بیشتر به‌زودی",
        "اصلاحیه: پل دو طاق دارد.",
        "برگردان: گیتا رودکی",
    ),
    "en": (
        "This article was originally written in German.",
        "This article was orginally published in German.",
        "This article was translated from German.",
        "This report has been adapted from Spanish.",
        "More to follow...",
        "MORE TO FOLLOW",
        "Correction, May 3: The bridge has two arches.",
        "Editor's note: The name of the river was changed.",
        "An earlier version of this article said the bridge had three arches. It has two.",
        "This article was updated on May 3 to add what the mayor said about the two arches.",
        "This is a developing story and will be updated.",
        "The interview was conducted by Ada Moor.",
        "Translated by Ada Moor",
        "Ada Moor contributed to this report.",
        "Ada Moor contributed reporting from the harbor.",
        "Ada Moor contributed additional reporting",
        "Additional reporting by Ada Moor and Tom Bach",
        "This interview has been condensed and edited for clarity.",
        "If you are suffering from suicidal thoughts, please seek help from a helpline.",
    ),
    "fr": (
        "Cet article a été traduit de l'allemand.",
        "Plus d'informations à suivre...",
        "Rectificatif : le pont a deux arches.",
        "Propos recueillis par Ada Rivière",
    ),
    "de": (
        "Dieser Artikel wurde aus dem Englischen adaptiert.",
        "Adaption aus dem Englischen: Ada Moor",
        "Dieser Beitrag ist zuerst auf Englisch erschienen.",
        "Mehr in Kürze...",
        "Korrektur vom 3. Mai: Die Brücke hat zwei Bögen.",
        "In einer früheren Version dieses Artikels hatte die Brücke drei Bögen.",
        "Das Interview führte Ada Moor.",
        "Adaption: Ada Moor",
        "Wenn Sie unter Suizidgedanken leiden: Die Telefonseelsorge hilft.",
    ),
    "el": (
        "Αυτό το άρθρο μεταφράστηκε από τα γερμανικά.",
        "Ακολουθούν λεπτομέρειες",
        "Διόρθωση: Η γέφυρα έχει δύο τόξα.",
        "Μετάφραση: Άντα Ποταμού",
    ),
    "ha": (
        "An fassara wannan rahoto daga Jamusanci.",
        "Karin bayani na tafe",
        "Gyara: Gadar tana da baka biyu.",
        "Fassara: Ada Kogi",
    ),
    "hi": (
        "यह लेख मूल रूप से जर्मन में लिखा गया था।",
        "विस्तृत जानकारी जल्द",
        "भूल सुधार: पुल में दो मेहराब हैं।",
        "अनुवाद: मीरा नदीवाल",
    ),
    "id": (
        "Artikel ini diadaptasi dari artikel DW bahasa Jerman.",
        "Informasi selengkapnya menyusul",
        "Ralat: Jembatan itu memiliki dua lengkung.",
        "Alih bahasa: Ada Sungai",
    ),
    "sw": (
        "Makala hii imetafsiriwa kutoka Kijerumani.",
        "Taarifa zaidi zitafuata",
        "Sahihisho: Daraja lina matao mawili.",
        "Tafsiri: Ada Mtoni",
    ),
    "mk": (
        "Оваа статија е преведена од германски.",
        "Повеќе наскоро",
        "Исправка: Мостот има два лака.",
        "Превод: Ада Речна",
    ),
    "ps": (
        "دا لیکنه له آلماني ژباړل شوې ده.",
        "نور معلومات وروسته",
        "سمون: پل دوه کمانونه لري.",
        "ژباړن: ادا روده",
    ),
    "fa-ir": (
        "این مقاله از آلمانی ترجمه شده است.",
        "این خبر تکمیل می‌شود",
        "تصحیح: پل دو طاق دارد.",
        "برگردان: گیتا رودکی",
    ),
    "pl": (
        "Ten artykuł ukazał się pierwotnie w języku niemieckim.",
        "Więcej wkrótce",
        "Sprostowanie: Most ma dwa łuki.",
        "Rozmawiała Ada Rzeczna",
    ),
    "pt-002": (
        "Este artigo foi originalmente publicado em alemão.",
        "Em actualização",
        "Correcção: A ponte tem dois arcos.",
        "Tradução: Ada Rio",
    ),
    "pt-br": (
        "Este artigo foi traduzido do inglês.",
        "Mais informações em breve...",
        "Errata: A ponte tem dois arcos.",
        "Adaptação: Ada Rio",
    ),
    "ro": (
        "Acest articol a fost tradus din germană.",
        "Detalii în curând",
        "Erată: Podul are două arcade.",
        "Traducere: Ada Râu",
    ),
    "ru": (
        "Эта статья переведена с немецкого.",
        "Новость дополняется",
        "Исправление: У моста две арки.",
        "Беседовала Ада Речная",
    ),
    "sr": (
        "Ovaj tekst je preveden sa nemačkog.",
        "Vest se dopunjuje",
        "Ispravka: Most ima dva luka.",
        "Prevela Ada Reka",
    ),
    "es": (
        "Este artículo fue traducido del alemán.",
        "Habrá ampliación",
        "Fe de erratas: El puente tiene dos arcos.",
        "Traducción: Ada Ríos",
    ),
    "tr": (
        "Bu haber Almancadan çevrildi.",
        "Ayrıntılar geliyor...",
        "Düzeltme: Köprünün iki kemeri var.",
        "Çeviri: Ada Nehir",
    ),
    "uk": (
        "Статтю з німецької адаптувала Ада Річна.",
        "Новина доповнюється",
        "Виправлення: У моста дві арки.",
        "Спілкувалася Ада Річна",
    ),
    "ur": (
        "یہ مضمون جرمن سے ترجمہ کیا گیا ہے۔",
        "مزید تفصیلات جلد",
        "تصحیح: پل کی دو محرابیں ہیں۔",
        "مترجم: ادا دریا",
    ),
}
# Asks that stand anywhere, between two paragraphs too.
PITCHES: dict[str, tuple[str, ...]] = {
    "sq": ("Na ndiqni në Instagram dhe në faqen e DW.", "Shkarkoni aplikacionin e DW."),
    "am": ("በፌስቡክ ይከተሉን።",),
    "ar": ("تابعونا على إنستغرام", "حملوا تطبيق DW على هواتفكم"),
    "bn": ("ডয়চে ভেলেকে ফেসবুকে ফলো করুন।", "আমাদের নিউজলেটার সাবস্ক্রাইব করুন।"),
    "bs": ("Pratite nas na Instagramu!", "Čitajte nas i preko DW-aplikacije za Android"),
    "bg": ("Последвайте ни във Фейсбук.", "Абонирайте се за нашия бюлетин."),
    "zh": ("DW中文有Instagram！欢迎搜寻dw.chinese，看更多图文。", "欢迎订阅我们的电子报。"),
    "zh-hant": ("歡迎追蹤德國之聲的Instagram。", "歡迎訂閱我們的電子報。"),
    "hr": ("Pratite nas na Facebooku.", "Preuzmite DW aplikaciju."),
    "fa-af": ("دویچه وله دری را در فیسبوک دنبال کنید",),
    "en": (
        "Select us as your Preferred Source on Google.",
        "Want more of this? Make DW a preferred source on Google!",
        "You can also follow DW on WhatsApp.",
        "Sign up here for our weekly newsletter.",
        "Download the DW app here.",
    ),
    "fr": ("Suivez-nous sur WhatsApp.", "Abonnez-vous à notre newsletter."),
    "de": (
        "Folgen Sie uns auf Instagram!",
        "Abonnieren Sie hier unseren Newsletter.",
        "Machen Sie die DW bei Google zu einer bevorzugten Quelle",
    ),
    "el": ("Ακολουθήστε μας στο Instagram.", "Εγγραφείτε στο newsletter μας."),
    "ha": ("Ku biyo mu a Facebook.",),
    "hi": ("डीडब्ल्यू को इंस्टाग्राम पर फॉलो करें।", "हमारा ऐप डाउनलोड करें।"),
    "id": ("Ikuti kami di Instagram!", "Unduh aplikasi DW."),
    "sw": ("Tufuate kwenye Instagram.",),
    "mk": ("Следете нѐ на Инстаграм.",),
    "ps": ("موږ په فېسبوک کې تعقیب کړئ",),
    "fa-ir": (
        "اینترنت بدون سانسور با سایفون دویچه وله",
        "دویچه وله فارسی را در اینستاگرام دنبال کنید",
    ),
    "pl": ("Śledź nas na Instagramie!", "Zapisz się na nasz newsletter."),
    "pt-002": ("Siga-nos no Facebook.",),
    "pt-br": ("Siga a DW no Instagram.", "Assine nossa newsletter."),
    "ro": ("Urmăriți-ne pe Facebook.", "Abonați-vă la buletinul nostru."),
    "ru": ("Подписывайтесь на телеграм-канал DW.", "Скачайте наше приложение."),
    "sr": ("Pratite nas na Instagramu!", "Preuzmite našu aplikaciju."),
    "es": ("Síganos en Instagram.", "Suscríbase a nuestro boletín."),
    "tr": ("DW Türkçe'ye VPN ile nasıl ulaşabilirim?", "Bizi Instagram'da takip edin."),
    "uk": ("Підписуйтесь на нас у Телеграмі.", "Завантажте застосунок DW."),
    "ur": ("ڈی ڈبلیو کو انسٹاگرام پر فالو کریں۔",),
}
# In italics, at the end of a text, and the story's: said by someone, sung, told, named, asked.
OWN = [
    "“The river gives, and the river takes,” she said.",
    "The river gives and the river takes",
    "O river, carry me down to the sea, / and let no bridge be over me.",
    "The Harbor Queen",
    "MS Ada Moor",
    "A History of Bridges, by Tom Bach",
    "Ada Moor, Bonn",
    "Bonn, May 3, 2026",
    "Ada Moor reported from the harbor and from two villages above it.",
    "Ada Moor teaches the history of bridges in Bonn.",
    "The opinions in this article are those of its author and not of the house.",
    "This text is fiction. All people in it were made up.",
    "And who will build the next bridge?",
    "Will more follow?",
    "To be continued ...",
    "There is more to come for those who wait at the harbor.",
    "The names of the fishermen were changed to protect them.",
    "The story was first told in German by a grandmother, and nobody wrote it down.",
    "Before the war the newsletter of the harbor had nine readers.",
    "She writes a newsletter on bridges.",
    "Google lets readers choose the sources that they prefer.",
    "He follows DW on Instagram and has never missed a film.",
    "The app was hard to use, said the captain.",
    "If you need help, you cross the bridge.",
    "It was translated from German by a monk.",
    "This is a developing country.",
    "Correction is what the captain asked for.",
    "Translation: “The bridge is closed.”",
    "Translation: The bridge is closed",
    "Interview: a word that the captain never liked to hear",
    "„Der Fluss gibt, und der Fluss nimmt“, sagt sie.",
    "Wer wird die nächste Brücke bauen?",
    "Der Roman wurde aus dem Englischen übersetzt.",
    "Aus dem Hafen kommt kein Schiff mehr.",
    "(Fortsetzung folgt)",
    "La rivière donne et la rivière prend.",
    "À suivre",
    "El río da y el río quita.",
    "La novela fue traducida del alemán.",
    "O rio dá e o rio tira.",
    "Rzeka daje i rzeka zabiera.",
    "Река даёт, и река отнимает.",
    "Продолжение следует",
    "النهر يعطي والنهر يأخذ",
    "رودخانه می‌دهد و رودخانه می‌گیرد",
    "नदी देती है और नदी लेती है",
    "নদী দেয় আর নদী নেয়",
    "河给予，河也夺走",
    "记者：您怎么看待这座桥的未来",
    "Nehir verir, nehir alır.",
    "ወንዙ ይሰጣል ወንዙ ይወስዳል",
]
# Upright and the story's, though they speak of such things.
OWN_UPRIGHT = [
    "This article was first published in the Harbor Post in 1913, and cost its author her work.",
    "This report was published by the house of the bridges on Monday.",
    "Like many others, DW's reporter uses Telegram.",
    "Google now lets us choose a preferred source, he said.",
    "“Follow us on Instagram,” said the baker to all who came.",
    "Before you go, tell me your name.",
    "The mayor said that many had contributed to the report.",
    "Translated from German, the word means a bridge that nobody built.",
    "Originally published in 1920, the book of bridges is still read.",
    "DW uses Psiphon to reach its readers.",
    "If you are suffering from a cold, stay at home.",
    "Readers could subscribe to the newsletter of the harbor for nine marks.",
    "Der Artikel schützt die Würde der Menschen auf beiden Seiten des Flusses.",
    "Aus dem Englischen kommt das Wort für Brücke.",
    "Wir folgen dem Fluss bis zur Mündung, wie es auf Instagram zu sehen ist.",
]


def test_every_edition_is_in_the_tables() -> None:
    assert CLOSING.keys() == PITCHES.keys() == WORDS.keys() == editions().keys()


@pytest.mark.parametrize(
    ("language", "line"), [(code, line) for code, lines in CLOSING.items() for line in lines]
)
def test_closing_notes(language: str, line: str) -> None:
    assert notes.is_note(line, language, emphasized=False)
    assert notes.is_note(line, language, emphasized=True)
    assert not notes.is_pitch(line, language) or line in PITCHES[language]


@pytest.mark.parametrize(
    ("language", "line"), [(code, line) for code, lines in PITCHES.items() for line in lines]
)
def test_pitches(language: str, line: str) -> None:
    assert notes.is_pitch(line, language)
    assert notes.is_note(line, language, emphasized=True)


@pytest.mark.parametrize("line", OWN)
def test_last_paragraphs_in_italics_that_are_the_storys(line: str) -> None:
    assert bylines.read(line) is None
    for language in WORDS:
        assert not notes.is_note(line, language, emphasized=True), language
        assert not notes.is_pitch(line, language), language


@pytest.mark.parametrize("line", OWN_UPRIGHT)
def test_sentences_that_speak_of_such_things(line: str) -> None:
    for language in ("en", "de"):
        assert not notes.is_note(line, language, emphasized=False)
        assert not notes.is_pitch(line, language)


@pytest.mark.parametrize(
    "line",
    [
        "Before you go: our editors send a letter each Tuesday. Sign up here.",
        "While you're here: the week in bridges, for you.",
        "Originally published in German.",
        "Translated and adapted from a text that the harbor's own archive keeps.",
        "With material from the harbor's own archive",
        "With files from the harbor's own archive",
        "This report was updated and shortened.",
        "Note: This article was first published on May 3.",
    ],
)
def test_notes_that_only_italics_tell(line: str) -> None:
    assert notes.is_note(line, "en", emphasized=True)
    assert not notes.is_note(line, "en", emphasized=False)


@pytest.mark.parametrize(
    ("text", "url", "link", "expected"),
    [
        ("Wähle uns", "https://www.google.com/preferences/source?q=dw.com", "uns", True),
        ("Wähle uns", "https://google.de/preferences/source?q=other.com", "uns", False),
        ("Wir sind hier", "https://www.instagram.com/dw_persian/", "Wir sind hier", True),
        ("Wir sind hier", "https://www.instagram.com/ada/", "Wir sind hier", False),
        ("Sie zeigt es seit Jahren", "https://www.instagram.com/dwnews/", "Sie", False),
        ("Sayfon", "https://psiphon.ca/fa/", "Sayfon", True),
        ("Unsere App", "https://play.google.com/store/apps/details?id=com.dw.n", "App", False),
        ("Die App", "https://play.google.com/store/apps/details?id=com.dw.n", "Die App", True),
        ("elsewhere", "https://www.instagram.com/dwnews/", "not in it", False),
    ],
)
def test_a_link_tells_a_pitch_in_any_language(
    text: str, url: str, link: str, expected: bool
) -> None:
    other = Link(url="https://www.dw.com/en/a-story/a-1", text="a story")
    found = notes.of_pitches([other, Link(url=url, text=link)])
    assert any(notes.is_pitch_for(text, one.url, link) for one in found) is expected


_PLAIN_WORDS = sorted(
    {
        word
        for lines in (*CLOSING.values(), *PITCHES.values(), OWN, OWN_UPRIGHT)
        for line in lines
        for word in line.split()
        if word[-1].isalpha() and word.isalpha()
    }
)


@given(st.lists(st.sampled_from(_PLAIN_WORDS), min_size=50, max_size=120))
def test_no_long_paragraph_is_taken(words: list[str]) -> None:
    """Whatever its words: as they are those of the notes, in any order."""
    paragraph = f"The {' '.join(words)}."
    for language in ("en", "de", "fa-ir", "zh", "tr"):
        assert not notes.is_note(paragraph, language, emphasized=False)
        assert not notes.is_pitch(paragraph, language)
    assert bylines.read(paragraph) is None


@given(st.text(max_size=300), st.sampled_from(sorted(WORDS)), st.booleans())
def test_no_line_is_too_strange(line: str, language: str, emphasized: bool) -> None:
    notes.is_note(line, language, emphasized)
    notes.is_pitch(line, language)


def test_a_hostile_line_is_read_in_no_time() -> None:
    for line in ("translated by " * 60, "a." * 450, "follow us " * 40, "(" * 900):
        notes.is_note(line, "en", emphasized=True)
        notes.is_pitch(line, "en")
