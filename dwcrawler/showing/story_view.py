"""One story, to be read: everything that its line tells, then what changed between its revisions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from typing import Final, NamedTuple

from rich.text import Text

from dwcrawler.items import Block, Post, Story, Teaser
from dwcrawler.showing import parts
from dwcrawler.showing.cells import (
    END_OF_ISOLATE,
    ISOLATE,
    fitted,
    is_right_to_left,
    width,
    wrapped,
)
from dwcrawler.showing.parts import BULLET, date, joined, plain
from dwcrawler.showing.revisions import changed
from dwcrawler.showing.screen import Screen
from dwcrawler.showing.word_diff import Piece
from dwcrawler.store.stories import Place

# Longer lines are hard to read.
_WIDEST: Final = 100
_LABEL: Final = 13
_INDENT: Final = "  "
_GAP: Final = "   "
_STYLES: Final = {"same": "", "deleted": "red strike", "added": "green underline"}
_MARKS: Final = {"same": ("", ""), "deleted": ("[-", "-]"), "added": ("{+", "+}")}


class Revision(NamedTuple):
    story: Story
    place: Place


def print_story(revisions: Sequence[Revision], screen: Screen) -> None:
    """`revisions`: all that the feeds hold, oldest first, at least one. The newest is printed."""
    page = _Page(screen)
    story = revisions[-1].story
    page.head(story)
    page.facts(_facts(story))
    if story.body:
        page.heading("TEXT")
        page.blocks(story.body, story)
    for post in story.posts:
        page.post(post, story)
    page.listed("NOTES", [[plain(note)] for note in story.notes])
    page.listed(
        "PICTURES", [_lines_of_picture(number, story) for number in range(len(story.images))]
    )
    page.listed("MEDIA", list(_lines_of_media(story)))
    page.listed("LINKS", [[plain(link.text), plain(link.url)] for link in story.links])
    page.related(story.related)
    page.listed("TOPICS", [[plain(topic.name), plain(topic.url)] for topic in story.topics])
    page.heading("WHERE IT COMES FROM")
    page.facts(_origin(revisions[-1]))
    page.revisions(revisions)


def _facts(story: Story) -> Iterator[tuple[str, str]]:
    yield "Published", date(story.date_published, story.date_precision) or "unknown"
    yield "Changed", date(story.date_modified)
    yield "Authors", joined(map(parts.person, story.authors))
    if story.byline is not None:
        yield "Byline", plain(story.byline.raw)
        yield "Editors", joined(map(plain, story.byline.editors))
        yield "Agencies", joined(map(plain, story.byline.agencies))
    yield "Type", joined([story.type, _kind(story)])
    yield "Language", f"{plain(story.language)}, {story.word_count} words"
    yield "Section", joined(map(plain, story.section), " > ")
    if story.program is not None:
        yield "Programme", joined([plain(story.program.name), plain(story.program.url)], ": ")
    yield "Keywords", joined(map(plain, story.keywords))
    yield "Categories", joined(map(plain, story.categories))
    yield "Regions", joined(map(plain, story.regions))
    yield "Short URL", story.short_url
    yield "URL", plain(story.url)
    for name, value in story.extra.items():
        yield plain(name), plain(json.dumps(value, ensure_ascii=False))


def _kind(story: Story) -> str:
    opinion = "opinion" if story.is_opinion else ""
    return joined([opinion, "an advertisement" if story.is_advertorial else ""])


def _origin(revision: Revision) -> Iterator[tuple[str, str]]:
    story, place = revision
    origin = story.provenance
    found = f"by {origin.found_by}" if origin.found_by else ""
    hops = "1 hop" if origin.depth == 1 else f"{origin.depth} hops"
    on = f"on {plain(origin.found_on)}" if origin.found_on else ""
    yield "Found", joined([found, on, f"{hops} from a list"]) if found or on else ""
    yield "Crawled", date(origin.crawled_at)
    if origin.requested_url and origin.requested_url != story.url:
        yield "Asked for", plain(origin.requested_url)
    status = f"HTTP {origin.http_status}" if origin.http_status is not None else ""
    layout = f"layout {origin.layout}" if origin.layout else ""
    source = "" if origin.source == "crawl" else f"from {origin.source}"
    yield "Page", joined([status, layout, "rendered" if origin.rendered else "", source])
    yield "Feed", plain(str(place.file))


def _lines_of_picture(number: int, story: Story) -> list[str]:
    image = story.images[number]
    alt = plain(image.alt)
    return [
        parts.picture(image) or "(no caption)",
        f"Alternative text: {alt}" if alt and image.caption else "",
        plain(image.url),
        f"File: {plain(image.file)}" if image.file else "",
    ]


def _lines_of_media(story: Story) -> Iterator[list[str]]:
    for media in story.media:
        yield [
            joined([media.kind, parts.medium(media)], ": "),
            media.short_url or "",
            *(joined([plain(source.url), plain(source.type)]) for source in media.sources),
            *(
                joined(
                    [f"Subtitles {plain(subtitles.language)}".rstrip(), plain(subtitles.url)], ": "
                )
                for subtitles in media.subtitles
            ),
            f"File: {plain(media.file)}" if media.file else "",
        ]


def _lines_of_teaser(teaser: Teaser) -> list[str]:
    length = parts.duration(teaser.duration)
    about = joined(
        [(teaser.type and plain(teaser.type)) or "", date(teaser.date_published)[:10], length]
    )
    kicker = plain(teaser.kicker)
    headline = plain(teaser.headline) or "(no headline)"
    return [
        joined([kicker, headline], " · "),
        plain(teaser.description),
        joined([teaser.short_url, about], "  "),
    ]


class _Page:
    """Prints lines: wrapped on a terminal, whole in a pipe."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._width = min(screen.width, _WIDEST) if screen.width is not None else None

    def head(self, story: Story) -> None:
        if story.kicker:
            self._text(joined(map(plain, story.kicker), " · "), style="cyan")
        self._text(plain(story.headline), style="bold")
        if story.description:
            self._line()
            self._text(plain(story.description), style="italic")
        self._line()

    def facts(self, facts: Iterator[tuple[str, str]]) -> None:
        for label, value in facts:
            if value:
                first = Text().append(label.ljust(_LABEL - 1) + " ", style="dim")
                self._text(value, first=first, indent=" " * _LABEL)

    def heading(self, title: str) -> None:
        self._line()
        self._text(title, style="bold yellow")
        self._line()

    def blocks(self, blocks: list[Block], story: Story) -> None:
        for number, block in enumerate(blocks):
            if number:
                self._line()
            if block.kind == "table":
                self._table(block, story)
                continue
            for line in parts.block(block, story):
                self._block_line(block, line)

    def _block_line(self, block: Block, line: str) -> None:
        if block.kind == "heading":
            self._text(line, style="bold")
        elif block.kind == "list":
            self._text(line.removeprefix(BULLET), first=Text(BULLET), indent=_INDENT)
        elif block.kind == "quote":
            self._text(line.removeprefix("> "), first=Text("> "), indent="> ", style="italic")
        else:
            self._text(line, style="" if block.kind == "paragraph" else "cyan")

    def _table(self, block: Block, story: Story) -> None:
        rows = [line.split("\t") for line in parts.block(block, story)]
        if self._width is None:
            for row in rows:
                self._line("\t".join(row))
            return
        columns = list(zip_longest(*rows, fillvalue=""))
        widths = [max(map(width, column)) for column in columns]
        if sum(widths) + len(_GAP) * len(widths) > self._width:
            for row in rows:
                self._text(" | ".join(row))
            return
        for row in rows:
            cells = (fitted(cell, cells) for cell, cells in zip(row, widths, strict=False))
            self._line(_GAP.join(cells))

    def post(self, post: Post, story: Story) -> None:
        self._line()
        self._line(Text(joined([date(post.date_published), "post"], "  "), style="yellow"))
        if post.headline:
            self._text(plain(post.headline), style="bold")
        if post.authors:
            self._text(joined(map(parts.person, post.authors)), style="dim")
        self._line()
        self.blocks(post.body, story)

    def listed(self, title: str, entries: list[list[str]]) -> None:
        """Each entry has a line, and others below it."""
        if not entries:
            return
        self.heading(title)
        for first, *others in entries:
            self._text(first, first=Text(BULLET), indent=_INDENT)
            for line in filter(None, others):
                self._text(line, first=Text(_INDENT), indent=_INDENT, style="dim")

    def related(self, teasers: list[Teaser]) -> None:
        """The blocks of stories below it, each under its own heading and relation."""
        for (heading, relation), group in groupby(
            teasers, key=lambda teaser: (plain(teaser.heading), plain(teaser.relation))
        ):
            title = heading or "MORE STORIES"
            named = f"{title} ({relation})" if relation and relation != _as_word(title) else title
            self.listed(named, [_lines_of_teaser(teaser) for teaser in group])

    def revisions(self, revisions: Sequence[Revision]) -> None:
        self.heading("REVISIONS")
        if len(revisions) == 1:
            number = revisions[0].story.revision
            self._line(f"Revision {number} is the only one in these feeds.")
            return
        self._line(_title_of(revisions[0].story))
        for before, after in pairwise(revisions):
            self._line()
            self._line(Text(_title_of(after.story), style="bold"))
            self._changes(before.story, after.story)

    def _changes(self, before: Story, after: Story) -> None:
        found = False
        for what, lines in changed(before, after):
            found = True
            self._line(Text(f"{what}:", style="yellow"))
            for pieces in lines:
                self._text(self._marked(pieces), first=Text(_INDENT), indent=_INDENT)
        if not found:
            self._line("No difference that a reader would see.")

    def _marked(self, pieces: list[Piece]) -> Text:
        """By colour where it can be seen, else `[-deleted-]` and `{+added+}`."""
        line = Text()
        for change, text in pieces:
            words = text.rstrip()
            begin, end = ("", "") if self._screen.has_marks else _MARKS[change]
            line.append(f"{begin}{words}{end}" if words else "", style=_STYLES[change])
            line.append(text[len(words) :] or ("" if change == "same" else " "))
        line.rstrip()
        return line

    def _line(self, line: Text | str = "") -> None:
        self._screen.print(line)

    def _text(
        self, text: str | Text, first: Text | None = None, indent: str = "", style: str = ""
    ) -> None:
        """Clean text, each line isolated from its indentation: `first`, from the second on `indent`."""
        whole = Text(text, style=style, end="") if isinstance(text, str) else text
        begin = first if first is not None else Text()
        if self._width is None:
            self._line(begin + _isolated(whole, bool(indent)))
            return
        for number, line in enumerate(wrapped(whole, self._width - len(indent))):
            self._line((begin if number == 0 else Text(indent)) + _isolated(line, bool(indent)))


def _isolated(line: Text, has_neighbours: bool) -> Text:
    """A line that is alone needs nothing: its terminal knows its direction from its first letter."""
    if not has_neighbours or not is_right_to_left(line.plain):
        return line
    return Text(ISOLATE) + line + Text(END_OF_ISOLATE)


def _title_of(story: Story) -> str:
    return joined([f"Revision {story.revision}", f"crawled {date(story.provenance.crawled_at)}"])


def _as_word(title: str) -> str:
    """`Explore more` -> `explore_more`."""
    return title.lower().replace(" ", "_")
