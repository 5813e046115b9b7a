"""The last line of a story: `zc/wmr (Reuters, AFP)`, `ع.ش/أ.ح (د ب أ، رويترز)`, `Edited by: Name`.

Initials of those who wrote and edited, then the agencies whose material was used; or their names
after a label. A line counts as one only if it can be nothing else:

- it names an agency that is known, in brackets or beside initials or other agencies, and all that
  stands with it has the look of initials: `gg (efe)`, `DPA, AFP / du`; or
- it is two or more initials joined by a slash, each of two to four letters and written as initials
  are (`cwo/fab`, `AS/mm`, `ع ا/ع ب`): small, or not more than two capitals, or letter by letter. Pairs
  that people write (`ja/nein`, `km/h`) are none, nor are parties (`CDU/CSU`); or
- it begins with the words for "edited by" or "author" of some edition, and names follow and
  nothing else.

Brackets may stand as they look on a page written from the right: `(ms/qn (dpa`.

Scripts without capitals tell fewer initials from words: there, letters must stand alone (`ع.ش`), be
spelt by their names (`एसके` is S, K), or have a known agency and, but for Han, a slash beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from dwcrawler.items import Byline
from dwcrawler.normalize.agencies import is_agency
from dwcrawler.normalize.byline_words import (
    AGENCIES_IN_GENERAL,
    AND,
    BETWEEN_NAMES,
    EDITED_BY,
    EDITED_BY_WHOM,
    LETTER_NAMES,
    WITH_AGENCIES,
    WORD_PAIRS,
    WRITTEN_BY,
    WRITTEN_BY_WHOM,
)
from dwcrawler.normalize.folding import fold
from dwcrawler.normalize.text import clean

_MAX_LENGTH: Final = 160
_LINE: Final = re.compile(
    r"(?P<before>[^()（）]*?)\s*(?:[(（](?P<within>[^()（）]{2,120})[)）])?\Z"
)
_SLASH: Final = re.compile(r"\s*[/／⁄∕|]\s*")
_COMMA: Final = re.compile(r"\s*[,،、，;；؛፣፤]\s*")

_LETTER: Final = r"[^\W\d_]"
# Of a part without its vowel signs: a run (`wmr`, `anne-m`), and letters that stand alone (`J. D.`).
_RUN: Final = re.compile(rf"{_LETTER}{{1,6}}(?:-{_LETTER}{{1,4}})?\Z")
_SINGLES: Final = re.compile(rf"{_LETTER}(?:(?:\.\s?|\s|-){_LETTER}){{1,4}}\.?\Z")
_HAN: Final = re.compile("[\u3400-\u9fff]{1,4}\\Z")
_HAN_NAME: Final = re.compile("[\u3400-\u9fff]+\\Z")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-]+[^\W_]*)*\Z")
_SPELT: Final = re.compile(rf"(?:{'|'.join(map(fold, LETTER_NAMES))}){{2,5}}\Z")

_COLON: Final = "[:：፦፡ः]"  # of Hindi, too: the vowel sign that looks like one


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_EDITED_LABEL: Final = (
    rf"(?:(?:{_any_of(chain.from_iterable(EDITED_BY.values()))})\s*{_COLON}"
    rf"|(?:{_any_of(EDITED_BY_WHOM)})(?:\s*{_COLON}|\s))"
)
_WRITTEN_LABEL: Final = (
    rf"(?:(?:{_any_of(WRITTEN_BY)})\s*{_COLON}|(?:{_any_of(WRITTEN_BY_WHOM)})\s)"
)
_LABELLED: Final = re.compile(
    rf"(?:{_WRITTEN_LABEL}\s*(?P<writers>[^:：]{{2,60}}?)[\s,.;/|،–—-]+)?{_EDITED_LABEL}"
    r"\s*(?P<editors>[^\s()（）][^()（）]{1,99}?)\s*(?:[(（](?P<agencies>[^()（）]{2,80})[)）])?\Z",
    re.IGNORECASE,
)
_EDITED: Final = re.compile(_EDITED_LABEL, re.IGNORECASE)
_INITIALS_FIRST: Final = re.compile(r"[^\W\d_]{2,4}(?:/[^\W\d_]{2,4})+\s*[(（][^()（）]+[)）]\Z")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…।۔。！？።])[\"”»“’]?\s+")
_WRITTEN: Final = re.compile(
    rf"(?:{_any_of(WRITTEN_BY)})\s*{_COLON}"
    r"\s*(?P<editors>[^\s:：()（）][^:：()（）]{1,99}?)\s*(?:[(（](?P<agencies>[^()（）]{2,80})[)）])?\Z",
    re.IGNORECASE,
)
_WITH: Final = re.compile(rf"(?:{_any_of(WITH_AGENCIES)})\s+", re.IGNORECASE)
_IN_GENERAL: Final = frozenset(map(fold, AGENCIES_IN_GENERAL))
_BRACKETS: Final = re.compile(r"[()（）]")
_OTHER_BRACKETS: Final = str.maketrans("[]【】", "()()")
_STOP: Final = re.compile(r"\s*[.。।۔።]\Z")
_DASHES: Final = re.compile(r"(?:[-–—*•]+\s*)?(?P<line>.*?)\s*[.。।]?\Z")
_BETWEEN_NAMES: Final = re.compile(rf"{BETWEEN_NAMES}|\s(?:{AND}|和)\s")
_QUOTES: Final = frozenset('"“”„«»‘「」『』')
_ENDS: Final = (".", "?", "!", "…", "。", "؟", "।", "۔", "።")


def read(line: str) -> Byline | None:
    """The byline that a paragraph is, or None for a paragraph of the story."""
    if len(line) > 2 * _MAX_LENGTH:  # not even without what `clean` takes out
        return None
    text = clean(line)
    if text is None or len(text) > _MAX_LENGTH:
        return None
    told = _labelled(text) or _without_stop(text) or _initialled(_set_right(text))
    return told and Byline(raw=text, editors=told.editors, agencies=told.agencies)


def apart(text: str) -> tuple[str, str] | None:
    """A paragraph whose last sentence or first one is a byline -> both parts, in order.

    Only what cannot end a sentence counts there: a label and names, or initials with a slash and
    agencies in brackets.
    """
    for end in list(_SENTENCE_END.finditer(text, max(0, len(text) - _MAX_LENGTH)))[-3:]:
        byline = text[end.end() :]
        is_labelled, is_initialled = _EDITED.match(byline), _INITIALS_FIRST.match(byline)
        told = read(byline) if is_labelled or is_initialled else None
        if told is not None and (is_labelled or any(map(is_agency, told.agencies))):
            return text[: end.end()].rstrip(), byline
    first = _SENTENCE_END.search(text, 0, _MAX_LENGTH) if _EDITED.match(text) else None
    if first is not None:
        byline = text[: first.start()].rstrip(" .")
        if read(byline) is not None:
            return byline, text[first.end() :]
    return None


def merged(lines: Sequence[Byline]) -> Byline | None:
    """What several lines tell, in order and each name once: who wrote, and below who edited."""
    if len(lines) < 2:
        return lines[0] if lines else None
    return Byline(
        raw="; ".join(line.raw for line in lines),
        editors=list(dict.fromkeys(name for line in lines for name in line.editors)),
        agencies=list(dict.fromkeys(name for line in lines for name in line.agencies)),
    )


def are_names(text: str) -> bool:
    """Whether a text is a name or a few, and nothing else."""
    names = _names(text)
    return bool(names) and all(_is_name(name) and has_capitals(name) for name in names)


def has_capitals(name: str) -> bool:
    """Of scripts that have some: each word's first letter, but for `de`, `von`, `al`."""
    return all(len(word) <= 3 or not word[0].islower() for word in name.split())


