"""One request of `show`, from what was asked for to what is printed."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from stat import S_ISREG
from typing import Final, Literal, NamedTuple

import msgspec
from rich.text import Text
from scrapy.settings import BaseSettings

from dwcrawler.items import Story
from dwcrawler.showing.choosing import Choice, Line
from dwcrawler.showing.csv_rows import write_csv
from dwcrawler.showing.named import Named, NamedStory, what_was_meant
from dwcrawler.showing.places import lines_at
from dwcrawler.showing.progress import with_progress
from dwcrawler.showing.rows import Row, Rows, rows_of
from dwcrawler.showing.screen import Screen, open_screen
from dwcrawler.showing.story_view import Revision, print_story
from dwcrawler.showing.table import print_table
from dwcrawler.showing.unknown import what_is_known
from dwcrawler.store.folder import folder_of
from dwcrawler.store.stories import Feeds, NoFeeds, Place

Format = Literal["text", "json", "csv"]

# Characters that steer a terminal and may stand in JSON as they are.
_STEERING: Final = re.compile(rb"\x7f|\xc2[\x80-\x9f]")
_decode: Final = msgspec.json.Decoder(Story).decode


class Request(NamedTuple):
    named: Named
    choice: Choice
    limit: int | None
    form: Format
    with_pager: bool


class NothingToShow(Exception):
    """`lines` say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


def show(request: Request, settings: BaseSettings) -> int:
    """The exit status. Raises NothingToShow, OSError where standard output cannot be written."""
    if sys.stdout is None:
        raise NothingToShow("standard output is closed")
    feeds = _feeds(request.named, settings)
    try:
        if request.named.stories:
            are_all_there = _show_stories(feeds, request, settings)
        else:
            _show_table(feeds, request)
            are_all_there = True
        sys.stdout.flush()
    finally:
        for problem in feeds.problems:
            tell(problem)
    return 0 if are_all_there and not feeds.failed else 1


def tell(line: str) -> None:
    print(f"dwcrawler show: {line}", file=sys.stderr)


def end_quietly() -> None:
    """What is still to be written at the interpreter's end has nowhere to go."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _feeds(named: Named, settings: BaseSettings) -> Feeds:
    """Those that are named, else those of the crawls' folder. Raises NothingToShow."""
    try:
        if named.feeds:
            return Feeds(named.feeds)
    except NoFeeds as error:
        path = str(error).partition(":")[0]
        raise NothingToShow(f"{error}{what_was_meant(path)}") from None
    folder = folder_of(settings)
    try:
        return Feeds([folder])
    except NoFeeds as error:
        crawl = "Crawl first (dwcrawler crawl dw), or name a FEED"
        reason = str(error).partition(": ")[2] if folder.is_dir() else "no such folder yet"
        lines = [f"{folder}: {reason}. {crawl}"]
        for story in named.stories:
            if known := what_is_known(story.id, [folder]):
                lines.append(f"{story.given}: {known} {_ask_why(story)}")
        raise NothingToShow(*lines) from None


def _show_table(feeds: Feeds, request: Request) -> None:
    found = rows_of(with_progress(feeds.read(Line), feeds.files), request.choice)
    rows = found.rows[: request.limit]
    if not rows:
        is_told = found.total == 0 and feeds.problems
        raise NothingToShow(*(() if is_told else _why_nothing(found, request.choice)))
    if request.form == "json":
        _write_lines(lines_at([row.place for row in rows]))
    elif request.form == "csv":
        places = [row.place for row in rows]
        _write_csv(_decoded(zip(places, lines_at(places), strict=True), feeds.problems))
    else:
        with open_screen(request.with_pager) as screen:
            print_table(rows, screen)
            if screen.width is not None:
                _print_summary(rows, found, len(feeds.files), screen)


def _print_summary(rows: Sequence[Row], found: Rows, files: int, screen: Screen) -> None:
    """On a terminal alone: what else there is, and how to read one of them."""
    shown = f"{len(rows):,} of {found.total:,}" if len(rows) < found.total else f"{found.total:,}"
    stories = "story" if found.total == 1 else "stories"
    feeds = "1 feed" if files == 1 else f"{files:,} feeds"
    screen.print()
    line = f"{shown} {stories} in {feeds}, dates in UTC. Read one: dwcrawler show {rows[0].id}"
    screen.print(Text(line, style="dim"))


