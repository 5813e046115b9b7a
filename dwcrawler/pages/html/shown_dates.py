"""When something was written, and when it was changed, as a page shows it.

A date stands in numbers and beside that in words, for screen readers (seen since 2023). Of a story
that was changed there are two, each after a label: the site's own are `Published` and `last updated`
(seen among its labels, 2023 and 2024). Where they stand is not seen, so a label may be in the text of
the date, before it, or glued to the date before that: `Published June 14, 2026last updated June 15,
2026`. The words of the editions whose labels are not seen are the usual ones of their languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple, cast

from lxml import etree

from dwcrawler.pages import checks
from dwcrawler.pages.markup import Element, Value, text_of
from dwcrawler.pages.problems import Problem

# What comes before the date of a change; of two that begin alike the longer one first.
UPDATED: Final[dict[str, tuple[str, ...]]] = {
    "sq": ("përditësimi i fundit", "përditësuar", "azhurnuar"),
    "am": ("ለመጨረሻ ጊዜ የዘመነው", "የዘመነው", "የተሻሻለው", "ዘምኗል"),
    "ar": ("آخر تحديث", "تم التحديث", "تحديث"),
    "bn": ("সর্বশেষ আপডেট", "সর্বশেষ হালনাগাদ", "হালনাগাদ", "আপডেট"),
    "bs": ("posljednje ažuriranje", "zadnje ažuriranje", "ažurirano"),
    "bg": ("последна актуализация", "последно обновяване", "актуализирано", "обновено"),
    "zh": ("最后更新", "最近更新", "更新"),
    "zh-hant": ("最後更新", "最近更新", "更新"),
    "hr": ("posljednje ažuriranje", "zadnje ažuriranje", "ažurirano"),
    "fa-af": ("آخرین به‌روزرسانی", "آخرین بروزرسانی", "به‌روزرسانی", "بروزرسانی"),
    "en": ("last updated", "last modified", "updated"),
    "fr": ("dernière mise à jour", "mis à jour", "mise à jour"),
    "de": ("zuletzt aktualisiert", "zuletzt geändert", "aktualisiert"),
    "el": ("τελευταία ενημέρωση", "ενημερώθηκε"),
    "ha": ("sabuntawa ta ƙarshe", "an sabunta", "sabuntawa"),
    "hi": ("आखिरी अपडेट", "अंतिम अपडेट", "अपडेट"),
    "id": ("terakhir diperbarui", "diperbarui"),
    "sw": ("imesasishwa mwisho", "imesasishwa", "ilisasishwa"),
    "mk": ("последно ажурирање", "последна промена", "ажурирано"),
    "ps": ("وروستی تازه کول", "وروستی بدلون", "تازه شوی"),
    "fa-ir": ("آخرین به‌روزرسانی", "آخرین بروزرسانی", "به‌روزرسانی", "بروزرسانی"),
    "pl": ("ostatnia aktualizacja", "zaktualizowano", "aktualizacja"),
    "pt-002": ("última atualização", "última actualização", "atualizado", "actualizado"),
    "pt-br": ("última atualização", "atualizado", "atualizada"),
    "ro": ("ultima actualizare", "actualizat"),
    "ru": ("последнее обновление", "обновлено", "изменено"),
    "sr": ("poslednje ažuriranje", "ažurirano", "последње ажурирање", "ажурирано"),
    "es": ("última actualización", "actualizado", "actualizada"),
    "tr": ("son güncelleme", "güncellenme", "güncellendi"),
    "uk": ("останнє оновлення", "оновлено", "змінено"),
    "ur": ("آخری اپ ڈیٹ", "تازہ کاری", "اپ ڈیٹ"),
}
_TEXTS: Final = etree.XPath("descendant::text()")
# A box with more is none that a page shows above a text.
_MOST_PARTS: Final = 100
_LONGEST: Final = 200
_MOST_LABEL_WORDS: Final = 6
_AROUND: Final = " \t\n\u00a0,;:|·•–—-()"


class ShownDates(NamedTuple):
    """Both as they stand, None for what is not shown."""

    published: str | None
    modified: str | None


class _Told(NamedTuple):
    is_update: bool
    date: str
    is_exact: bool = False


def dates_of(box: Element, language: str, problems: list[Problem]) -> ShownDates:
    """What a box shows; where nothing in it can be read as a date, that is a problem."""
    if (only := _only_date(box, language)) is not None:
        return ShownDates(only, None)
    told = list(_told(box, language)) or _in_text(text_of(box), language)
    published, modified = _best(told, is_update=False), _best(told, is_update=True)
    if not told:
        shown = [("the date shown", _as_it_stands(box))]
        checks.first("date_published", shown, language, problems)
    return ShownDates(published, modified)


def date_of(box: Element, language: str, problems: list[Problem]) -> str | None:
    """When it was published."""
    return dates_of(box, language, problems).published


def time_of(box: Element, language: str) -> str | None:
    """The same of a teaser's, which has one date: where it cannot be read, as it stands."""
    published, modified = dates_of(box, language, [])
    return published or modified or _as_it_stands(box)