def _set_right(text: str) -> str:
    """The line with its brackets at the end, however they stood: `(ms/qn (dpa`, `(dpa) ms/qn`."""
    match = _DASHES.match(text.translate(_OTHER_BRACKETS))
    line = match["line"] if match is not None else text
    parts = [part for piece in _BRACKETS.split(line) if (part := piece.strip())]
    if len(parts) != 2 or len(_BRACKETS.findall(line)) > 3:
        return line
    first, second = parts
    if re.match(r"[(（][^()（）]+[)）]\s*[^()（）]+\Z", line):
        first, second = second, first
    return f"{first} ({second})"


class _Parts(NamedTuple):
    editors: list[str]
    agencies: list[str]


def _labelled(text: str) -> _Parts | None:
    """A name or a few, not a sentence that happens to begin with such a word."""
    bare = text[1:-1].strip() if text[0] in "(（" and text[-1] in ")）" else text
    match = _LABELLED.match(bare) or _WRITTEN.match(bare)
    if match is None:
        return None
    names = [*_names(match.groupdict().get("writers")), *_names(match["editors"])]
    editors = [name for name in names if not is_agency(name)]
    if not editors or not all(_is_name(name) for name in editors):
        return None
    if match.re is _WRITTEN and not all(map(has_capitals, editors)):
        return None
    named = [*names, *_parts(_without_with(match["agencies"]))]
    return _Parts(editors, [name for name in named if is_agency(name)])


def _without_stop(text: str) -> _Parts | None:
    """`Edited by Ada Moor.`: where a line ends as a sentence does, only whole names are names."""
    match = _STOP.search(text, 1)
    told = _labelled(text[: match.start()]) if match is not None else None
    if told is None or not all(" " in name and has_capitals(name) for name in told.editors):
        return None
    return told


def _without_with(text: str | None) -> str | None:
    """`with material from AFP` -> `AFP`; "" for agencies that are not named."""
    if text is None:
        return None
    bare = _WITH.sub("", text, count=1) if _WITH.match(text) else text
    return "" if {fold(bare), fold(text)} & _IN_GENERAL else bare


