"""What the site changed since pages were kept: structure against structure, never text against text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dwcrawler.doctor.look import Look
from dwcrawler.doctor.verdict import leads_elsewhere
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.naming import feature_named

# What an editor may take out of a story, or put into it, on any day.
_EDITED: Final = ("body/", "embed/")
_MOST_URLS: Final = 3
_MOST_NAMES: Final = 8
# A name counts where so large a part of the kept pages has it.
_COMMON: Final = 0.6
# A text of so many words is long enough to be cut, and is cut where so little of it is left.
_LONG: Final = 40
_CUT: Final = 0.6


def compare(kept: Iterable[Look], now: Iterable[Look]) -> list[Finding]:
    """The same pages where they are still there; else others of the same types."""
    before = [look for look in kept if not look.failure]
    after = list(now)
    return [
        *_stories_gone(before, after),
        *_lists(before, after),
        *_features(before, after),
        *_cut_texts(before, after),
        *_problems(before, after),
        *_names("keys", "state_keys", "The state", before, after),
        *_names("types", "state_types", "The state", before, after),
        *_names("blocks", "blocks", "Pages", before, after),
    ]


def _stories_gone(before: list[Look], after: list[Look]) -> Iterator[Finding]:
    pages = [look for look in after if look.kind == "story"]
    bad = [look for look in pages if look.type is None]
    bad_before = sum(look.kind == "story" and look.type is None for look in before)
    if len(bad) > bad_before and 3 * len(bad) >= len(pages):
        why = next((look.problems[0] for look in bad if look.problems), bad[0].failure)
        words = f"{len(bad)} of {len(pages)} pages of stories tell no story now"
        yield Finding("no_story", "", f"{words} ({why})" if why else words, _urls(bad))


def _lists(before: list[Look], after: list[Look]) -> Iterator[Finding]:
    lists = [look for look in after if look.kind == "listing"]
    moved = [look for look in lists if not look.failure and leads_elsewhere(look)]
    moved_before = sum(look.kind == "listing" and leads_elsewhere(look) for look in before)
    if len(moved) > moved_before:
        words = (
            f"{len(moved)} of {len(lists)} listings lead to other pages now, such as {moved[0].url}"
        )
        yield Finding("listings_moved", "", words, tuple(look.asked for look in moved[:_MOST_URLS]))
    was_full = any(look.teasers for look in before if look.kind == "listing")
    empty = [look for look in lists if not look.teasers]
    if was_full and lists and len(empty) == len(lists):
        yield Finding("listings_empty", "", "No listing shows a story now", _urls(empty))


def _features(before: list[Look], after: list[Look]) -> Iterator[Finding]:
    told: set[str] = set()
    had = _by(before, lambda look: look.features)
    for name in sorted(had, key=lambda name: (len(name), name)):
        if name.startswith(_EDITED) or any(name.startswith(f"{parent}.") for parent in told):
            continue
        lost, of = _lost(name, before, after)
        if lost and len(lost) * 2 >= of and (len(lost) >= 2 or of == 1):
            told.add(name)
            words = (
                f"{feature_named(name)} is missing on {len(lost)} of {of} pages that should have it"
            )
            yield Finding("coverage", name, words, _urls(lost))


def _lost(name: str, before: list[Look], after: list[Look]) -> tuple[list[Look], int]:
    """Pages that lack it, and how many should have it: those that had it, and other stories of types
    of which all kept ones had it."""
    kept = {look.id: look for look in before if look.type}
    should = []
    for look in after:
        if look.type is None:
            continue
        same = kept.get(look.id)
        if same is not None:
            is_due = name in same.features
        else:
            alike = [other for other in before if other.type == look.type]
            is_due = len(alike) >= 2 and all(name in other.features for other in alike)
        if is_due:
            should.append(look)
    return [look for look in should if name not in look.features], len(should)


def _cut_texts(before: list[Look], after: list[Look]) -> Iterator[Finding]:
    """Stories that were longer when they were kept. An editor cuts one; a wall cuts most of them."""
    kept = {look.id: look.words for look in before if look.words >= _LONG}
    still = [look for look in after if look.type is not None and look.id in kept]
    cut = [look for look in still if look.words < _CUT * kept[look.id]]
    if cut and len(cut) * 2 >= len(still) and (len(cut) >= 2 or len(still) == 1):
        left = f"{cut[0].words} words in place of {kept[cut[0].id]}"
        words = (
            f"The text is cut on {len(cut)} of {len(still)} pages of long stories, such as {left}"
        )
        yield Finding("text_cut", "", words, _urls(cut))


def _problems(before: list[Look], after: list[Look]) -> Iterator[Finding]:
    known = {code for look in before for code in look.codes}
    for code in sorted({code for look in after for code in look.codes} - known):
        having = [look for look in after if code in look.codes]
        if len(having) >= 2 or len(after) < 4:
            first = next(p for p in having[0].problems if p.startswith(code))
            words = f"{len(having)} of {len(after)} pages have a problem that none had: {first}"
            yield Finding("problem", code, words, _urls(having))


def _names(
    field: str, code: str, where: str, before: list[Look], after: list[Look]
) -> Iterator[Finding]:
    """Names that most kept pages of a kind had and none has now, with those that are new."""

    def names(look: Look) -> list[str]:
        return list(getattr(look, field))

    for kind in ("story", "listing"):
        old = [look for look in before if look.kind == kind and names(look)]
        new = [
            look
            for look in after
            if look.kind == kind and names(look) and not leads_elsewhere(look)
        ]
        if len(old) < 2 or not new:
            continue
        had, has = _by(old, names), _by(new, names)
        gone = sorted(
            name for name, count in had.items() if count >= _COMMON * len(old) and name not in has
        )
        came = sorted(
            name for name, count in has.items() if count >= _COMMON * len(new) and name not in had
        )
        if gone:
            instead = f"; new: {_listed(came)}" if came else ""
            pages = "stories" if kind == "story" else "listings"
            words = f"{where} of {pages} lost {field}: {_listed(gone)}{instead}"
            yield Finding(code, kind, words, _urls(new))


def _by(looks: Iterable[Look], names: Callable[[Look], Iterable[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for look in looks:
        for name in names(look):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_MOST_NAMES])
    return f"{shown} and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else shown


def _urls(looks: list[Look]) -> tuple[str, ...]:
    return tuple(look.url for look in looks[:_MOST_URLS])