def _why_nothing(found: Rows, choice: Choice) -> Iterator[str]:
    if found.total == 0:
        yield "no story in these feeds"
        return
    left_out = ", ".join(f"{count} by {option}" for option, count in found.left_out.most_common())
    newest = f"; the newest is of {found.newest}" if found.newest else ""
    stories = (
        "the only story does not match"
        if found.total == 1
        else f"none of {found.total} stories matches"
    )
    yield f"{stories}: left out {left_out}{newest}"
    yield from found.names.hints(choice)


def _show_stories(feeds: Feeds, request: Request, settings: BaseSettings) -> bool:
    """Whether all of them are in the feeds; standard error tells of those that are not."""
    wanted = {story.id: list[tuple[tuple[str, int], Place]]() for story in request.named.stories}
    for place, _, line in with_progress(feeds.read(Line), feeds.files):
        if line.id in wanted:
            wanted[line.id].append((line.age, place))
    there = [story for story in request.named.stories if wanted[story.id]]
    places = [[place for _, place in sorted(wanted[story.id])] for story in there]
    newest = [of_story[-1] for of_story in places]
    if request.form == "json":
        _write_lines(lines_at(newest))
    elif request.form == "csv" and there:
        _write_csv(_decoded(zip(newest, lines_at(newest), strict=True), feeds.problems))
    elif there:
        with open_screen(request.with_pager) as screen:
            _print_stories(places, feeds, screen)
    missing = [story for story in request.named.stories if not wanted[story.id]]
    folders = list(dict.fromkeys([*(file.parent for file in feeds.files), folder_of(settings)]))
    for story in missing:
        tell(_not_found(story, len(feeds.files), folders))
    return not missing


def _print_stories(places: list[list[Place]], feeds: Feeds, screen: Screen) -> None:
    for number, of_story in enumerate(places):
        lines = zip(of_story, lines_at(of_story), strict=True)
        revisions = [
            Revision(story, place)
            for place, line in lines
            for story in _decoded([(place, line)], feeds.problems)
        ]
        if number:
            screen.print()
            screen.print("-" * (screen.width or 79))
            screen.print()
        if revisions:
            print_story(_each_once(revisions), screen)


def _each_once(revisions: Iterable[Revision]) -> list[Revision]:
    """A revision that several crawls wrote is one: the line that was crawled last."""
    by_content: dict[tuple[int, str], Revision] = {}
    for number, revision in enumerate(revisions):
        story = revision.story
        by_content[story.revision, story.content_hash or str(number)] = revision
    return list(by_content.values())


def _not_found(story: NamedStory, files: int, folders: list[Path]) -> str:
    feeds = "the feed" if files == 1 else f"{files} feeds"
    what = f"{story.given}: no story {story.id} in {feeds}."
    known = what_is_known(story.id, folders)
    return f"{what} {known} {_ask_why(story)}" if known else what


def _ask_why(story: NamedStory) -> str:
    return f"More: dwcrawler why {story.url}"


def _decoded(lines: Iterable[tuple[Place, bytes]], problems: list[str]) -> Iterator[Story]:
    """Whole stories; what the table shows may be valid where something else in a line is not."""
    for place, line in lines:
        try:
            yield _decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            problems.append(f"{place.file}: skipped an invalid line at byte {place.at} ({error})")


def _write_lines(lines: Iterable[bytes]) -> None:
    """As they are. On a terminal, what would steer it is escaped as JSON allows: the same values."""
    is_terminal = sys.stdout.isatty()
    for line in lines:
        sys.stdout.buffer.write(_STEERING.sub(_escaped, line) if is_terminal else line)
    sys.stdout.buffer.flush()


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(found[0].decode())


def _write_csv(stories: Iterable[Story]) -> None:
    if _is_new_file(sys.stdout.fileno()):
        sys.stdout.buffer.write(codecs.BOM_UTF8)  # or Excel takes it for another encoding
    file = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="")
    try:
        write_csv(stories, file)
        file.flush()
    finally:
        with contextlib.suppress(OSError):
            file.detach()


def _is_new_file(descriptor: int) -> bool:
    """A regular file with nothing in it, as a shell makes it for `> FILE`."""
    state = os.fstat(descriptor)
    return S_ISREG(state.st_mode) and state.st_size == 0