def _names(text: str | None) -> list[str]:
    return [name for name in _BETWEEN_NAMES.split((text or "").strip()) if name]


def _is_name(name: str) -> bool:
    words = name.split()
    if len(words) > 4 or any(letter.isdigit() or letter in _QUOTES for letter in name):
        return False
    if name.endswith(_ENDS) and len(words[-1]) > 2:  # an initial has a dot, a sentence a stop
        return False
    if len(name) > 6 and _HAN_NAME.match(name):  # a sentence: it has no blanks there
        return False
    return not words[0][0].islower() or (len(words) == 1 and _may_be_initials(name, joined=False))


def _initialled(text: str) -> _Parts | None:
    """Initials and agencies, told apart by what they are: they stand in any order."""
    match = _LINE.match(text)
    if match is None:
        return None
    brackets = _without_with(match["within"])
    before = _before_brackets(match["before"], brackets is not None)
    within = _within_brackets(brackets, bool(before.editors))
    editors = [*before.editors, *within.editors]
    agencies = [*before.agencies, *within.agencies]
    joined = len(editors) > 1 and bool(_SLASH.search(text))
    known = sum(map(is_agency, agencies))
    if brackets == "" and editors:
        is_byline = all(_may_be_initials(part, joined) for part in editors)
    elif known:
        is_byline = (brackets is not None or known > 1 or bool(_SLASH.search(text))) and all(
            _may_be_initials(part, joined) for part in editors
        )
    else:
        is_byline = (
            joined
            and all(map(_must_be_initials, editors))
            and frozenset(map(fold, editors)) not in WORD_PAIRS
        )
    if not is_byline or not all(map(_may_be_agency, agencies)):
        return None
    return _Parts(editors, agencies)


def _before_brackets(text: str, brackets_follow: bool) -> _Parts:
    """Two small letters are initials there, though an agency may have the same: `aa/sb (efe)`."""
    told = _Parts([], [])
    for part in _parts(text):
        small = brackets_follow and len(_letters(part)) <= 2 and not part.isupper()
        (told.agencies if is_agency(part) and not small else told.editors).append(part)
    return told


def _within_brackets(text: str | None, has_editors: bool) -> _Parts:
    """Whoever has no initials before the brackets may have them within: `(DPA, AFP / du)`."""
    told = _Parts([], [])
    for group in _SLASH.split(text or ""):
        names = _parts(group)
        has_agency = any(is_agency(name) for name in names)
        for name in names:
            is_small = name.islower() and len(name) <= 3
            is_editor = (
                not has_editors
                and not is_agency(name)
                and (is_small or not has_agency)
                and _may_be_initials(name, joined=False)
            )
            (told.editors if is_editor else told.agencies).append(name)
    return told


def _parts(text: str | None) -> list[str]:
    groups = _SLASH.split((text or "").strip())
    return [
        name for group in groups for part in _COMMA.split(group) if part for name in _joined(part)
    ]


def _joined(part: str) -> list[str]:
    """`AP and Reuters` are two agencies; `Bosnia and Herzegovina` is left as it is."""
    names = _names(part)
    return names if len(names) > 1 and all(map(is_agency, names)) else [part]


def _letters(part: str) -> str:
    """Without dots and blanks, vowel signs and tatweel."""
    return "".join(letter for letter in _without_signs(part) if letter.isalpha())


def _without_signs(part: str) -> str:
    if part.isascii():
        return part
    return "".join(letter for letter in part if not _is_sign(letter))


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or letter in "\u0640\u200c\u200d"


def _is_spelt(part: str) -> bool:
    """By the names of letters: `एसके`."""
    return not part.isascii() and bool(_SPELT.match(fold(part)))


def _must_be_initials(part: str) -> bool:
    """Where no agency is near to say so."""
    letters = _letters(part)
    if _is_spelt(part):
        return True
    if not 2 <= len(letters) <= (2 if letters.isupper() else 4):
        return False
    if _SINGLES.match(_without_signs(part)):
        return True
    return letters.lower() != letters.upper() and _may_be_initials(part, joined=False)


def _may_be_initials(part: str, joined: bool) -> bool:
    """Beside a known agency. `joined`: by a slash to others. A word with a capital is none."""
    bare = _without_signs(part)
    if _SINGLES.match(bare) or _is_spelt(part):
        return True
    if not _RUN.match(bare):
        return False
    if bare.lower() == bare.upper():
        return joined or bool(_HAN.match(bare))
    if bare.isupper():
        return len(bare) <= 4
    return len(bare) <= 2 or not bare.istitle()


def _may_be_agency(name: str) -> bool:
    """Known, or a name of a few words beside one that is."""
    words = name.split()
    is_name = len(words) <= 4 and name[0].isalpha()
    return is_agency(name) or (is_name and all(map(_WORD.match, map(_without_signs, words))))
