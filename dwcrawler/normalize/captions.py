"""A picture's caption and credit, however a page ran them together.

A credit stands after a label (`Image:`, `Bild:`, `صورة من`, `图像来源:`) or, in titles of the classic
layout, in brackets at the end. It keeps its own spelling; only the label and what sets it apart go.

A caption may speak of pictures itself (`Im Bild: soldiers`, `صورة من الأرشيف`, "a picture from the
archive"). So within a caption a label counts only where a credit can begin: in brackets at the end, on
a line of its own, after a separator or the end of a sentence, as the whole caption, or glued to the
text before it, as the site renders it (`… in 2018Image: Ada/REUTERS`). What then follows must not be
a sentence, and where the label is less than certain (no colon, or no capital to show that a word
begins) it must have the look of a credit, as what stands in brackets without a label always must:
`(picture-alliance/dpa)`, `(Ada Baker)`, but not `(SPD)`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from dwcrawler.editions import editions
from dwcrawler.normalize.agencies import is_agency
from dwcrawler.normalize.text import clean, word_count

_SEPARATORS: Final = " \t|/\\,;:：·•–—-"
_MORE_LABELS: Final = ("Photo", "Photos", "Fotos", "Picture", "Copyright", "Credit")
# Agencies whose names begin like a label.
_NAMED_LIKE_LABELS: Final = re.compile(r"Image Source\b|Bild am Sonntag\b|Foto Hue?bner\b")
_BRACKETS_AT_END: Final = re.compile(
    r"\s*[(（[](?P<within>[^()（）[\]]{2,200}(?:[(（][^()（）]{1,80}[)）])?)[)）\]][\s.]*\Z"
)
# What brackets at the end of a title hold besides a credit: the kind of picture, somebody's party.
_NO_CREDIT: Final = re.compile(
    r"(?:symbol|archiv|themen|file|stock|undated|undatiert)\w*(?:[ -](?:bild|foto|photo|picture|image)\w*)?\Z"
    r"|.*\b(?:Grünen?|CDU|CSU|SPD|FDP|AfD)\b",
    re.IGNORECASE,
)
# Whom credits name: picture agencies, and news agencies as they write themselves there.
_SOURCES: Final = re.compile(
    r"(?<!\w)(?i:picture[- ]?alliance|getty|imago|akg|ullstein|fotolia|colou?rbox|shutterstock|alamy"
    r"|keystone|anadolu|photoshot|zuma|sipa|cc[- ]by|creative commons|public domain|gemeinfrei"
    r"|private?|courtesy)(?!\w)"
    r"|(?<![\w-])(?:dpa|dapd|ddp|epd|kna|epa|EPA|A?FP|AP|APA|REUTERS|Reuters|rtr|DW|ANSA|EFE|TASS"
    r"|Xinhua|Ukrinform|Interfax|Lusa|Tanjug)(?![\w-])|©"
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+\Z")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\Z")
_NEW_SENTENCE: Final = re.compile(r"\w{3,}[.!?…。！？؟।۔]\s+\S")
_STOPS: Final = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔")
_HAN: Final = re.compile("[\u3400-\u9fff]")
# Where a credit can begin: after a sentence (its stop stays), a separator or an opening bracket.
_SET_APART: Final = r"(?:(?<=[.!?…。！？؟।۔])|(?<=[.!?…][\"'”»“)])|\s*[|/\\,،;·•–—(（[]+|\s+-)\s*"
# Not glued: the last part of a compound (`dpa-Bild: …`), the first word in brackets or quotes.
_GLUED: Final = r"(?<=[^\s(（\[„“\"'’«/#@–-])"


class Caption(NamedTuple):
    caption: str | None
    credit: str | None


@lru_cache(maxsize=4096)
def split(caption: str | None, credit: str | None, language: str) -> Caption:
    """Both parts, clean. A caption that only repeats the credit is None."""
    said, told = clean(caption), clean(credit)
    if told is not None:
        told = _without_label(told, language)
        if said is not None and told in said:
            said = _without_repetition(said, told, language)
    elif said is not None:
        said, told = _search(said, caption or "", language)
    return _tidy(said, told)


@lru_cache(maxsize=4096)
def split_title(title: str | None, language: str) -> Caption:
    """A classic title, `Tahir Della (picture-alliance/dpa/L. Schwedes)` -> its two parts."""
    said = clean(title)
    match = _at_end(said) if said else None
    if said is None or match is None:
        return Caption(said, None)
    within = match["within"].strip()
    credit = _without_label(within, language)
    if not (_looks_like_credit(credit) if credit == within else not _cannot_be_credit(credit)):
        return Caption(said, None)
    return _tidy(said[: match.start()], credit)


def tidy(caption: str | None, credit: str | None) -> Caption:
    """Both clean, where the page told them apart."""
    return _tidy(clean(caption), clean(credit))


def _tidy(caption: str | None, credit: str | None) -> Caption:
    """Without separators around them; of two that are the same the credit is kept."""
    caption = (caption or "").rstrip(_SEPARATORS) or None
    credit = (credit or "").strip(_SEPARATORS) or None
    return Caption(None if caption and credit and _same(caption, credit) else caption, credit)


def _same(one: str, other: str) -> bool:
    return one.strip(_SEPARATORS).casefold() == other.strip(_SEPARATORS).casefold()


def _at_end(text: str) -> re.Match[str] | None:
    """Brackets that end a text."""
    return _BRACKETS_AT_END.search(text) if text[-1] in ")）]." else None


def _without_label(credit: str, language: str) -> str:
    """`Bild: Ada/dpa`, `Bild Ada/dpa`, `(Bild: Ada/dpa)` -> `Ada/dpa`."""
    if credit[0] in "(（[" and credit[-1] in ")）]" and credit.count(credit[0]) == 1:
        credit = credit[1:-1].strip()
    if _NAMED_LIKE_LABELS.match(credit):
        return credit
    return _patterns(language).leading.sub("", credit)


def _without_repetition(caption: str, credit: str, language: str) -> str:
    """A caption whose end says again, after a label or in brackets, what the credit is."""
    brackets = _at_end(caption)
    if brackets is not None and _same(_without_label(brackets["within"], language), credit):
        return caption[: brackets.start()]
    for match in _patterns(language).repeated.finditer(caption):
        if _same(caption[match.end() :], credit):
            return caption[: match.start()]
    return caption


def _search(caption: str, raw: str, language: str) -> tuple[str, str | None]:
    """The caption before a credit's label, and the credit; None where no label is one."""
    patterns = _patterns(language)
    if not patterns.may_be_in(caption):
        return caption, None
    brackets = _at_end(caption)
    if brackets is not None and (match := patterns.label.match(brackets["within"])):
        return caption[: brackets.start()], brackets["within"][match.end() :]
    last_line = clean(raw.rpartition("\n")[2]) if "\n" in raw else None
    if last_line and (match := patterns.label.match(last_line)):
        credit = last_line[match.end() :]
        if credit and not _cannot_be_credit(credit):
            return caption.removesuffix(last_line), credit
    for match in patterns.within.finditer(caption):
        credit = caption[match.end() :]
        is_certain = match["apart"] or match["glued"] or (match["whole"] and credit.count(" ") < 2)
        if _looks_like_credit(credit) or (is_certain and not _cannot_be_credit(credit)):
            return caption[: match.start()], credit
    return caption, None


