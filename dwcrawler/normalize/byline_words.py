"""The words that tell a byline from other last lines, by edition."""

from __future__ import annotations

import re
from typing import Final

from dwcrawler.normalize.folding import fold

# What stands before the editor's name, with a colon.
EDITED_BY: Final[dict[str, tuple[str, ...]]] = {
    "sq": ("Redaktoi", "Redaktor", "Redaktore", "Redaktim", "Redaktimi"),
    "am": ("አርታዒ", "አርታኢ", "አርትዖት"),
    "ar": ("تحرير", "إعداد وتحرير", "المحرر", "مراجعة"),
    "bn": ("সম্পাদনা", "সম্পাদক"),
    "bs": ("Urednik", "Urednica", "Uredio", "Uredila", "Redaktura"),
    "bg": ("Редактор", "Редакция", "Редактирал", "Редактирала"),
    "zh": ("责编", "责任编辑", "编辑"),
    "zh-hant": ("責編", "責任編輯", "編輯"),
    "hr": ("Urednik", "Urednica", "Uredio", "Uredila", "Redaktura"),
    "fa-af": ("ویراستار", "ویرایش", "ویرایشگر"),
    "en": ("Editor", "Editors", "Editing"),
    "fr": ("Édition", "Edition", "Rédaction", "Rédacteur", "Rédactrice"),
    "de": ("Redaktion", "Redakteur", "Redakteurin", "Redaktionelle Bearbeitung"),
    "el": ("Επιμέλεια", "Επιμέλεια κειμένου", "Επιμέλεια-μετάφραση"),
    "ha": ("Edita", "Editoci", "Tacewa"),
    "hi": ("संपादन", "सम्पादन", "संपादक", "एडिटर"),
    "id": ("Editor", "Penyunting", "Disunting"),
    "sw": ("Mhariri", "Wahariri", "Imehaririwa"),
    "mk": ("Уредник", "Уредничка", "Редактор", "Уредил", "Уредила"),
    "ps": ("سمونه", "سمونوال", "اډیټ"),
    "fa-ir": ("ویراستار", "ویرایش", "ویرایشگر"),
    "pl": ("Redakcja", "Redaktor", "Redagował", "Redagowała", "Opracowanie", "Oprac."),
    "pt-002": ("Edição", "Editor", "Editora"),
    "pt-br": ("Edição", "Editor", "Editora"),
    "ro": ("Editor", "Redactor", "Redactare", "Redacția"),
    "ru": ("Редактор", "Редактура", "Редакция", "Редактировал", "Редактировала"),
    "sr": ("Urednik", "Urednica", "Uredio", "Uredila", "Уредник", "Уредница", "Redaktura"),
    "es": ("Edición", "Editor", "Editora", "Redacción"),
    "tr": ("Düzenleyen", "Editör", "Redaksiyon", "Yayına hazırlayan"),
    "uk": ("Редактор", "Редакторка", "Редагування", "Редагував", "Редагувала"),
    "ur": ("ادارت", "تدوین", "ایڈیٹر"),
}
# These say who it was without a colon too.
EDITED_BY_WHOM: Final = re.split(
    r",\s",
    """Edited by, Copy edited by, Copyedited by, Editing by, Edited and translated by,
Translated and edited by, Edited and adapted by, Adapted and edited by, Redigiert von, Editado por, Editada por, Édité par, Edité par,
Editat de, Disunting oleh, Imehaririwa na, Под редакцией""",
)
# Who wrote it, where that stands in the same line before the editor.
WRITTEN_BY: Final = re.split(
    r",\s",
    """Author, Authors, Written by, Reporting by, Autor, Autorin, Autoren, Autorinnen, Autora,
Autores, Autoras, Autorka, Autorzy, Autori, Autoare, Autoarea, Auteur, Auteure, Autrice, Auteurs,
Penulis, Mwandishi, Marubuci, Haber, Yazar, Автор, Авторка, Авторы, Автори, Συντάκτης, Συντάκτρια,
إعداد, الكاتب, الكاتبة, نویسنده, لیکوال, تحریر, رپورٹ, रिपोर्ट, লেখক, প্রতিবেদন, ዘጋቢ, 记者, 記者, 作者""",
)
# These, too, say it without a colon.
WRITTEN_BY_WHOM: Final = ("Written by", "Reporting by", "Text by", "Escrito por")
# What stands between names. Without the "and" that is a part of names elsewhere: `da` of Hausa, of
# Portuguese.
BETWEEN_NAMES: Final = r"\s*[,،、，;；፣፤/／|&]\s*"
AND: Final = "and|und|et|y|e|i|ve|dan|na|dhe|și|и|та|і|και|و|اور|और|এবং|እና"
# What stands before agencies in brackets: `zc/wmr (with material from AFP)`.
WITH_AGENCIES: Final = re.split(
    r",\s",
    """with material from, with information from, with, mit Material von, mit Informationen von, mit,
con información de, con material de, con, com informações da, com informações de, com, avec, cu,
sa, са, со, із, με, ile, dengan bahan dari, dengan, na, me, مع, با, از""",
)
# Agencies that are not named.
AGENCIES_IN_GENERAL: Final = re.split(
    r",\s",
    """agencies, agency material, material from agencies, news agencies, Agenturen, Agenturmaterial,
agencias, agencias de noticias, agências, agences, agencije, agencijama, agencje, agencji, agenții,
агентства, агентствами, агенции, агенциите, агенціями, πρακτορεία, ajanslar, kantor berita, mashirika,
وكالات, الوكالات, آژانس‌ها, خبرگزاری‌ها, ایجنسیاں, एजेंसियां, এজেন্সি, 综合报道, 通讯社""",
)
# How Hindi and Bengali spell the letters of initials.
LETTER_NAMES: Final = """
ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड
এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডাব্লিউ ডব্লিউ এক্স ওয়াই জেড
""".split()
# Only what would pass for initials: of two to four letters each, in one case.
WORD_PAIRS: Final = frozenset(
    frozenset(fold(pair).split("/"))
    for pair in """
and/or yes/no he/she his/her him/her on/off in/out am/pm pro/con up/down mr/mrs us/them to/from
und/oder ja/nein er/sie er/sie/es der/die der/die/das ein/eine hin/her auf/ab vor/nach rein/raus
et/ou oui/non il/elle ils/elle un/une le/la si/no él/ella el/la los/las uno/una sim/não ele/ela
um/uma da/nu el/ea sau/și da/ne on/ona on/ona/ono tak/nie oraz/lub ve/veya var/yok po/jo ose/dhe
dan/atau au/na ναι/όχι και/ή да/нет да/не он/она он/она/они так/ні та/або він/вона тој/таа
mg/dl mg/kg ml/kg kg/ha cd/dvd pc/mac tv/pc eu/us eu/uk eu/un eu/au uk/us un/us un/au
""".split()
)
