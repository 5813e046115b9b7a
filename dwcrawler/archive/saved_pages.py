"""Pages that were saved as files: without headers, so the page itself says what it is."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

import fsspec

from dwcrawler.archive.capture import Capture
from dwcrawler.archive.tally import Tally
from dwcrawler.pages.encoding import in_utf_8
from dwcrawler.pages.metadata import stated_url
from dwcrawler.pages.page import MAX_BYTES
from dwcrawler.pages.state.embedded import is_answer, url_in

_UTF_8: Final = "text/html; charset=utf-8"


def saved_pages(urls: Iterable[str], tally: Tally) -> Iterator[Capture]:
    """When a page was captured is when its file was last changed."""
    for url in urls:
        tally.count("records")
        name = unquote(PurePosixPath(url).name)
        try:
            body, changed = _read(url)
        except (OSError, EOFError, zlib.error) as error:
            tally.lost("broken", name, str(error))
            continue
        body, lost = in_utf_8(body)
        if lost:
            tally.lost("bad_encoding", name, f"{lost} characters cannot be decoded")
        own = url_in(body) if is_answer(body) else stated_url(body)
        if own is None:
            tally.lost("no_story", name, "the page has no canonical URL of DW content")
            continue
        tally.count("captures")
        yield Capture(own, changed, None, _UTF_8, None, body, name)


def _read(url: str) -> tuple[bytes, datetime | None]:
    system, path = fsspec.core.url_to_fs(url)
    changed = system.info(path).get("mtime")
    with system.open(path, "rb") as file:
        if path.endswith(".gz"):
            with gzip.GzipFile(fileobj=file) as unpacked:
                body = unpacked.read(MAX_BYTES + 1)
        else:
            body = file.read(MAX_BYTES + 1)
    is_known = isinstance(changed, int | float)
    return bytes(body), datetime.fromtimestamp(changed, UTC) if is_known else None
