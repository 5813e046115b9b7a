"""The live view: a snapshot of a crawl as lines of text, for a terminal of any size.

Every line is cut to the width, and lines of little weight are left out where the terminal is short.
Text from the network is isolated, so that a headline from right to left turns nothing but itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from unicodedata import bidirectional

from rich.cells import cell_len
from rich.text import Text

from dwcrawler.console.readable import one_line, readable
from dwcrawler.progress.counts import Headline, Snapshot
from dwcrawler.progress.words import about, clock, counted, listed, speed, time_left

# First strong isolate, pop directional isolate: what stands between has a direction of its own.
_ISOLATE: Final = "\u2068"
_END: Final = "\u2069"
_FROM_RIGHT: Final = frozenset({"R", "AL", "AN"})
_LABEL: Final = 12  # cells of the labels
_BAR: Final = 24  # cells of the bar of max_stories
_SLOW: Final = 3.0  # seconds for an answer that are called slow
_MOST_HEADLINES: Final = 8
_DIM: Final = "dim"
_HEAD: Final = "bold"
_GOOD: Final = "green"
_BAD: Final = "yellow"


class _Row(NamedTuple):
    """`weight`: rows with the least are left out first."""

    weight: int
    text: Text


def draw(crawl: Snapshot, width: int, height: int) -> list[Text]:
    """At most `height` lines, none wider than `width` cells."""
    rows = list(_rows(crawl, width))
    while len(rows) > max(1, height):
        rows.remove(min(reversed(rows), key=lambda row: row.weight))
    left = min(_MOST_HEADLINES, height - len(rows) - 1)
    lines = [row.text for row in rows]
    if left > 0 and crawl.headlines:
        lines += [Text("─" * width, _DIM)]
        lines += [_headline(headline, width) for headline in crawl.headlines[-left:][::-1]]
    for line in lines:
        line.no_wrap = True
        line.truncate(width, overflow="ellipsis")
    return lines


def _rows(crawl: Snapshot, width: int) -> Iterator[_Row]:
    yield _Row(9, _title(crawl, width))
    yield _Row(10, _stories(crawl, width))
    yield from _counts("languages", crawl.by_language, 5, width)
    yield from _counts("types", crawl.by_type, 4, width)
    yield _Row(8, _row("pages", _pages(crawl)))
    yield _Row(2, _row("duplicates", [(f"{crawl.avoided:,} avoided", "")]))
    yield _Row(6 if crawl.failures else 3, _row("failures", _failures(crawl)))
    yield _Row(7, _row("site", _site(crawl)))
    if crawl.hanging is not None:
        yield _Row(7, _hanging(crawl, width))
    if crawl.is_ending:
        yield _Row(11, _row("stopping", [("Ctrl-C again stops at once", _BAD)]))


def _title(crawl: Snapshot, width: int) -> Text:
    """The name and what is crawled at the left, the time gone at the right."""
    gone = clock(crawl.seconds)
    title = Text.assemble(
        ("dwcrawler", _HEAD), ("  ", ""), crawl.what, (f" → {crawl.folder}", _DIM)
    )
    title.truncate(max(1, width - cell_len(gone) - 2), overflow="ellipsis", pad=True)
    return title.append(f"  {gone}", _HEAD)


def _stories(crawl: Snapshot, width: int) -> Text:
    shown = [(f"{crawl.stories:,}", f"{_HEAD} {_GOOD}")]
    if crawl.most_stories is not None:
        shown.append((f" of {crawl.most_stories:,}", _HEAD))
        if width >= 70:
            done = min(_BAR, _BAR * crawl.stories // crawl.most_stories)
            shown += [("  " + "━" * done, _GOOD), ("━" * (_BAR - done), _DIM)]
    if crawl.left is not None:
        shown.append((f"  {time_left(crawl.left)}", _DIM))
    return _row("stories", shown)


def _counts(label: str, counts: Counter[str], weight: int, width: int) -> Iterator[_Row]:
    """Two lines at most; where that is not enough, the end says how many more there are."""
    parts = [f"{name} {count:,}" for name, count in counts.most_common()]
    first, rest = _fitting(parts, width - _LABEL)
    yield _Row(weight, _row(label, [("  ".join(first) or "none yet", "")]))
    if rest:
        second, over = _fitting(rest, width - _LABEL - len(" and 99 more"))
        more = [(f"  and {len(over)} more", _DIM)] if over else []
        yield _Row(1, _row("", [("  ".join(second), ""), *more]))


def _fitting(parts: list[str], width: int) -> tuple[list[str], list[str]]:
    used = 0
    for n, part in enumerate(parts):
        used += cell_len(part) + (2 if n else 0)
        if used > width:
            return parts[:n], parts[n:]
    return parts, []


def _pages(crawl: Snapshot) -> Iterator[tuple[str, str]]:
    yield f"{crawl.pages:,}", ""
    if crawl.pages_a_second is not None:
        yield f"  {speed(crawl.pages_a_second)} a second", ""
    yield f"  {crawl.waiting:,} waiting", _DIM
    yield f"  {crawl.under_way} under way", _DIM


def _failures(crawl: Snapshot) -> Iterator[tuple[str, str]]:
    if crawl.failures:
        yield f"{crawl.failures.total():,} ({listed(crawl.failures, 3)})", _BAD
    else:
        yield "none", ""
    if crawl.retries:
        yield f"  {counted(crawl.retries, 'retry', 'retries')}", _BAD


def _site(crawl: Snapshot) -> Iterator[tuple[str, str]]:
    """What it does to the crawl; the most important comes first, as the end may be cut."""
    if crawl.wait_until:
        yield f"asks us to wait until {crawl.wait_until} (Retry-After)  ", _BAD
    if crawl.hosts_closed:
        yield "its robots.txt cannot be read  ", _BAD
    if crawl.latency is not None:
        is_slow = crawl.latency >= _SLOW
        word = "slow: answers" if is_slow else "answers"
        yield f"{word} in {crawl.latency:.1f} s", _BAD if is_slow else ""
    elif not (crawl.wait_until or crawl.hosts_closed):
        yield "no answer yet", _DIM
    if crawl.forbidden:
        yield f"  robots.txt forbids {crawl.forbidden:,}", ""
    if crawl.crawl_delay > crawl.pause:
        yield f"  asks for {crawl.crawl_delay:.3g} s between requests (robots.txt)", ""
    elif crawl.pause >= 0.05:
        yield f"  {crawl.pause:.1f} s between requests", _DIM


def _hanging(crawl: Snapshot, width: int) -> Text:
    assert crawl.hanging is not None
    seconds = f"{crawl.hanging.seconds:.0f} s"
    shown = f"no answer for {seconds} (at most {about(crawl.timeout)})  "
    if width < 70:
        shown = f"for {seconds}  "
    left = max(10, width - _LABEL - len(shown))
    url = crawl.hanging.url.removeprefix("https://").removeprefix("www.")
    return _row("hanging", [(shown, _BAD), (isolated(readable(url, left)), "")])


def _headline(headline: Headline, width: int) -> Text:
    """Time, language, type; then the headline, which alone may be of any script."""
    left = f"{headline.at}  " if width >= 60 else ""
    language, kind = headline.language[:7], headline.type[:8]
    columns = f"{left}{language:<7} {kind:<8} "
    text = Text(one_line(headline.text))
    # Terminals differ in how wide they draw some scripts: keep a cell or two at the right.
    text.truncate(max(1, width - len(columns) - 2), overflow="ellipsis")
    return Text.assemble((columns, _DIM), isolated(text.plain))


def isolated(text: str) -> str:
    """Text from right to left, so that it turns nothing but itself; other text as it is."""
    if not any(bidirectional(character) in _FROM_RIGHT for character in text):
        return text
    return f"{_ISOLATE}{text}{_END}"


def _row(label: str, parts: Iterable[tuple[str, str]]) -> Text:
    return Text.assemble((f"{label:<{_LABEL}}", _DIM), *parts)
