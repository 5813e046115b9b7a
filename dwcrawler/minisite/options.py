"""The options of the miniature site's command line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, get_args

from dwcrawler.items import StoryType
from dwcrawler.minisite.changes import CHANGES
from dwcrawler.minisite.faults import KINDS, Faults, UnknownFault, share_of
from dwcrawler.minisite.site import ROBOTS
from dwcrawler.minisite.truth import CLOCK_AHEAD, Truths
from dwcrawler.minisite.words import LANGUAGES
from dwcrawler.minisite.world import ID_STEP, TYPES, LayoutChoice, World

# Nobody but this machine is served.
HOSTS: Final = ("127.0.0.1", "::1")
# How old the newest story is when the site starts.
_AGE: Final = timedelta(minutes=5)


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--port", type=whole(0, 65_535), default=8080, help="port, 0 for any free (8080)")
    add("--host", choices=HOSTS, default=HOSTS[0], help=f"address to listen on ({HOSTS[0]})")
    add("--stories", type=whole(0), default=300, help="number of stories (300)")
    add(
        "--seed",
        type=int,
        default=1,
        help="seed of the site: another number makes another site (1)",
    )
    add(
        "--first-id",
        type=_first_id,
        default=60_000_000,
        metavar="ID",
        help="id of the first story, the others ten apart: a site with ids of its own has other "
        "stories for the same crawler (60000000)",
    )
    add(
        "--languages",
        type=_languages,
        default=LANGUAGES,
        help=f"editions, comma-separated ({','.join(LANGUAGES)})",
    )
    add(
        "--types",
        type=_types,
        default=TYPES,
        help=f"types of story, comma-separated ({','.join(TYPES)})",
    )
    add(
        "--layout",
        choices=get_args(LayoutChoice),
        default="mixed",
        help="layout of story pages: with the state of a generation (app_state as in 2024, apollo), "
        "without a state (dom), as before 2023 (classic), as rendered in 2026 with and without "
        "scripts (rendered-2026), empty without JavaScript (shell), or all but the last (mixed)",
    )
    add(
        "--variants",
        type=whole(1),
        default=1,
        help="URL spellings of each story in each listing (1)",
    )
    add(
        "--fresh",
        action="store_true",
        help="the newest stories are minutes old and their pages say so (`3 hours ago`); the site's "
        "clock, its Date header, stands still",
    )
    add(
        "--newest",
        type=_newest,
        metavar="TIME",
        help="when the newest story was published, all others before it: 2026-01-15T18:00:00Z; "
        "(now: some minutes before the site starts)",
    )
    add(
        "--scattered",
        action="store_true",
        help="listings have several pages, and some stories stand only on one of these, among the "
        "newest videos (`st-`), in a sitemap of videos or galleries, or in a block below a story",
    )
    add(
        "--evergreen",
        action="store_true",
        help="each edition has a video that is years old and gets a new film whenever it is edited",
    )
    add(
        "--latency",
        type=_milliseconds,
        default=0,
        metavar="MS",
        help="milliseconds before answers (0)",
    )
    add(
        "--fault",
        action="append",
        type=_fault,
        default=[],
        metavar="KIND=SHARE",
        help="let a share of the stories misbehave; kinds: "
        + "; ".join(f"{kind} {what}" for kind, what in KINDS.items()),
    )
    add(
        "--change",
        action="extend",
        type=_changes,
        default=[],
        metavar="NAMES",
        help="the site changed, as dw.com may any day; comma-separated: "
        + "; ".join(f"{name}: {what}" for name, (_, what) in CHANGES.items()),
    )
    add("--no-files", action="store_true", help="pictures and media are missing (404)")
    add(
        "--robots",
        choices=list(ROBOTS),
        default="polite",
        help="what robots.txt is: it names the sitemaps and forbids "
        "little (polite), the site's JSON as well (no-api), names no sitemap (no-sitemap), forbids "
        "all (closed), is not there (missing), or answers with status 500 (broken); (polite)",
    )
    add(
        "--heal",
        type=whole(0),
        default=0,
        help="how often a story misbehaves before it is sound (0: always)",
    )
    add("--list", action="store_true", help="print one JSON line a story, and serve nothing")


def world_of(options: argparse.Namespace) -> World:
    world = World(
        stories=options.stories,
        seed=options.seed,
        first_id=options.first_id,
        languages=options.languages,
        types=options.types,
        layout=options.layout,
        variants=options.variants,
        fresh=options.fresh,
        scattered=options.scattered,
        evergreen=options.evergreen,
    )
    return replace(world, newest_at=options.newest or _minutes_ago(world))


def _minutes_ago(world: World) -> datetime:
    """So that the newest story is 5 to 15 minutes old now. Full ten minutes: two sites that start
    one after the other are alike. In a fresh world, where the clock stands now."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    now -= timedelta(minutes=now.minute % 10)
    if world.fresh:
        return now - CLOCK_AHEAD
    newest = Truths(world).head_of(0)[1].replace(microsecond=0)
    return now - _AGE + (world.newest_at - newest)


