"""How a crawl can end: Scrapy's finish reason -> the exit status of `scrapy crawl`.

Scripts and schedulers rely on the exit statuses; the finish reason stands in the log and the stats.
"""

from __future__ import annotations

from typing import Final

DONE: Final = 0
COULD_NOT_BEGIN: Final = 1
REFUSED: Final = 2
NOTHING: Final = 3
IN_USE: Final = 4
NOT_WRITTEN: Final = 5
ENDED_EARLY: Final = 6
INCOMPLETE: Final = 7
ERRORS: Final = 8
UNLIKE_BEFORE: Final = 9
# The crawl came to its end, and has what there was.
GOOD: Final = frozenset({DONE, UNLIKE_BEFORE})

# Finish reasons of this project's own.
NO_RECORDING: Final = "no_recording"
UNKNOWN_SECTION: Final = "unknown_section"
UNKNOWN_TOPIC: Final = "unknown_topic"
NO_FEED: Final = "feed_cannot_be_written"
UNREACHABLE: Final = "unreachable"
NOTHING_READ: Final = "nothing_read"
STORE_IN_USE: Final = "store_in_use"
DISK_FULL: Final = "disk_full"
STORE_FAILED: Final = "store_failed"
FEED_FAILED: Final = "feed_failed"
OUTPUT_CLOSED: Final = "output_closed"  # the reader of a pipe has gone: no fault of the crawl's
TOO_MANY_FAILURES: Final = "too_many_failures"
TOO_MANY_LOST: Final = "too_many_stories_lost"
ASKED_TO_WAIT: Final = "asked_to_wait"
STORIES_LOST: Final = "stories_lost"
UNHANDLED_ERRORS: Final = "errors"
SITE_CHANGED: Final = "site_changed"

STATUS_BY_REASON: Final = {
    "start_error": COULD_NOT_BEGIN,  # Scrapy's, for an exception before the first request
    NO_RECORDING: COULD_NOT_BEGIN,
    UNKNOWN_SECTION: REFUSED,
    UNKNOWN_TOPIC: REFUSED,
    NO_FEED: REFUSED,
    UNREACHABLE: NOTHING,
    NOTHING_READ: NOTHING,
    STORE_IN_USE: IN_USE,
    DISK_FULL: NOT_WRITTEN,
    STORE_FAILED: NOT_WRITTEN,
    FEED_FAILED: NOT_WRITTEN,
    "memusage_exceeded": NOT_WRITTEN,  # Scrapy's
    TOO_MANY_FAILURES: ENDED_EARLY,
    TOO_MANY_LOST: ENDED_EARLY,
    ASKED_TO_WAIT: ENDED_EARLY,
    STORIES_LOST: INCOMPLETE,
    UNHANDLED_ERRORS: ERRORS,
    SITE_CHANGED: UNLIKE_BEFORE,
}

# What the summary says of them. Others, as of Scrapy's own, stand there as they are.
ENDS: Final = {
    "finished": "fetched everything that it found",
    "max_stories": "found as many stories as asked for",
    "shutdown": "was stopped by Ctrl-C or SIGTERM",
    "closespider_itemcount": "found as many stories as asked for",
    "closespider_pagecount": "read as many pages as asked for",
    "closespider_timeout": "ran as long as asked for",
    UNKNOWN_SECTION: "found no section of the name asked for",
    UNREACHABLE: "could not reach the site",
    NOTHING_READ: "could not read anything of the site",
    STORE_IN_USE: "did not begin: another crawl is using the store",
    DISK_FULL: "could not write any more",
    STORE_FAILED: "could not use its store",
    FEED_FAILED: "could not store a feed",
    OUTPUT_CLOSED: "lost the reader of its output",
    "memusage_exceeded": "needed too much memory",
    TOO_MANY_FAILURES: "ended early: too many requests failed",
    TOO_MANY_LOST: "ended early: too many stories could not be read",
    ASKED_TO_WAIT: "ended early: the site asked to wait for a long time",
    STORIES_LOST: "finished, but stories are missing",
    UNHANDLED_ERRORS: "had unexpected errors",
    SITE_CHANGED: "found the site unlike earlier crawls",
}
# Of these the same command line goes on with what is left.
GOES_ON: Final = frozenset(
    {
        "max_stories",
        "shutdown",
        "closespider_itemcount",
        "closespider_pagecount",
        "closespider_timeout",
        DISK_FULL,
        "memusage_exceeded",
        TOO_MANY_FAILURES,
        TOO_MANY_LOST,
        ASKED_TO_WAIT,
    }
)

# As `dwcrawler crawl --help` and docs/crawling.md explain them.
STATUSES: Final = (
    (str(DONE), "done"),
    (str(COULD_NOT_BEGIN), "the crawl could not begin"),
    (
        str(REFUSED),
        "an argument, a setting or a feed was refused, or no section or topic has the name asked for",
    ),
    (str(NOTHING), "dw.com could not be reached, or nothing of it could be read"),
    (str(IN_USE), "another crawl is using the store"),
    (
        str(NOT_WRITTEN),
        "nothing more could be written, a feed could not be stored, or memory exceeded "
        "MEMUSAGE_LIMIT_MB",
    ),
    (
        str(ENDED_EARLY),
        "ended early: too many requests failed, too many stories could not be read, or the site "
        "asked to wait for longer than DW_RETRY_AFTER_MAX",
    ),
    (
        str(INCOMPLETE),
        "done, but incomplete: more stories were lost or damaged than DW_LOST_SHARE and "
        "DW_DAMAGED_SHARE allow, or something named in urls could not be read",
    ),
    (str(ERRORS), "exceptions in pipelines, callbacks or other components cost stories or pages"),
    (
        str(UNLIKE_BEFORE),
        "done, but what was found is unlike earlier crawls: the site may have changed (monitors)",
    ),
    ("130, 143", "ended by Ctrl-C or SIGTERM; the feed is whole and has what was found"),
)


def exit_status(reason: str, verdict: str, signal_number: int | None) -> int:
    """`reason` is the finish reason, "" where the crawl was cut off; `verdict` is the reason that
    the crawl would have had, had nothing else ended it (stat `dw/verdict`)."""
    if signal_number is not None and reason in ("", "shutdown"):
        return 128 + signal_number
    return STATUS_BY_REASON.get(reason, DONE) or STATUS_BY_REASON.get(verdict, DONE)