def _cannot_be_credit(text: str) -> bool:
    """Nothing, sentences, a part of brackets, or words that begin small and name nobody."""
    if not text or text.count(")") > text.count("(") or _NEW_SENTENCE.search(text):
        return True
    words = word_count(text)
    if words > 14 or (words > 4 and text.endswith(_STOPS)):
        return True
    named = "/" in text or _SOURCES.search(text)
    return not named and (words > 8 or (words > 2 and text[0].islower()))


def _looks_like_credit(text: str) -> bool:
    """Names a source, has parts joined by a slash, or is a name: `Ada Baker`, `A. B. Baker`."""
    if _cannot_be_credit(text):
        return False
    source = _SOURCES.search(text)
    if source is not None:
        return source.start() == 0 or "/" in text or not text[0].islower()
    if not text.isascii() and is_agency(text):
        return True
    if _NO_CREDIT.match(text):
        return False
    if "/" in text:
        parts = [part.strip() for part in text.split("/")]
        return any(len(part) > 6 or not (part.isupper() or part.isdigit()) for part in parts)
    words = text.split()
    names = [word for word in words if not _INITIALS.match(word)]
    is_full = len(names) == 2 or len(names) == 1 < len(words)
    return is_full and all(_WORD.match(name) and name[0].isupper() for name in names)


class _Patterns(NamedTuple):
    """An edition's, with the labels of all others: pictures travel between them.

    labels:   all, in small letters
    bare:     those that may stand without a colon within a caption
    leading:  what comes off a credit's beginning
    label:    a label with its colon
    repeated: before a credit that is known already
    within:   before a credit in a caption: the `whole` of it, set `apart` or `glued` to its text;
              in no group where the label may as well be words of the caption
    """

    labels: tuple[str, ...]
    bare: tuple[str, ...]
    leading: re.Pattern[str]
    label: re.Pattern[str]
    repeated: re.Pattern[str]
    within: re.Pattern[str]

    def may_be_in(self, caption: str) -> bool:
        """Quickly, for the many captions that have no label."""
        *before_colons, _ = caption.lower().replace("：", ":").split(":")
        return any(text.rstrip().endswith(self.labels) for text in before_colons) or any(
            label in caption for label in self.bare
        )


@lru_cache(maxsize=64)
def _patterns(language: str) -> _Patterns:
    of_editions = {edition.image_credit_label for edition in editions().values()}
    own = {editions()[language].image_credit_label} if language in editions() else set()
    labels = of_editions | {*_MORE_LABELS}
    with_capital = {label for label in labels if label[0].isupper()}
    in_han = {label for label in labels if _HAN.match(label)}
    # Without a colon: in Han or of several words; the edition's own, if its capital shows it.
    unmistakable = in_han | {label for label in of_editions if " " in label}
    bare = unmistakable | (own & with_capital)

    with_colon = rf"(?i:{_any_of(labels)})\s*[:：]\s*"
    without = rf"(?:{_any_of(unmistakable)})\s*"
    glued_certain = rf"(?:{_any_of(with_capital | in_han)})\s*[:：]\s*"
    glued = rf"(?:(?:{_any_of(labels - with_capital)})\s*[:：]\s*|(?:{_any_of(bare)})(?![a-z])\s*)"
    return _Patterns(
        labels=tuple(label.lower() for label in labels),
        bare=tuple(bare),
        leading=re.compile(rf"\A(?:{with_colon}|{without}|(?:{_any_of(own)})\s+(?=\S))"),
        label=re.compile(with_colon),
        repeated=re.compile(
            rf"{_SET_APART}(?:{with_colon}|{without})|\s*{with_colon}|{_GLUED}{glued}"
        ),
        within=re.compile(
            rf"\A(?P<whole>{with_colon})|{_SET_APART}(?:(?P<apart>{with_colon})|{without})"
            rf"|{_GLUED}(?:(?P<glued>{glued_certain})|{glued})"
        ),
    )


def _any_of(labels: set[str]) -> str:
    """Longest first; where there is none, what matches nothing."""
    longest_first = sorted(labels, key=lambda label: (-len(label), label)) or ["\\0"]
    return "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in longest_first)
