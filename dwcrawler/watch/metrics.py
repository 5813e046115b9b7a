"""Figures of a crawl for Prometheus: one table of names, which stay as they are.

All are gauges, as each crawl begins anew. They tell of the crawl that is running (on the port) or of
the last one (in the file).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from dwcrawler.watch.figures import Figures

PREFIX: Final = "dwcrawler_"
# The site makes up some of the values that become labels: no more than so many of each metric.
_MOST_LABELS: Final = 50
_OTHER: Final = "other"


class Snapshot(NamedTuple):
    """A crawl at one moment. Times are RFC 3339; those that are not known are None.

    responses: by the class of their status (`2xx`); findings: of monitors, by code
    """

    figures: Figures
    responses: Mapping[str, int]
    findings: Mapping[str, int]
    started: str | None
    ended: str | None = None
    last_good: str | None = None
    reason: str | None = None
    status: int | None = None


class Metric(NamedTuple):
    """`label` is empty where `values` has one value alone, under ""."""

    name: str
    label: str
    help: str
    values: Callable[[Snapshot], Mapping[str, float | None]]


def _one(
    value: Callable[[Snapshot], float | None],
) -> Callable[[Snapshot], dict[str, float | None]]:
    return lambda snapshot: {"": value(snapshot)}


def _time(text: str | None) -> float | None:
    return datetime.fromisoformat(text).timestamp() if text else None


METRICS: Final[tuple[Metric, ...]] = (
    Metric("run_stories", "language", "Stories written, by language", lambda s: s.figures.languages),
    Metric("run_stories_by_type", "type", "Stories written, by type", lambda s: s.figures.types),
    Metric("run_stories_by_layout", "layout", "Stories read, by the layout of their page",
           lambda s: s.figures.layouts),
    Metric("run_new_stories", "", "Stories written for the first time", _one(lambda s: s.figures.new)),
    Metric("run_changed_stories", "", "Stories written as a later revision",
           _one(lambda s: s.figures.changed)),
    Metric("run_unchanged_stories", "", "Stories that were read and had not changed",
           _one(lambda s: s.figures.unchanged)),
    Metric("run_not_modified_stories", "", "Stories that had not changed, as the site says (304)",
           _one(lambda s: s.figures.not_modified)),
    Metric("run_read_stories", "", "Stories that were read, new or not",
           _one(lambda s: s.figures.read)),
    Metric("run_lost_stories", "reason", "Stories that could not be read, by reason",
           lambda s: s.figures.lost),
    Metric("run_rejected_stories", "", "Stories that do not fit the schema",
           _one(lambda s: s.figures.rejected)),
    Metric("run_damaged_stories", "", "Stories with fields that could not be used",
           _one(lambda s: s.figures.damaged)),
    Metric("run_waiting_stories", "", "Stories that were found and not fetched; the next crawl does",
           _one(lambda s: s.figures.waiting)),
    Metric("run_listings", "", "Listings that were read", _one(lambda s: s.figures.listings)),
    Metric("run_lost_listings", "", "Listings that could not be read",
           _one(lambda s: s.figures.listings_lost)),
    Metric("run_requests", "", "Requests that were sent", _one(lambda s: s.figures.requests)),
    Metric("run_responses", "class", "Responses, by the class of their status",
           lambda s: s.responses),
    Metric("run_retries", "", "Requests that were sent again", _one(lambda s: s.figures.retries)),
    Metric("run_failures", "reason", "Requests that failed after all retries, by reason",
           lambda s: s.figures.failures),
    Metric("run_problems", "code", "Pages with a problem, by its code", lambda s: s.figures.problems),
    Metric("run_errors", "", "Exceptions that nothing handled", _one(lambda s: s.figures.errors)),
    Metric("run_findings", "code", "What monitors found unlike earlier crawls, by code",
           lambda s: s.findings),
    Metric("run_received_bytes", "", "Bytes of responses", _one(lambda s: s.figures.received)),
    Metric("run_duration_seconds", "", "How long the crawl took, or has taken so far",
           _one(lambda s: s.figures.duration)),
    Metric("run_peak_memory_bytes", "", "The most memory that the crawl held",
           _one(lambda s: s.figures.peak_memory)),
    Metric("run_start_timestamp_seconds", "", "When the crawl began", _one(lambda s: _time(s.started))),
    Metric("run_end_timestamp_seconds", "", "When the crawl ended", _one(lambda s: _time(s.ended))),
    Metric("run_exit_status", "", "The exit status; 0 is done, 9 unlike earlier crawls",
           _one(lambda s: s.status)),
    Metric("run_end", "reason", "1 for the reason for which the crawl ended",
           lambda s: {s.reason: 1} if s.reason else {}),
    Metric("last_good_run_timestamp_seconds", "", "When the last crawl with exit status 0 or 9 ended",
           _one(lambda s: _time(s.last_good))),
    Metric("newest_story_timestamp_seconds", "language",
           "When the newest story that is known was published, by language",
           lambda s: {code: _time(date) for code, date in s.figures.newest.items()}),
)  # fmt: skip


class CrawlCollector(Collector):
    """What prometheus_client asks: for the snapshot of now."""

    def __init__(self, snapshot: Callable[[], Snapshot | None]) -> None:
        self._snapshot = snapshot

    def collect(self) -> Iterator[GaugeMetricFamily]:
        snapshot = self._snapshot()
        for metric in METRICS if snapshot is not None else ():
            assert snapshot is not None
            family = GaugeMetricFamily(
                PREFIX + metric.name, metric.help, labels=[metric.label] if metric.label else None
            )
            for label, value in _bounded(metric.values(snapshot)):
                family.add_metric([label] if metric.label else [], value)
            yield family


def _bounded(values: Mapping[str, float | None]) -> Iterator[tuple[str, float]]:
    """The greatest ones; the rest are one."""
    known = sorted(
        ((label, value) for label, value in values.items() if value is not None),
        key=lambda entry: -entry[1],
    )
    yield from known[:_MOST_LABELS]
    if rest := known[_MOST_LABELS:]:
        yield _OTHER, sum(value for _, value in rest)


def table() -> str:
    """For the documentation, in Markdown."""
    rows = [
        f"| `{PREFIX}{metric.name}` | {f'`{metric.label}`' if metric.label else ''} | {metric.help} |"
        for metric in METRICS
    ]
    return "\n".join(["| metric | label | meaning |", "| --- | --- | --- |", *rows])
