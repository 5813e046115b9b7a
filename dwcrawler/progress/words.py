"""Numbers and times as a person reads them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dwcrawler.progress.counts import Snapshot, TimeLeft


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 story`, `2,000 stories`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(counts: Counter[str], most: int | None = None) -> str:
    """`en 90, de 52, and 3 more`."""
    shown = ", ".join(f"{name} {count:,}" for name, count in counts.most_common(most))
    more = len(counts) - most if most is not None else 0
    return f"{shown}, and {more} more" if more > 0 else shown


def clock(seconds: float) -> str:
    """`0:04:12`; days in front of it where there are some."""
    days, rest = divmod(int(seconds), 86_400)
    shown = f"{rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{days} d {shown}" if days else shown


def about(seconds: float) -> str:
    """`40 s`, `4 min`, `2 h 10 min`, `3 days`: as exact as a guess can be."""
    if seconds < 55:
        return f"{max(5, round(seconds / 5) * 5)} s"
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        tens = rest // 10 * 10
        return f"{hours} h {tens} min" if tens else f"{hours} h"
    return f"{round(hours / 24)} days"


def time_left(left: TimeLeft) -> str:
    if left.is_guess:
        return f"perhaps {about(left.seconds)} left (a guess)"
    return f"about {about(left.seconds)} left"


def speed(pages_a_second: float) -> str:
    return f"{pages_a_second:.1f}" if pages_a_second < 100 else f"{pages_a_second:.0f}"


def line(crawl: Snapshot) -> str:
    """One line for a log: `142 stories (en 90, de 52), 1.4 pages/s, 310 waiting, …`."""
    languages = f" ({listed(crawl.by_language, 10)})" if crawl.by_language else ""
    of = f" of {crawl.most_stories:,}" if crawl.most_stories is not None else ""
    stories = "story" if crawl.stories == 1 and not of else "stories"
    parts = [f"{crawl.stories:,}{of} {stories}{languages}"]
    if crawl.pages_a_second is not None:
        parts.append(f"{speed(crawl.pages_a_second)} pages/s")
    parts.append(f"{crawl.waiting + crawl.under_way:,} waiting")
    if crawl.failures:
        parts.append(counted(crawl.failures.total(), "failure"))
    if crawl.retries:
        parts.append(counted(crawl.retries, "retry", "retries"))
    if crawl.wait_until:
        parts.append(f"asked to wait until {crawl.wait_until}")
    if crawl.hanging is not None:
        parts.append(f"no answer for {crawl.hanging.seconds:.0f} s from {crawl.hanging.url}")
    if crawl.left is not None:
        parts.append(time_left(crawl.left))
    return ", ".join(parts)
