"""One of those that are measured: reads pages when told, and tells how long each reading took.

Run in the environment of the one it is named for, so it needs nothing but Python and that one.
Each line on standard input is a page, `{"file", "url", "captured", "warm_up", "duration"}`, the last
two in seconds; each line on standard output its answer, `{"seconds": [...], "headline",
"characters"}`, what was found being the proof that the page was read. First of all a line says which
versions are at work.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple


class Found(NamedTuple):
    headline: str | None
    characters: int


class Reader(NamedTuple):
    """`read` is what is timed: (body, url, captured) -> its own kind of result.

    `told` says what such a result holds. `forget` is called before each reading, untimed.
    """

    versions: list[str]
    read: Callable[[bytes, str, date], Any]
    told: Callable[[Any], Found]
    forget: Callable[[], None] = lambda: None


def dwcrawler() -> Reader:
    from dwcrawler import __version__, identity
    from dwcrawler.pages import markup, parse, pictures

    remembering = [
        function
        for module in (identity, markup, pictures)
        for function in vars(module).values()
        if hasattr(function, "cache_clear")
    ]

    def forget() -> None:
        """A page read twice must not profit from URLs that the first reading left behind."""
        for function in remembering:
            function.cache_clear()

    return Reader(
        versions=[f"dwcrawler {__version__}", f"lxml {version('lxml')}"],
        read=lambda body, url, captured: parse(body, url).story,
        told=lambda story: Found(story.headline, sum(len(b.text or "") for b in story.body)),
        forget=forget,
    )


def fundus() -> Reader:
    """With the parser for the page's day; `suppress` is what fundus's crawler asks for by default.

    Fields that it cannot read are then its defaults.
    """
    from fundus.publishers.de.dw import DWParser

    parsers = DWParser()

    def told(fields: dict[str, Any]) -> Found:
        body = fields["body"]
        return Found(fields["title"], len(str(body)) if body else 0)

    return Reader(
        versions=[f"fundus {version('fundus')}", f"lxml {version('lxml')}"],
        read=lambda body, url, captured: parsers(captured).parse(body.decode(), "suppress"),
        told=told,
    )


def trafilatura() -> Reader:
    from trafilatura import bare_extraction

    return Reader(
        versions=[f"trafilatura {version('trafilatura')}", f"lxml {version('lxml')}"],
        # Decoded, as for fundus: given bytes it would guess at their encoding, which is slow.
        read=lambda body, url, captured: bare_extraction(
            body.decode(), url=url, with_metadata=True
        ),
        told=lambda document: Found(document.title, len(document.text)),
    )


READERS = {reader.__name__: reader for reader in (dwcrawler, fundus, trafilatura)}


def timed(reader: Reader, page: dict[str, Any]) -> dict[str, Any]:
    body = Path(page["file"]).read_bytes()
    captured = date.fromisoformat(page["captured"])
    seconds: list[float] = []
    is_warm = time.perf_counter() + page["warm_up"]
    end = is_warm + page["duration"]
    while (began := time.perf_counter()) < end or not seconds:
        reader.forget()
        began = time.perf_counter()
        result = reader.read(body, page["url"], captured)
        if began >= is_warm:
            seconds.append(time.perf_counter() - began)
    return {"seconds": seconds, **reader.told(result)._asdict()}


def main() -> None:
    """Argument: which reader."""
    reader = READERS[sys.argv[1]]()
    print(json.dumps(reader.versions), flush=True)
    for line in sys.stdin:
        print(json.dumps(timed(reader, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
