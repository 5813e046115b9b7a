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
    """Edited by, Editing by, Redigiert von, Editado por, Editada por, Édité par, Edité par,
Editat de, Disunting oleh, Imehaririwa na, Под редакцией""",
)
# Who wrote it, where that stands in the same line before the editor.
WRITTEN_BY: Final = re.split(
    r",\s",
    """Author, Written by, Reporting by, Autor, Autorin, Autora, Autorka, Auteur, Penulis,
Mwandishi, Marubuci, Haber, Автор, Авторка, Συντάκτης, إعداد, الكاتب, نویسنده, لیکوال, تحریر, رپورٹ,
रिपोर्ट, লেখক, প্রতিবেদন, ዘጋቢ, 记者, 記者, 作者""",
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
