"""All settings of dwcrawler's own (`DW_…`): kind, default and meaning of each, in one place.

`setting_values` refuses by it what a crawl cannot use, `dwcrawler settings --help` lists it, and
`python -m dwcrawler.configuration` writes it into `docs/settings.md`. The defaults stand in
`settings.py` once more, where Scrapy reads them; a test compares. Components read a setting by its
name from Scrapy's settings, each name in one place.
"""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from dwcrawler.configuration import value_kinds as kinds

OURS: Final = "DW_"  # how all names begin; what else begins so is a mistake
# Read from the environment before there are settings, and no setting.
ENVIRONMENT_ALONE: Final = {
    "DW_CHROMIUM": "the browser that renders pages; without it, a Chromium on the path",
}


class DwSettings(BaseModel):
    """In the order of `settings.py`. Descriptions are in Markdown, one line each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    DW_MIRROR: kinds.Origin = Field(
        default="",
        description="an origin that serves dw.com in its place, such as the miniature site; empty: "
        "the live site. The environment variable of the same name sets it, too",
        examples=["http://127.0.0.1:8080"],
    )
    DW_CONTACT: kinds.Contact = Field(
        default="https://github.com/dwcrawler/dwcrawler",
        description="where the site can read who crawls it and why; the User-Agent names it. The "
        "environment variable of the same name sets it, too. A settings module of your own sets "
        "`USER_AGENT` instead",
        examples=["https://example.org/our-crawl"],
    )
    DW_CRAWL_DELAY_MAX: kinds.Seconds = Field(
        default=30.0,
        description="the longest pause between two requests that is kept because robots.txt asks "
        "for it (`Crawl-delay`)",
        examples=["60"],
    )
    DW_RETRY_PAUSE: kinds.Seconds = Field(
        default=2.0,
        description="the pause before a failed request is tried again; it doubles with each retry",
        examples=["5"],
    )
    DW_RETRY_PAUSE_MAX: kinds.Seconds = Field(
        default=120.0,
        description="the longest pause between two tries, unless the site asks for a longer one",
        examples=["300"],
    )
    DW_RETRY_AFTER_MAX: kinds.Seconds = Field(
        default=600.0,
        description="the longest `Retry-After` that is waited for; if the site asks for more, the "
        "crawl ends",
        examples=["3600"],
    )
    DW_UNREACHABLE_AFTER: kinds.Seconds = Field(
        default=5.0,
        description="a crawl that could connect to nothing since its first request ends after this "
        "time",
        examples=["60"],
    )
    DW_BREAKER_WINDOW: kinds.Window = Field(
        default=100,
        description="how many of the latest requests, and of the latest stories, are looked at to "
        "see whether most failed",
        examples=["200"],
    )
    DW_BREAKER_SHARE: kinds.Share = Field(
        default=0.5,
        description="the crawl ends if a larger share of the latest requests or stories failed",
        examples=["0.8"],
    )
    DW_LOST_SHARE: kinds.Share = Field(
        default=0.1,
        description="a crawl that lost a larger share of its stories has exit status 7",
        examples=["0.02"],
    )
    DW_DAMAGED_SHARE: kinds.Share = Field(
        default=0.25,
        description="a crawl has exit status 7 if a larger share of its stories has fields that "
        "could not be used",
        examples=["0.05"],
    )
    DW_MONITORS: kinds.Monitors = Field(
        default="auto",
        description="whether a crawl is compared with earlier ones when it ends; `auto`: where "
        'Spidermon is installed (`pip install "dwcrawler[watch]"`)',
        examples=["False"],
    )
    DW_MONITOR_RUNS: kinds.Runs = Field(
        default=60,
        description="how many earlier crawls say what is usual",
        examples=["20"],
    )
    DW_MONITOR_STORIES_SHARE: kinds.Share = Field(
        default=0.5,
        description="monitors tell of a crawl that finds a smaller share of the usual number of "
        "stories",
        examples=["0.8"],
    )
    DW_MONITOR_DROP: kinds.Share = Field(
        default=0.3,
        description="monitors tell of a field or block whose share of stories fell by more than "
        "this share of itself, if that cannot be chance",
        examples=["0.5"],
    )
    DW_MONITOR_NEWEST_HOURS: kinds.Hours = Field(
        default=72.0,
        description="monitors tell of a language whose newest story is older, if news used to come",
        examples=["24"],
    )
    DW_NOTIFY: kinds.Targets = Field(
        default="",
        description="who gets a message when monitors find something, or a crawl failed: URLs of "
        "[apprise](https://appriseit.com/services/), separated by commas, or the file of its "
        "configuration. The environment variable of the same name sets it, too: keep it there, as "
        "it holds passwords",
        examples=["mailto://user:password@example.org"],
    )
    DW_SHUTDOWN_GRACE: kinds.Seconds = Field(
        default=3.0,
        description="how long running requests may still take after Ctrl-C or SIGTERM",
        examples=["10"],
    )
    DW_RENDER_TIMEOUT: kinds.SomeSeconds = Field(
        default=20.0,
        description="how long a browser waits for the content of a page",
        examples=["45"],
    )
    DW_RENDER_GIVE_UP: kinds.Pages = Field(
        default=5,
        description="the crawl goes on without a browser if it did not help with so many pages in a "
        "row",
        examples=["20"],
    )
    DW_OUTPUT_DIR: kinds.Folder = Field(
        default="output",
        description="the folder of feeds, store, rejected stories and downloaded files. While this "
        "is the default, a mirror has a folder of its own in it. The environment variable of the same "
        "name sets it, too",
        examples=["/srv/dw"],
    )
    DW_DURABLE_FEED: kinds.AutoOrYesOrNo = Field(
        default="auto",
        description="whether the feed `dw-<UTC time>.jsonl` is written, which survives the death of "
        "the crawl; `auto`: yes, unless `-o` or `-O` is given",
        examples=["True"],
    )
    DW_SYNC_LINES: kinds.Lines = Field(
        default=50,
        description="the feed is synced to disk after so many lines, and then the store knows them",
        examples=["1"],
    )
    DW_SYNC_SECONDS: kinds.SomeSeconds = Field(
        default=2.0,
        description="the feed is synced to disk after this time at the latest",
        examples=["0.5"],
    )
    DW_WARC: kinds.WarcFolder = Field(
        default="",
        description="a folder that takes every request and answer of the crawl as WARC 1.1, for "
        "`dwcrawler archive` and replay programs; empty: none",
        examples=["warc"],
    )
    DW_WARC_MB: kinds.Megabytes = Field(
        default=1000,
        description="how large a WARC file may become before another is begun",
        examples=["200"],
    )
    DW_FILES_MAXSIZE: kinds.Bytes = Field(
        default=200 * 1024 * 1024,
        description="the largest file that `-a download=…` fetches; it is held in memory",
        examples=["50000000"],
    )
    DW_REVISIT_INTERVALS: kinds.Intervals = Field(
        default=[(1, 3), (7, 24), (30, 168)],
        description="how often a known story is fetched again: while it is younger than so many "
        "days, every so many hours",
        examples=["[[2, 6], [14, 48]]"],
    )
    DW_HASH_EXTRA: kinds.YesOrNo = Field(
        default=False,
        description="whether a change of `extra`, which your own pipelines fill, makes a new "
        "revision",
        examples=["True"],
    )
    DW_STATS_FILE: kinds.WritableFile = Field(
        default="",
        description="a file that takes the stats of the crawl as JSON when it ends; empty: none",
        examples=["stats.json"],
    )
    DW_LOG_FORMAT: kinds.LogFormat = Field(
        default="text",
        description="`json`: each line of the log is a JSON object, for programs that collect logs "
        '(`pip install "dwcrawler[watch]"`). The environment variable of the same name sets it, '
        "too",
        examples=["json"],
    )
    DW_METRICS_FILE: kinds.MetricsFile = Field(
        default="",
        description="a file that takes the figures of the crawl when it ends, in the format of "
        "Prometheus, for the textfile collector of its node exporter; empty: none",
        examples=["dwcrawler.prom"],
    )
    DW_METRICS_PORT: kinds.Port = Field(
        default=0,
        description="a port of 127.0.0.1 on which Prometheus can read the figures while the crawl "
        "lasts; 0: none",
        examples=["9464"],
    )
    DW_PROGRESS: kinds.Progress = Field(
        default="auto",
        description="how a crawl shows that it goes on: `live` (on a terminal), `lines` of the log, "
        "`off`; `auto`: live if there is a terminal and no log was asked for, else lines",
        examples=["lines"],
    )
    DW_QUIET: kinds.YesOrNo = Field(
        default=False,
        description="show no progress, and the summary even if the log leaves it out; `crawl --quiet` "
        "sets it, and `LOG_LEVEL` to WARNING",
        examples=["True"],
    )


NAMES: Final = tuple(DwSettings.model_fields)


def expected(name: str) -> str:
    """What to give for a setting, with the unit: `seconds, 0 or more`."""
    return next(note.words for note in _field(name).metadata if isinstance(note, kinds.Expected))


def default(name: str) -> str:
    """As it is given on a command line; empty where nothing is."""
    value = _field(name).default
    if isinstance(value, list):
        return str([list(pair) for pair in value])
    return f"{value:g}" if isinstance(value, float) else str(value)


def needed(name: str, value: object) -> kinds.Needs | None:
    """The package without which this value is of no use; None where there is none."""
    field = _field(name)
    needs = next((note for note in field.metadata if isinstance(note, kinds.Needs)), None)
    return needs if value not in (False, field.default) else None


def is_secret(name: str) -> bool:
    return any(isinstance(note, kinds.Secret) for note in _field(name).metadata)


def description(name: str) -> str:
    return _field(name).description or ""


def example(name: str) -> str:
    (given,) = _field(name).examples or ("",)
    return str(given)


def _field(name: str) -> FieldInfo:
    return DwSettings.model_fields[name]
