"""`scrapy extract PATH…`: saved pages through the same pages and pipelines as a crawl."""

from __future__ import annotations

import argparse
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console import program
from dwcrawler.identity import address_of, canonical_url
from dwcrawler.items import Story
from dwcrawler.pages import parse
from dwcrawler.pages.encoding import in_utf_8
from dwcrawler.pages.metadata import stated_url
from dwcrawler.pages.page import MAX_BYTES, bad_encoding
from dwcrawler.pages.state.embedded import is_answer, url_in
from dwcrawler.spiders.without_crawl import (
    ExtractionError,
    Pipeline,
    build_pipelines,
    processed_by_all,
)

_PAGES: Final = (".html", ".htm", ".json", ".html.gz", ".htm.gz", ".json.gz")
_PROJECT: Final = SETTINGS_PRIORITIES["project"]
_PACKED: Final = ".gz"
_GZIP: Final = b"\x1f\x8b"
_STANDARD_INPUT: Final = Path("-")


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[options] PATH…"

    def short_desc(self) -> str:
        return "Extract stories from saved pages, one JSON line a story"

    def long_desc(self) -> str:
        return (
            "Reads saved pages of dw.com and prints one JSON line a story on standard output, "
            "messages on standard error. A page is HTML, or JSON of the site's /graph-api/; both may "
            "be gzipped. PATH may be a folder (all .html, .htm, .json in it, and .gz of these), or - "
            "for standard input. Exit status 1 if a file gave no story; the others are still printed."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--url",
            metavar="URL",
            help="the page's URL, for a single file (default: the canonical URL in the page)",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        if not opts.loglevel and self.settings.getpriority("LOG_LEVEL") == _PROJECT:
            # A first line of the log would be noise among the messages.
            self.settings.set("LOG_LEVEL", "WARNING", "project")
        if wrong := wrong_settings(self.settings):
            tell_refusals(wrong, f"{program.name()} extract", self.settings)
            sys.exit(2)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("no PATH given: name saved pages or folders of them")
        paths = list(_files(args))
        if not paths:
            print(
                f"{', '.join(args)}: no file in it ends with {', '.join(_PAGES)}", file=sys.stderr
            )
            self.exitcode = 1
            return
        if opts.url and len(paths) > 1:
            raise UsageError("--url is for a single file")
        if opts.url and address_of(opts.url) is None:
            raise UsageError(f"--url {opts.url} is not a URL of DW content")
        assert self.settings is not None  # set by the command line before it runs a command
        pipelines = build_pipelines(self.settings)
        write = sys.stdout.buffer
        encode = msgspec.json.Encoder().encode
        for path in paths:
            try:
                line = encode(extract(path, opts.url, pipelines)) + b"\n"
            except ExtractionError as error:
                print(f"{path}: {error}", file=sys.stderr)
                self.exitcode = 1
                continue
            except Exception as error:  # whatever it is, the other files are to be read
                print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
                self.exitcode = 1
                continue
            try:
                write.write(line)
                write.flush()
            except BrokenPipeError:  # `| head` has seen enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return


def extract(path: Path, url: str | None, pipelines: Iterable[Pipeline]) -> Story:
    """One saved page -> its story, clean. Raises ExtractionError."""
    body, lost = in_utf_8(_read(path))
    url = url or (url_in(body) if is_answer(body) else stated_url(body))
    if url is None:
        raise ExtractionError("the page has no canonical URL of DW content: give --url")
    page = parse(body, url, "text/html; charset=utf-8")
    if lost:
        page.problems.append(bad_encoding(lost))
    for problem in page.problems:
        print(f"{path}: {problem}", file=sys.stderr)
    if page.story is None:
        raise ExtractionError("no story in it")
    story = page.story
    story.provenance.source = "file"
    story.provenance.requested_url = canonical_url(url)
    return processed_by_all(story, pipelines)


def _files(args: Iterable[str]) -> Iterator[Path]:
    """Each file once, however often it is named; a page that stands beside its packed self, too."""
    paths = {path.absolute(): path for path in _named(args)}
    for absolute, path in paths.items():
        unpacked = paths.get(absolute.with_suffix("")) if path.suffix == _PACKED else None
        if unpacked is None or not _hold_the_same(path, unpacked):
            yield path


def _named(args: Iterable[str]) -> Iterator[Path]:
    for arg in args:
        path = Path(arg)
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.name.endswith(_PAGES))
        else:
            yield path


def _hold_the_same(path: Path, other: Path) -> bool:
    """If not, they are two captures of a page."""
    try:
        return _read(path) == _read(other)
    except ExtractionError:  # told when its turn comes
        return False


def _read_standard_input() -> bytes:
    body = sys.stdin.buffer.read(MAX_BYTES + 1)
    if not body.startswith(_GZIP):
        return body
    with gzip.open(io.BytesIO(body)) as file:
        return file.read(MAX_BYTES + 1)


def _read(path: Path) -> bytes:
    try:
        if path == _STANDARD_INPUT:
            return _read_standard_input()
        with (gzip.open if path.suffix == _PACKED else open)(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ExtractionError(f"cannot be read: {error}") from None