def _as_it_stands(box: Element) -> str | None:
    time = next(box.iter("time"), None)
    return text_of(box if time is None else time) or None


def _only_date(box: Element, language: str) -> str | None:
    """Of a box that shows one, as nearly all do: known at a fraction of the time."""
    times = box.iter("time")
    time = next(times, None)
    if time is None or next(times, None) is not None or _updated(language).search(text_of(box)):
        return None
    forms = (time.get("datetime"), text_of(time.getnext()), text_of(time))
    return next((form for form in forms if form and checks.is_date(form, language)), None)


def _date_in(text: str, language: str) -> str | None:
    """A text that is a date, but for words of a label before it or behind it."""
    text = text.strip(_AROUND)
    if not text or len(text) > _LONGEST:
        return None
    if checks.is_date(text, language):
        return text
    words = text.split()
    for order in (words, words[::-1]):
        label = [word for word in order[:_MOST_LABEL_WORDS] if not any(map(str.isdigit, word))]
        for count in range(1, min(len(label), len(words) - 1) + 1):
            if order[:count] != label[:count]:
                break
            rest = words[count:] if order is words else words[:-count]
            date = " ".join(rest).strip(_AROUND)
            if checks.is_date(date, language):
                return date
    return None


@lru_cache(maxsize=64)
def _updated(language: str) -> re.Pattern[str]:
    """The labels of an edition, and the English ones."""
    words = {*UPDATED.get(language, ()), *UPDATED["en"]}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)


def _told(box: Element, language: str) -> Iterator[_Told]:
    """The dates in a box, in order, each with whether a label above all said that it is a change."""
    is_update = False
    for node in islice(cast("list[Value]", _TEXTS(box)), _MOST_PARTS):
        text = str(node)
        found = _in_text(text, language)
        if _updated(language).search(text):
            is_update = True
        elif any(map(str.isalpha, text)) and (not found or found[0].date != text.strip(_AROUND)):
            is_update = False  # after another label
        is_labelled = len(found) > 1 or any(told.is_update for told in found)
        yield from found if is_labelled else (_Told(is_update, told.date) for told in found)
        time = node.getparent()
        if time is not None and time.tag == "time" and not node.is_tail:
            machine = time.get("datetime")
            if machine and checks.is_date(machine, language):
                yield _Told(is_update, machine, is_exact=True)


def _in_text(text: str, language: str) -> list[_Told]:
    if len(text) > _LONGEST:
        return []
    labels = list(_updated(language).finditer(text))
    ends = [*(label.start() for label in labels), len(text)]
    pieces = [text[: ends[0]]]
    pieces += [text[label.end() : end] for label, end in zip(labels, ends[1:], strict=True)]
    dates = [_date_in(piece, language) for piece in pieces]
    if len(labels) == 1 and dates[0] and not dates[1] and _is_last(text, labels[0]):
        dates = [None, dates[0]]
    return [_Told(number > 0, date) for number, date in enumerate(dates) if date is not None]


def _is_last(text: str, label: re.Match[str]) -> bool:
    """Whether a label stands behind its date, as verbs do in some languages, and not before the next
    one: then a blank divides the two."""
    return text[: label.start()][-1:].isspace() and not text[label.end() :].strip(_AROUND + ".")


def _best(told: list[_Told], is_update: bool) -> str | None:
    """A machine's form, else words, for of numbers not all can be sure; of several the first."""
    own = [date for date in told if date.is_update == is_update]
    exact = [date for date in own if date.is_exact]
    spelled = [date for date in own if any(map(str.isalpha, date.date))]
    return next((date.date for date in exact or spelled or own), None)
