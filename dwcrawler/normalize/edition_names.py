"""The names of the language editions: `German`, `Deutsch`, `中文`, `Brazilian Portuguese` -> codes.

Each edition has its English name, its own name for its language, and its German name, as DW's home
is in Germany. Case, accents and variants of letters do not matter (`normalize.folding`).
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import Final

from dwcrawler.editions import editions
from dwcrawler.normalize.folding import phrase

# The first name is the one that messages show.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "sq": ("Albanian", "shqip", "Albanisch"),
    "am": ("Amharic", "አማርኛ", "Amharisch"),
    "ar": ("Arabic", "العربية", "عربي", "Arabisch"),
    "bn": ("Bengali", "Bangla", "বাংলা", "Bengalisch"),
    "bs": ("Bosnian", "bosanski", "Bosnisch"),
    "bg": ("Bulgarian", "български", "Bulgarisch"),
    "zh": (
        *("Chinese", "中文", "简体中文", "汉语", "简体", "Chinesisch"),
        *("Simplified Chinese", "Chinese simplified", "zh-hans", "zh-cn"),
    ),
    "zh-hant": (
        *("Traditional Chinese", "繁體中文", "繁体中文", "正體中文", "繁體"),
        *("Chinese traditional", "Traditionelles Chinesisch", "zh-tw"),
    ),
    "hr": ("Croatian", "hrvatski", "Kroatisch"),
    "fa-af": ("Dari", "دری", "Afghan Persian"),
    "en": ("English", "Englisch"),
    "fr": ("French", "français", "Französisch"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "Ελληνικά", "Griechisch"),
    "ha": ("Hausa", "Harshen Hausa", "Haussa"),
    "hi": ("Hindi", "हिन्दी", "हिंदी"),
    "id": ("Indonesian", "Bahasa Indonesia", "Indonesia", "Bahasa", "Indonesisch"),
    "sw": ("Swahili", "Kiswahili", "Suaheli", "Kisuaheli"),
    "mk": ("Macedonian", "македонски", "Mazedonisch"),
    "ps": ("Pashto", "Pashtu", "پښتو", "Paschtu"),
    "fa-ir": ("Persian", "Farsi", "فارسی", "Persisch", "Iranian Persian"),
    "pl": ("Polish", "polski", "Polnisch"),
    "pt-002": (
        *("African Portuguese", "Português para África", "Português África"),
        *("Portuguese (Africa)", "Portuguese for Africa", "Portugiesisch für Afrika"),
    ),
    "pt-br": (
        *("Brazilian Portuguese", "Português do Brasil", "Português brasileiro"),
        *("Português (Brasil)", "Portuguese (Brazil)", "Brasilianisch"),
        *("Brasilianisches Portugiesisch", "Portugiesisch für Brasilien"),
    ),
    "ro": ("Romanian", "română", "Rumänisch"),
    "ru": ("Russian", "русский", "Russisch"),
    "sr": ("Serbian", "srpski", "српски", "Serbisch"),
    "es": ("Spanish", "español", "castellano", "Spanisch"),
    "tr": ("Turkish", "Türkçe", "Türkisch"),
    "uk": ("Ukrainian", "українська", "Ukrainisch"),
    "ur": ("Urdu", "اردو"),
}
# Names, and codes without a region, of languages that have two editions.
_AMBIGUOUS: Final[dict[tuple[str, ...], tuple[str, str]]] = {
    ("Portuguese", "Português", "Portugiesisch", "pt"): ("pt-br", "pt-002"),
    ("fa",): ("fa-ir", "fa-af"),
}
_LIKENESS: Final = 0.7


def code_named(name: str) -> str | None:
    """The edition that a code in any spelling (`DE`, `pt_BR`) or a language's name stands for."""
    code = name.strip().lower().replace("_", "-")
    return code if code in editions() else _codes().get(phrase(name))


def shown(code: str) -> str:
    """An edition for a message: `de (German)`."""
    return f"{code} ({NAMES[code][0]})"


def meant_by(name: str) -> list[str]:
    """The editions that a name which stands for none may mean, the likeliest first."""
    folded = phrase(name)
    for names, codes in _AMBIGUOUS.items():
        if folded in map(phrase, names):
            return list(codes)
    near = difflib.get_close_matches(folded, _codes(), n=3, cutoff=_LIKENESS)
    region = name.strip().lower().replace("_", "-").partition("-")[0]
    of_region = [region] if region in editions() else []  # `en-us`
    return list(dict.fromkeys([*of_region, *(_codes()[folded] for folded in near)]))[:1]


@cache
def _codes() -> dict[str, str]:
    return {phrase(name): code for code, names in NAMES.items() for name in names}