def _first_id(text: str) -> int:
    number = whole(60_000_000, 79_000_000)(text)
    if number % ID_STEP:
        raise argparse.ArgumentTypeError(f"{text} is no multiple of {ID_STEP}")
    return number


def _changes(text: str) -> list[str]:
    """Raises ArgumentTypeError, naming those that are none."""
    names = [name.strip() for name in text.split(",")]
    if unknown := [name for name in names if name not in CHANGES]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is none of {', '.join(CHANGES)}")
    return names


def _newest(text: str) -> datetime | None:
    """None is now. Some years from the ends of the calendar, for all dates count back from it."""
    if text == "now":
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if 1990 <= moment.year < 9990:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is invalid: expected a time, 2026-01-15T18:00:00Z")


def faults_of(options: argparse.Namespace) -> Faults:
    return Faults(dict(options.fault), options.heal, options.seed)


def print_stories(world: World) -> None:
    """What the site publishes, to compare a crawl with, in UTF-8. Ends early where nobody reads on."""
    try:
        _print_stories(world)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_stories(world: World) -> None:
    truths = Truths(world)
    for n in range(world.stories):
        teaser, _ = truths.head_of(n)
        line = {
            "id": teaser.id,
            "short_url": teaser.short_url,
            "url": teaser.url,
            "type": teaser.type,
            "language": world.language_of(n),
            "depth": world.depth_of(n),
            "layout": world.layout_of(n),
            "place": world.place_of(n),
            "date_published": teaser.date_published,
            "headline": teaser.headline,
        }
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """A whole number in these bounds, as argparse takes types."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if value < least or (most is not None and value > most):
            words = f"from {least} to {most}" if most is not None else f"{least} or more"
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number, {words}")
        return value

    return number


def _milliseconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of milliseconds, 0 or more")
    return value


def _languages(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(",") if code.strip())
    unknown = [code for code in codes if code not in LANGUAGES]
    if unknown or not codes:
        raise argparse.ArgumentTypeError(
            f"no edition here: {', '.join(unknown) or 'none given'}; known are {', '.join(LANGUAGES)}"
        )
    return codes


def _types(text: str) -> tuple[StoryType, ...]:
    kinds = tuple(kind for kind in TYPES if kind in text.split(","))
    unknown = [kind for kind in text.split(",") if kind not in TYPES]
    if unknown or not kinds:
        raise argparse.ArgumentTypeError(
            f"no type of story: {', '.join(unknown)}; known are {', '.join(TYPES)}"
        )
    return kinds


def _fault(text: str) -> tuple[str, float]:
    try:
        return share_of(text)
    except UnknownFault as error:
        raise argparse.ArgumentTypeError(str(error)) from None
