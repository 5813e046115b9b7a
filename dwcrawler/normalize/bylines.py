"""The last line of a story: `zc/wmr (Reuters, AFP)`, `cwo/fab (dpa, afp)`, `Edited by: Name`.

Initials of those who wrote and edited, then the agencies whose material was used. A line counts as
one only if it can be nothing else: it has initials joined by a slash, or agencies known by name, or
begins with a label.
"""

from __future__ import annotations

import re
from typing import Final

from dwcrawler.items import Byline
from dwcrawler.normalize.text import clean

_INITIALS: Final = r"[^\W\d_]{1,6}(?:-[^\W\d_]{1,4})?"
_LINE: Final = re.compile(
    rf"(?P<editors>{_INITIALS}(?:\s*[/,]\s*{_INITIALS}){{0,7}})?\s*(?:\((?P<agencies>[^()]{{2,120}})\))?\Z"
)
_LABELLED: Final = re.compile(
    r"(?:(?:Edited by|Editing by|Redigiert von|Editado por|Edité par)\s*[:：]?|"
    r"(?:Editor|Redaktion|Edición|Edição|Redakcja|Editör|Редактор)\s*[:：])"
    r"\s*(?P<editors>\S.{1,119})\Z",
    re.IGNORECASE,
)
_AGENCIES: Final = frozenset(
    [
        "afp",
        "ap",
        "dpa",
        "reuters",
        "rtr",
        "epd",
        "kna",
        "efe",
        "ansa",
        "sid",
        "ots",
        "lusa",
        "tass",
        "interfax",
        "itar-tass",
        "pap",
        "apa",
        "afpd",
        "rtre",
        "dapd",
        "ddp",
        "upi",
        "ips",
        "ria",
        "dpae",
        "dw",
        "ukrinform",
        "unian",
        "anadolu",
        "aa",
        "xinhua",
        "kyodo",
        "pti",
        "ani",
        "bta",
        "agerpres",
        "hina",
        "tanjug",
        "beta",
        "fena",
        "mina",
        "srna",
        "onasa",
        "dapa",
        "aptn",
        "apn",
        "cna",
        "yonhap",
        "taz",
        "faz",
        "zdf",
        "ard",
        "bbc",
    ]
)
_MAX_LENGTH: Final = 160


def read(line: str) -> Byline | None:
    """The byline that a paragraph is, or None for a paragraph of the story."""
    text = clean(line)
    if text is None or len(text) > _MAX_LENGTH:
        return None
    if match := _LABELLED.match(text):
        return _labelled(text, match["editors"])
    match = _LINE.match(text)
    if match is None:
        return None
    editors = _parts(match["editors"], r"[/,]")
    agencies = _parts(match["agencies"], r"[,/;]")
    known = any(agency.casefold() in _AGENCIES for agency in agencies)
    if not known and not (len(editors) > 1 and "/" in text and _all_initials(editors)):
        return None
    if editors and not _all_initials(editors):
        return None
    return Byline(raw=text, editors=editors, agencies=agencies)


def _labelled(text: str, names: str) -> Byline | None:
    """A name or a few, not a sentence that happens to begin with such a word."""
    editors = _parts(names, r",|;|/|&|\band\b|\bund\b")
    if names.endswith((".", "?", "!")) or any(len(name.split()) > 4 for name in editors):
        return None
    return Byline(raw=text, editors=editors, agencies=[])


def _parts(text: str | None, separators: str) -> list[str]:
    return [part.strip() for part in re.split(separators, text or "") if part.strip()]


def _all_initials(editors: list[str]) -> bool:
    """Written small, or at most three letters: `zc`, `wmr`, `AS`; no words with capitals."""
    return all(editor.islower() or len(editor) <= 3 for editor in editors)
