"""`why URL…`: what is known of a story, whether the next crawl asks for it again, and by which rule."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.conf import arglist_to_dict

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.help_texts import HelpFormatter
from dwcrawler.console.readable import readable
from dwcrawler.discovery.arguments import Arguments, WrongArguments, checked
from dwcrawler.discovery.explaining import Answer, NextCrawl, Target, target_of
from dwcrawler.discovery.reasons import failure_of, in_words
from dwcrawler.discovery.revisit import Revisit, policy_of
from dwcrawler.discovery.trail import Discovery
from dwcrawler.identity import short_url
from dwcrawler.normalize import dates
from dwcrawler.spiders.dw import DwSpider
from dwcrawler.store import StoreDamaged, StoreError, StoryState
from dwcrawler.store.feed_lines import last_lines
from dwcrawler.store.folder import folder_of
from dwcrawler.store.journal import STORE, scope_text
from dwcrawler.store.lock import holder_of
from dwcrawler.store.opening import is_marked_as_damaged
from dwcrawler.store.reading import NOTHING, StoreView, read_store

_WHO: Final = "dwcrawler why"
NOT_KNOWN: Final = 1
REFUSED: Final = 2
NO_STORE: Final = 3
_STATUSES: Final = """\
Exit status
===========
  0   each story is known (or the URL is a list of stories)
  1   a story is not known, or a URL is no content of DW; the others are answered, too
  2   wrong arguments
  3   the store cannot be read now"""
# What the last visit met, where it gave no story.
_NO_STORY: Final = {
    "gone": "not there",
    "gone_for_good": "gone for good",
    "refused": "refused",
    "redirected": "led to another page",
    "no_story": "no valid story",
    "not_loaded": "could not be loaded",
}


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] URL…"

    def short_desc(self) -> str:
        return "Tell what is known of a story and why the next crawl asks for it, or does not"

    def long_desc(self) -> str:
        return (
            "For each URL, short URL (p.dw.com/p/…) or number: what the store and the feeds know of "
            "it, whether the next crawl asks for it again, by which rule, and when. Looks at nothing "
            "but the output folder, makes no request, changes nothing, and may run beside a crawl."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.formatter_class = HelpFormatter
        parser.epilog = _STATUSES
        parser.add_argument(
            "-a",
            dest="spargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="an argument of the next crawl, as in -a since=7d (see crawl --help)",
        )
        parser.add_argument(
            "--listed",
            metavar="DATE",
            help="answer as if a list showed the stories under this date "
            "(2024-01-31 or 2024-01-31T12:00:00Z)",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one line of JSON for each URL"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line, as in all that follows
        wrong = wrong_settings(self.settings)
        try:
            opts.arguments = checked(arglist_to_dict(opts.spargs))
        except WrongArguments as error:
            wrong += error.lines
        except ValueError:
            raise UsageError("-a: write NAME=VALUE, as in -a since=7d", print_help=False) from None
        opts.moment = _listed(opts.listed)
        if opts.listed and opts.moment is None:
            wrong.append(
                f"--listed: {opts.listed!r} is no date: write 2024-01-31 or 2024-01-31T12:00:00Z"
            )
        if not args:
            wrong.append("name a URL, a short URL or a number, as in: p.dw.com/p/4Xg9W")
        if wrong:
            tell_refusals(wrong, _WHO, self.settings)
            sys.exit(REFUSED)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        store = folder_of(self.settings) / STORE
        targets = [target_of(given) for given in args]
        ids = [target.address.id for target in targets if target.kind == "story" and target.address]
        try:
            view = _view(store, ids, opts.arguments)
        except StoreError as error:
            _tell(f"the store {store} cannot be read: {error}")
            self.exitcode = NO_STORE
            return
        crawl = NextCrawl(
            opts.arguments,
            self._revisit(opts.arguments),
            MemoryStatsCollector(Crawler(DwSpider, self.settings)),
            view,
            last_lines(store.parent, ids),
        )
        for target in targets:
            answer = crawl.why(target, opts.moment)
            if not answer.is_known:
                self.exitcode = NOT_KNOWN
            print(json.dumps(_as_json(answer), ensure_ascii=False) if opts.json else _text(answer))

    def _revisit(self, arguments: Arguments) -> Revisit:
        assert self.settings is not None
        has_own_feed = not self.settings.getdict("FEEDS")
        return Revisit.from_settings(self.settings, policy_of(arguments.revisit, has_own_feed))


def _view(store: Path, ids: Iterable[int], arguments: Arguments) -> StoreView:
    """A store that the next crawl makes anew knows nothing but the feeds. Raises StoreError."""
    if not store.exists():
        _tell(f"there is no store {store}, so no crawl has recorded anything there{_others(store)}")
        return NOTHING
    try:
        if is_marked_as_damaged(store):
            raise StoreDamaged("as the last crawl found")
        view = read_store(store, ids, scope_text(arguments.scope()))
    except StoreDamaged as error:
        _tell(
            f"the store {store} is damaged ({error}). The next crawl makes it anew from the feeds, so "
            "only these are looked at"
        )
        return NOTHING
    holder = holder_of(store) if view.is_running else None
    if holder is not None:
        _tell(f"a crawl is using the store ({holder}): its last finds may be missing here")
    return view


def _others(store: Path) -> str:
    """Crawls of a mirror have folders of their own, which one forgets."""
    others = sorted(found.parent.name for found in store.parent.glob(f"*/{STORE}"))[:3]
    return f" (but in {', '.join(others)}: set DW_MIRROR or DW_OUTPUT_DIR)" if others else ""


def _listed(text: str | None) -> dates.Moment | None:
    moment = dates.read(text, "en", datetime.now(UTC)) if text else None
    return moment if moment is not None and moment.precision is not None else None


def _tell(line: str) -> None:
    print(f"{_WHO}: {_one_line(line)}", file=sys.stderr)


# In words


def _text(answer: Answer) -> str:
    rows = [row for row in _rows(answer) if row[1]]
    width = max(len(name) for name, _ in rows)
    lines = [f"  {name:<{width}}  {value}" for name, value in rows]
    return "\n".join([readable(answer.target.url), *lines, ""])


def _rows(answer: Answer) -> Iterator[tuple[str, str]]:
    target, known, line = answer.target, answer.known, answer.line
    if target.kind == "story" and target.address is not None:
        yield "id", f"{target.address.id}, {short_url(target.address.id)}"
    if line is not None and line.headline:
        yield "headline", _one_line(line.headline)
    if known is not None:
        yield from _known_rows(known)
    elif target.kind == "story":
        yield "known", "no: no crawl that this folder tells of has asked for it"
    if line is not None:
        yield "in feed", line.feed.name
    for found in answer.found:
        yield "found", _where(found, answer)
    yield "asked for", "yes" if answer.asks else "no"
    yield "rule", f"{answer.rule}. {answer.text}"
    yield "when", _when(answer)


def _known_rows(known: StoryState) -> Iterator[tuple[str, str]]:
    told = (known.type, known.language, f"published {in_words(known.date_published)}")
    yield "story", ", ".join(filter(None, told))
    yield "first seen", in_words(known.first_seen)
    yield "last visit", f"{in_words(known.last_crawled)}: {_outcome(known)}"
    if known.revision:
        layout = f", from a page of the layout {known.layout}" if known.layout else ""
        yield "revision", f"{known.revision}{layout}"
    yield "depth", _hops(known.depth)


def _outcome(known: StoryState) -> str:
    if not known.tries:
        kept = "a story" if known.revision else "a story that the crawl did not want"
        return f"{kept} (status {known.status})"
    failed = "once" if known.tries == 1 else f"{known.tries} times in a row"
    status = f"status {known.status}, " if known.status else ""
    return f"{_NO_STORY[failure_of(known)]} ({status}failed {failed})"


def _where(found: Discovery, answer: Answer) -> str:
    on = readable(found.on) if found.on else "the crawl's beginning"
    relation = answer.relations.get(found.on or "")
    by = f"{found.by}: {relation}" if relation and relation != found.by else found.by
    return f"on {on} ({by}), {_hops(found.depth)}"


def _hops(depth: int) -> str:
    if depth == 0:
        return "on a list"
    return "1 hop from a list" if depth == 1 else f"{depth} hops from a list"


def _when(answer: Answer) -> str:
    if answer.how:
        return answer.how
    told = []
    if answer.due is not None:
        told.append(f"from {in_words(answer.due)} on")
    if answer.newer is not None:
        at_once = "at once" if answer.due is not None else "only"
        told.append(
            f"{at_once} if a list shows it under a time after {in_words(answer.newer.time)}, or a "
            f"day after {answer.newer.day}"
        )
    return "; ".join(told)


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


# For programs


def _as_json(answer: Answer) -> dict[str, Any]:
    target, known, line = answer.target, answer.known, answer.line
    return {
        "given": target.given,
        "kind": target.kind,
        "url": target.url,
        "id": _id(target),
        "short_url": short_url(story_id) if (story_id := _id(target)) is not None else None,
        "asked_for": answer.asks,
        "rule": answer.rule,
        "why": answer.text,
        "how": answer.how or None,
        "due": dates.in_utc(answer.due) if answer.due is not None else None,
        "newer_than": answer.newer._asdict() if answer.newer is not None else None,
        "known": known._asdict() if known is not None else None,
        "headline": line.headline if line is not None else None,
        "feed": str(line.feed) if line is not None else None,
        "found": [
            {**found._asdict(), "relation": answer.relations.get(found.on or "")}
            for found in answer.found
        ],
    }


def _id(target: Target) -> int | None:
    is_story = target.kind == "story" and target.address is not None
    return target.address.id if is_story and target.address is not None else None
