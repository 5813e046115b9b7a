"""A picture's caption and credit, however a page ran them together.

A credit stands after the edition's label (`Image:`, `Bild:`, `صورة من`, `图像来源:`), with or without
colon and blanks, or, in titles of the classic layout, in brackets at the end. It keeps its own
spelling; only the label and separators around it go.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from dwcrawler.editions import editions
from dwcrawler.normalize.text import clean

_SEPARATORS: Final = " \t|/\\,;:：·•–—-"
_MORE_LABELS: Final = ("Photo", "Photos", "Fotos", "Picture", "Copyright", "Credit")
# What brackets at the end of a title hold besides a credit.
_NO_CREDITS: Final = re.compile(
    r"(symbol|archiv|themen|file|stock|undated|undatiert)\w*([ -](bild|foto|photo|picture|image)\w*)?\Z",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(
    r"(?P<title>.*?)\s*\((?P<credit>[^()]{2,200}(?:\([^()]*\))?)\)\Z", re.DOTALL
)


class Caption(NamedTuple):
    caption: str | None
    credit: str | None


@lru_cache(maxsize=4096)
def split(caption: str | None, credit: str | None, language: str) -> Caption:
    """Both parts, clean. A caption that only repeats the credit is None."""
    caption, credit = clean(caption), clean(credit)
    if credit is not None:
        credit = _leading_label(language).sub("", credit)
    # With the credit told apart already, the caption is searched only if it repeats it.
    if caption is not None and (credit is None or credit in caption):
        match = _label_within(language).search(caption)
        if match is not None and (credit is None or _same(match["credit"], credit)):
            credit = credit or match["credit"]
            caption = caption[: match.start()]
    return _tidy(caption, credit)


def split_title(title: str | None) -> Caption:
    """A classic title, `Tahir Della (picture-alliance/dpa/L. Schwedes)` -> its two parts."""
    title = clean(title)
    match = _BRACKETED.match(title) if title else None
    if match is None or _NO_CREDITS.match(match["credit"]):
        return _tidy(title, None)
    return _tidy(match["title"], match["credit"])


def _tidy(caption: str | None, credit: str | None) -> Caption:
    caption = (caption or "").rstrip(_SEPARATORS).strip() or None
    credit = (credit or "").strip(_SEPARATORS).strip() or None
    return Caption(None if caption and credit and _same(caption, credit) else caption, credit)


def _same(one: str, other: str) -> bool:
    return one.strip(_SEPARATORS).casefold() == other.strip(_SEPARATORS).casefold()


@lru_cache(maxsize=64)
def _labels(language: str) -> str:
    """The edition's own label first, then those of all others: pictures travel between them."""
    known = editions()
    own = [known[language].image_credit_label] if language in known else []
    others = [edition.image_credit_label for edition in known.values()]
    labels = dict.fromkeys([*own, *sorted([*others, *_MORE_LABELS], key=len, reverse=True)])
    return "|".join(re.escape(label).replace(r"\ ", r"\s*") for label in labels)


@lru_cache(maxsize=64)
def _leading_label(language: str) -> re.Pattern[str]:
    return re.compile(rf"\A(?:(?:{_labels(language)})\s*[:：]\s*|(?:{_bare(language)})\s*)")


@lru_cache(maxsize=64)
def _label_within(language: str) -> re.Pattern[str]:
    """The last label in a caption. Without a colon it counts only where no word can be meant."""
    return re.compile(
        rf"(?:(?:{_labels(language)})\s*[:：]|(?:{_bare(language)}))\s*(?P<credit>(?:(?!(?:{_labels(language)})\s*[:：]).)+)\Z"
    )


@lru_cache(maxsize=64)
def _bare(language: str) -> str:
    """Labels that need no colon: of several words, in Han, or run together with the caption."""
    known = editions()
    labels = [edition.image_credit_label for edition in known.values()]
    certain = [
        re.escape(label).replace(r"\ ", r"\s+")
        for label in labels
        if " " in label or re.match(r"[\u4e00-\u9fff]", label)
    ]
    own = re.escape(known[language].image_credit_label) if language in known else None
    glued = [rf"(?<=[^\s\W]){own}(?=\s*[A-Z\u0080-\uffff])"] if own else []
    return "|".join([*certain, *glued])
