"""How each edition signs: the line below a text, and the sources of pictures with their label."""

from __future__ import annotations

from typing import Final, NamedTuple

from dwcrawler.items import Byline


class Signatures(NamedTuple):
    """Lines as `editors | agencies | the line itself`, and the agencies that pictures are from."""

    lines: tuple[str, ...]
    sources: tuple[str, ...] = ()


_EVERYWHERE: Final = "ab,cd | Reuters,AFP | ab/cd (Reuters, AFP)"
_SIGNATURES: Final[dict[str, Signatures]] = {
    "en": Signatures(
        (
            "cwo,fab | dpa,afp | cwo/fab (dpa, afp)",
            "AS,mm | AP,Reuters,EPD | AS/mm (AP, Reuters, EPD)",
            "Tom Baker |  | Edited by: Tom Baker",
        )
    ),
    "de": Signatures(
        (
            "wmr,zc | dpa,afpe,kna | wmr/zc (dpa, afpe, kna)",
            "Anna Schröder |  | Redaktion: Anna Schröder",
        )
    ),
    "es": Signatures(
        ("gg,lh | efe,Reuters | gg/lh (efe, Reuters)", "jp | EFE | jp (EFE)"), ("EFE", "Télam")
    ),
    "ar": Signatures(
        (
            "ع.ش,أ.ح | د ب أ,رويترز | ع.ش/أ.ح (د ب أ، رويترز)",
            "س.ن,م.خ | أ ف ب | س.ن/م.خ (أ ف ب)",
            "ليلى حداد |  | تحرير: ليلى حداد",
        ),
        ("رويترز", "أ ف ب"),
    ),
    "fa-ir": Signatures(
        (
            "ح.ب | رویترز | ح.ب (رویترز)",
            "پ.ب,ک.ن | دی پی آ,آ اف پ | پ.ب/ک.ن (دی پی آ، آ اف پ)",
            "گیتا رودکی |  | ویراستار: گیتا رودکی",
        ),
        ("ایسنا", "ایرنا"),
    ),
    "zh": Signatures(
        (
            "李鱼,文木 | 法新社,路透社 | 李鱼/文木 （法新社、路透社）",
            "林河 | 德新社 | 林河(德新社)",
            "王新村 |  | 责编：王新村",
        ),
        ("路透社", "新华社"),
    ),
    "ru": Signatures(
        (
            "аб,вг | Рейтер,АФП | аб/вг (Рейтер, АФП)",
            "юс,пм | дпа,Интерфакс | юс/пм (дпа, Интерфакс)",
            "Анна Речная |  | Редактор: Анна Речная",
        ),
        ("ТАСС", "РИА Новости"),
    ),
    "hi": Signatures(
        (
            "एए,सीके | एएफपी | एए/सीके (एएफपी)",
            "एमजे,एनआर | रॉयटर्स,डीपीए | एमजे/एनआर (रॉयटर्स, डीपीए)",
            "काव्या पुलकर |  | संपादन: काव्या पुलकर",
        ),
        ("एएफपी", "पीटीआई"),
    ),
    "am": Signatures(
        (
            "አበ,ሰወ | ሮይተርስ,ዲፒኤ | አበ/ሰወ (ሮይተርስ፣ ዲፒኤ)",
            "አበበ ድልድዩ |  | አርታዒ፦ አበበ ድልድዩ",
        ),
        ("ሮይተርስ", "ኤኤፍፒ"),
    ),
    "pt-br": Signatures(
        (
            "lm,cr | Lusa,AFP | lm/cr (Lusa, AFP)",
            "jp | Agência Brasil,ots | jp (Agência Brasil, ots)",
            "João Padeiro |  | Edição: João Padeiro",
        ),
        ("Agência Brasil", "Folhapress"),
    ),
}
_SOURCES: Final = ("dpa", "REUTERS", "AFP", "picture alliance", "DW")
# Between a label and its credit; which stands where is told by the picture's number.
_AFTER_LABELS: Final = (": ", ":", " ")
_AFTER_CHINESE_LABELS: Final = ("：", ": ", ":")


def byline(language: str, number: int) -> Byline:
    lines = (_EVERYWHERE, *_SIGNATURES[language].lines)
    editors, agencies, raw = (part.strip() for part in lines[number % len(lines)].split("|"))
    return Byline(raw=raw, editors=_listed(editors), agencies=_listed(agencies))


def _listed(names: str) -> list[str]:
    return [name for name in names.split(",") if name]


def sources(language: str) -> tuple[str, ...]:
    """Whom the pictures of an edition are from."""
    return _SOURCES + _SIGNATURES[language].sources


def labelled(credit: str, label: str, language: str, number: int) -> str:
    """A credit as it stands on a page, behind the edition's own label."""
    between = _AFTER_CHINESE_LABELS if language.startswith("zh") else _AFTER_LABELS
    return f"{label}{between[number % len(between)]}{credit}"
