"""Archives for tests: pages of a miniature site in WARC files that another library writes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dwcrawler.identity import short_code
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World

MOMENT = datetime(2026, 2, 1, 12, tzinfo=UTC)
HTML = ("Content-Type", "text/html; charset=utf-8")


class Page(NamedTuple):
    url: str
    body: bytes
    moment: datetime = MOMENT
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = (HTML,)
    kind: str = "response"


def pages_of(world: World, numbers: Iterable[int] | None = None) -> Iterator[Page]:
    """Of the stories of a miniature site, each a minute after the one before it."""
    site = Site(world)
    for n in range(world.stories) if numbers is None else numbers:
        url = site.truths.of(n).story.url
        parts = urlsplit(url)
        answer = site.answer(parts.netloc, parts.path)
        assert answer.status == 200, url
        yield Page(url, answer.body, MOMENT + timedelta(minutes=n))


def renumbered(page: Page, story_id: int) -> Page:
    """The same page as another story: quicker than to make one."""
    old = page.url.rpartition("-")[2].encode()
    new = str(story_id).encode()
    code = short_code(int(old)).encode(), short_code(story_id).encode()
    body = page.body.replace(old, new).replace(b"p.dw.com/p/" + code[0], b"p.dw.com/p/" + code[1])
    return page._replace(url=page.url.replace(old.decode(), new.decode()), body=body)


def write_warc(path: Path, pages: Iterable[Page], packed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed, warc_version="WARC/1.1")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for page in pages:
            writer.write_record(record_of(writer, page))
    return path


def record_of(writer: WARCWriter, page: Page) -> object:
    head = None
    if page.kind == "response":
        head = StatusAndHeaders(page.status, list(page.headers), protocol="HTTP/1.1")
    return writer.create_warc_record(
        page.url,
        page.kind,
        payload=io.BytesIO(page.body),
        http_headers=head,
        warc_content_type=None if head else dict(page.headers)["Content-Type"],
        warc_headers_dict={"WARC-Date": page.moment.strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
