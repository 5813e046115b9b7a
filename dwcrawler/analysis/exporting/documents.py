"""One file a story: plain text, Markdown, or TEI P5."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from lxml import etree
from lxml.builder import ElementMaker

from dwcrawler.analysis.exporting.lines import metadata
from dwcrawler.analysis.items import items
from dwcrawler.analysis.stories import Stories
from dwcrawler.editions import editions
from dwcrawler.items import Block, Story

_TEI: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
# XML 1.0 has no such character.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(stories: Stories, folder: Path, kind: str) -> None:
    """`folder/en/2026-01/60000000.txt`: language, month, id."""
    made, ending = _KINDS[kind]
    for story in items(stories):
        place = folder / story.language / (story.date_published or "unknown")[:7]
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{story.id}{ending}").write_bytes(made(story))


def _header(story: Story) -> str:
    """YAML, which JSON is."""
    told = metadata(story)
    lines = (f"{name}: {msgspec.json.encode(value).decode()}" for name, value in told.items())
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _plain(story: Story) -> bytes:
    return f"{_header(story)}{story.headline}\n\n{story.text}\n".encode()


def _markdown(story: Story) -> bytes:
    parts = [f"# {_escaped(story.headline)}"]
    if story.description:
        parts.append(f"**{_escaped(story.description)}**")
    parts += filter(None, map(_in_markdown, story.body))
    for post in story.posts:
        parts.append(f"## {_escaped(post.headline or post.date_published or '…')}")
        parts += filter(None, map(_in_markdown, post.body))
    return (_header(story) + "\n\n".join(parts) + "\n").encode()


def _in_markdown(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"{'#' * min(6, max(2, block.level or 2))} {_escaped(block.text or '')}"
        case "list":
            return "\n".join(f"- {_escaped(item)}" for item in block.items)
        case "quote":
            return f"> {_escaped(block.text or '')}"
        case "paragraph" | "table":
            return _escaped(block.text or "")
        case "embed":
            return f"<{block.url}>" if block.url else ""
        case _:
            return ""


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text.replace("\n", " "))


def _tei(story: Story) -> bytes:
    root = tei(story)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def tei(story: Story) -> Any:
    """A TEI document: `teiHeader` with source, date, authors and topics; `text` with the blocks."""
    make = ElementMaker(namespace=_TEI, nsmap={None: _TEI})
    header = make.teiHeader(
        make.fileDesc(
            make.titleStmt(
                make.title(_xml(story.headline)),
                *(make.author(_xml(author.name)) for author in story.authors),
            ),
            make.publicationStmt(
                make.publisher("Deutsche Welle"),
                make.date(_xml(story.date_published or ""), **_when(story)),
                make.idno(str(story.id), type="dw"),
                make.idno(story.short_url, type="URI"),
            ),
            make.sourceDesc(make.p(make.ref(target=_xml(story.url)))),
        ),
        make.profileDesc(
            make.langUsage(make.language(story.language, ident=_locale(story.language))),
            make.textClass(
                make.keywords(*(make.term(_xml(topic.name)) for topic in story.topics))
                if story.topics
                else make.keywords(make.term(story.type))
            ),
        ),
    )
    blocks = [*story.body, *(block for post in story.posts for block in post.body)]
    parts = [made for block in blocks if (made := _in_tei(make, block)) is not None]
    body = make.body(make.head(_xml(story.headline)), *(parts or [make.p()]))
    root = make.TEI(header, make.text(body))
    root.set(f"{{{_XML}}}lang", _locale(story.language))
    return root


def _when(story: Story) -> dict[str, str]:
    if story.date_published is None:
        return {}
    is_day = story.date_precision == "day"
    return {"when": story.date_published[:10] if is_day else story.date_published}


def _in_tei(make: Any, block: Block) -> Any:
    match block.kind:
        case "heading":
            return make.p(make.hi(_xml(block.text or ""), rend="heading"))
        case "list":
            return (
                make.list(*(make.item(_xml(item)) for item in block.items)) if block.items else None
            )
        case "quote":
            return make.quote(make.p(_xml(block.text or "")))
        case "paragraph" | "table":
            return make.p(_xml(block.text or "")) if block.text else None
        case _:
            return None


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def _locale(code: str) -> str:
    return editions()[code].locale.replace("_", "-") if code in editions() else code


_KINDS: Final[dict[str, tuple[Callable[[Story], bytes], str]]] = {
    "txt": (_plain, ".txt"),
    "md": (_markdown, ".md"),
    "tei": (_tei, ".xml"),
}


def kinds() -> Iterator[str]:
    yield from _KINDS
