"""Why a crawl wrote no story: one sentence, from what it found and left out.

`57 stories found, all published before 2026-11-19T00:00:00Z (since); the newest is of
2026-11-03T08:00:00Z: Some headline`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.left_out import Dated, LeftOut, Reason

_MOST_KINDS: Final = 5
_LONGEST: Final = 100  # characters of a headline
# Stories that were asked for, or would have been, and were as they are known.
_UNCHANGED: Final = ("dw/stories/known", "dw/stories/unchanged", "dw/stories/not_modified")


def why_nothing(arguments: Arguments, left_out: LeftOut, stats: Mapping[str, Any]) -> str | None:
    """The sentence; None where the crawl wrote a story, or where what it lost says more.

    stats: of the whole crawl
    """
    if stats.get("item_scraped_count", 0):
        return None
    counts = left_out.counts()
    reasons = [_REASONS[reason](arguments, left_out) for reason in _REASONS if counts[reason]]
    numbers = [counts[reason] for reason in _REASONS if counts[reason]]
    # Those that are known and not wanted are among both.
    unchanged = sum(int(stats.get(name, 0)) for name in _UNCHANGED) - left_out.known_count
    if unchanged > 0:
        reasons.append("known already and unchanged")
        numbers.append(unchanged)
    if not reasons:
        return None if _lost_any(stats) else "no list showed a story"
    found = "1 story found" if sum(numbers) == 1 else f"{sum(numbers)} stories found"
    if len(reasons) == 1:
        return f"{found}, {'all ' if numbers[0] > 1 else ''}{reasons[0]}"
    parts = (f"{number} {reason}" for number, reason in zip(numbers, reasons, strict=True))
    return f"{found}: {'; '.join(parts)}"


def _lost_any(stats: Mapping[str, Any]) -> bool:
    lost = ("dw/stories/lost/", "dw/stories/gone", "dw/failures/", "dw/listings/lost/")
    return any(name.startswith(lost) for name in stats) or not stats.get("dw/listings")


def _early(arguments: Arguments, left_out: LeftOut) -> str:
    return f"published before {_moment(arguments.since)} (since){_dated('newest', left_out.newest)}"


def _late(arguments: Arguments, left_out: LeftOut) -> str:
    return f"published after {_moment(arguments.until)} (until){_dated('oldest', left_out.oldest)}"


def _of_type(arguments: Arguments, left_out: LeftOut) -> str:
    return f"of other types than {', '.join(arguments.types)} (types): {_kinds(left_out, 'type')}"


def _of_language(arguments: Arguments, left_out: LeftOut) -> str:
    asked = ", ".join(arguments.languages)
    return f"in other languages than {asked} (languages): {_kinds(left_out, 'language')}"


def _without_topic(arguments: Arguments, left_out: LeftOut) -> str:
    kinds = _kinds(left_out, "topics")
    carried = f"; they carry {kinds}" if kinds else ""
    return f"without the topics {', '.join(arguments.topics)} (topics){carried}"


def _without_words(arguments: Arguments, left_out: LeftOut) -> str:
    example = f"; one is: {_cut(left_out.example)}" if left_out.example else ""
    return f"without the words {arguments.match} (match){example}"


_REASONS: Final[dict[Reason, Callable[[Arguments, LeftOut], str]]] = {
    "early": _early,
    "late": _late,
    "type": _of_type,
    "language": _of_language,
    "topics": _without_topic,
    "match": _without_words,
}


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment is not None else "?"


def _dated(which: str, story: Dated | None) -> str:
    if story is None:
        return ""
    headline = f": {_cut(story.headline)}" if story.headline else ""
    return f"; the {which} is of {story.date}{headline}"


def _kinds(left_out: LeftOut, reason: Reason) -> str:
    counts: Counter[str] = left_out.kinds.get(reason, Counter())
    return ", ".join(_most(counts))


def _most(counts: Counter[str]) -> Iterator[str]:
    yield from (f"{kind} {count}" for kind, count in counts.most_common(_MOST_KINDS) if kind)
    if len(counts) > _MOST_KINDS:
        yield "…"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
