"""Asks the index of an archive for captures of DW's pages, page by page.

Where the indexes are and how their answers are written, `cdx_toolkit` knows; what was asked once is
not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from cdx_toolkit import CDXFetcher, cdx_to_captures

from dwcrawler.archive.cdx.ledger import Found, Ledger
from dwcrawler.archive.cdx.web import NotAnswered, Web
from dwcrawler.archive.extraction import Wish
from dwcrawler.identity import address_of

# DW's own, past and present (see `identity.addresses`).
_DOMAINS: Final = ("dw.com", "dw.de", "dw-world.de")
_MOST_BYTES: Final = 400_000_000
_MOST_PAGES: Final = 100_000
_STAMP: Final = "%Y%m%d%H%M%S"
_PAUSES: Final = {"cc": 1.0, "ia": 6.0}  # as their keepers ask for
_FIRST_YEAR: Final = "2008"
_COLLECTIONS: Final = "/collinfo.json"


class Archive(NamedTuple):
    """`source`: as cdx_toolkit takes it; `records`: where WARC files can be had in parts; `replay`:
    where captures can be had as they were. One of the two is set."""

    source: str
    records: str | None
    replay: str | None
    pause: float
    mirror: str | None = None


def archive_of(name: str, records: str | None, pause: float | None) -> Archive:
    """`cc`, `ia`, the URL of a CDX server, or of a list of indexes as Common Crawl has it. Raises
    ValueError."""
    pause = _PAUSES.get(name, 1.0) if pause is None else pause
    if name == "cc":
        return Archive("cc", records or "https://data.commoncrawl.org", None, pause)
    if name == "ia":
        return Archive("ia", records, None if records else "https://web.archive.org/web", pause)
    parts = urlsplit(name)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(
            "give cc (Common Crawl), ia (Internet Archive), or the URL of a CDX server"
        )
    if name.endswith(_COLLECTIONS):
        if records is None:
            raise ValueError("say by --records where the files of these indexes are")
        return Archive("cc", records, None, pause, name.removesuffix(_COLLECTIONS))
    replay = None if records else name.rpartition("/")[0]  # pywb: …/collection/cdx
    return Archive(name, records, replay, pause)


def find(
    archive: Archive, web: Web, ledger: Ledger, wish: Wish, show: Callable[[int], None]
) -> None:
    """Notes all captures that may be of stories that are wanted. `show` gets how many are known.
    Raises NotAnswered."""
    params = _params(wish, archive.source)
    for endpoint in _endpoints(archive, params):
        for domain in _DOMAINS:
            _ask(endpoint, domain, params, archive, web, ledger, wish, show)


def _ask(
    endpoint: str, domain: str, params: dict[str, Any], archive: Archive, web: Web, ledger: Ledger,
    wish: Wish, show: Callable[[int], None],
) -> None:  # fmt: skip
    """Until a page is empty, or is the one before it again: not all servers know pages."""
    before = ""
    for page in range(_MOST_PAGES):
        name = f"{endpoint} {domain} {page}"
        if (digest := ledger.page(name)) is None:
            asked = {**params, "url": domain, "matchType": "domain", "page": page}
            answer = web.get(endpoint, _MOST_BYTES, params=asked)
            is_last = answer.status_code in (400, 404) or not answer.content.strip()
            digest = "" if is_last else sha256(answer.content).hexdigest()
            found = [] if is_last or digest == before else _captures(answer, endpoint, wish)
            ledger.note_page(name, digest, found)
            show(ledger.count())
        if not digest or digest == before:
            return
        before = digest


def _captures(answer: Any, endpoint: str, wish: Wish) -> Iterator[Found]:
    """Raises NotAnswered for what is no answer of an index."""
    if answer.status_code != 200:
        raise NotAnswered(f"{endpoint}: HTTP status {answer.status_code}")
    try:
        captures = cdx_to_captures(answer)
    except (ValueError, KeyError, IndexError) as error:
        raise NotAnswered(f"{endpoint}: this is no answer of a CDX server ({error})") from None
    for capture in captures:
        found = _found(capture.data, wish)
        if found is not None:
            yield found


def _found(told: dict[str, Any], wish: Wish) -> Found | None:
    """None for what is not wanted, was no page, or was as it had been before (a revisit)."""
    url, stamp = str(told.get("url", "")), str(told.get("timestamp", ""))
    address = address_of(url)
    if address is None or told.get("mime") == "warc/revisit":
        return None
    if str(told.get("status", "200")) not in ("200", "-"):
        return None
    try:
        moment = datetime.strptime(f"{stamp}+0000", f"{_STAMP}%z")
    except ValueError:
        return None
    if not wish.includes(url, moment):
        return None
    return Found(
        url=url,
        stamp=stamp,
        story=address.id,
        digest=str(told.get("digest", "")),
        file=str(told.get("filename", "")),
        start=_number(told.get("offset")),
        length=_number(told.get("length")),
    )


def _number(told: Any) -> int:
    text = str(told)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1


def _params(wish: Wish, source: str) -> dict[str, Any]:
    status = "statuscode" if source == "ia" else "status"
    params: dict[str, Any] = {"output": "json", "filter": f"{status}:200"}
    if wish.since:
        params["from"] = wish.since.strftime(_STAMP)
    if wish.until:
        params["to"] = wish.until.strftime(_STAMP)
    return params


def _endpoints(archive: Archive, params: dict[str, Any]) -> list[str]:
    """Raises NotAnswered."""
    try:
        fetcher = CDXFetcher(
            source=archive.source,
            cc_mirror=archive.mirror,
            warc_download_prefix=archive.records if archive.source == "cc" else None,
        )
        # The library wants a beginning where there are many indexes: the first one's year will do.
        asked = {**params, "from_ts": params.get("from", _FIRST_YEAR)}
        asked.pop("from", None)
        return list(fetcher.customize_index_list(asked))
    except Exception as error:  # of the library, and of whatever it asks
        raise NotAnswered(f"the list of indexes cannot be had: {error}") from None
