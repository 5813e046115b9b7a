"""What a reader would see of a change between two revisions of a story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from dwcrawler.items import Block, Story
from dwcrawler.showing import parts
from dwcrawler.showing.parts import date, joined, plain
from dwcrawler.showing.word_diff import Piece, changes, word_diff


class Changed(NamedTuple):
    """`what` names a part of the story; each of the lines is the part, or a piece of it, in words."""

    what: str
    lines: list[list[Piece]]


# Parts that are one text.
_TEXTS: Final[dict[str, Callable[[Story], str]]] = {
    "Type": lambda story: story.type,
    "Kicker": lambda story: joined(map(plain, story.kicker), " · "),
    "Headline": lambda story: plain(story.headline),
    "Teaser": lambda story: plain(story.description),
    "Published": lambda story: date(story.date_published, story.date_precision),
    "Changed": lambda story: date(story.date_modified),
    "Authors": lambda story: joined(map(plain, (author.name for author in story.authors))),
    "Byline": lambda story: plain(story.byline.raw) if story.byline else "",
    "Section": lambda story: joined(map(plain, story.section), " > "),
    "Topics": lambda story: joined(plain(topic.name) for topic in story.topics),
    "Programme": lambda story: plain(story.program.name) if story.program else "",
    "Opinion": lambda story: "yes" if story.is_opinion else "",
    "Advertisement": lambda story: "yes" if story.is_advertorial else "",
}
# Parts that are a list of lines.
_LISTS: Final[dict[str, Callable[[Story], list[str]]]] = {
    "Text": lambda story: _lines(story.body, story),
    "Posts": lambda story: [line for post in _posts(story) for line in post],
    "Pictures": lambda story: [
        joined([parts.picture(image) or plain(image.url), _alt(image.alt)])
        for image in story.images
    ],
    "Media": lambda story: [_medium(number, story) for number in range(len(story.media))],
    "Links": lambda story: [
        joined([plain(link.text), plain(link.url)], ": ") for link in story.links
    ],
    "Notes": lambda story: [plain(note) for note in story.notes],
}


def changed(old: Story, new: Story) -> Iterator[Changed]:
    """Part by part; nothing where no reader would see a difference."""
    for what, text in _TEXTS.items():
        if text(old) != text(new):
            yield Changed(what, [word_diff(text(old), text(new))])
    for what, lines in _LISTS.items():
        first, second = lines(old), lines(new)
        if first != second:
            yield Changed(what, list(_changed_lines(first, second)))


def _changed_lines(old: list[str], new: list[str]) -> Iterator[list[Piece]]:
    """Those that changed alone, each with its words; lines that took the place of others, in pairs."""
    for change, first, second in changes(old, new):
        if change == "same":
            continue
        gone, come = old[first], new[second]
        if len(gone) == len(come):
            for before, after in zip(gone, come, strict=True):
                yield word_diff(before, after)
            continue
        # Lines were joined, split, added or removed: words tell which remained.
        yield from _as_lines(word_diff("\n".join(gone), "\n".join(come)))


def _as_lines(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces that hold line ends -> a list of pieces for each line, without empty ones."""
    line: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(Piece(piece.change, first))
        for text in others:
            yield from _unless_empty(line)
            line = [Piece(piece.change, text)]
    yield from _unless_empty(line)


def _unless_empty(line: list[Piece]) -> Iterator[list[Piece]]:
    """Nor such as are the same."""
    line = [piece for piece in line if piece.text]
    if any(piece.change != "same" for piece in line):
        yield line


def _lines(blocks: list[Block], story: Story) -> list[str]:
    return [line for block in blocks for line in _block(block, story)]


def _block(block: Block, story: Story) -> list[str]:
    """What stands for a picture or a film is its number: its words are compared with all of them."""
    if block.ref is not None:
        return [f"[{block.kind}: {block.ref}]"]
    return parts.block(block, story)


def _posts(story: Story) -> Iterator[list[str]]:
    for post in story.posts:
        yield [
            joined([date(post.date_published), plain(post.headline)]),
            *_lines(post.body, story),
        ]


def _alt(text: str | None) -> str:
    return f"alternative text: {plain(text)}" if text else ""


def _medium(number: int, story: Story) -> str:
    """Another film under the same headline is told by its length or its file."""
    media = story.media[number]
    file = plain(media.sources[0].url) if media.sources else ""
    return joined([media.kind, parts.medium(media), file])
