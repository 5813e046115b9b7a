"""How far a listing is read: its first page, or on at /page-2 and so on (attested for topics)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from dwcrawler.editions import editions
from dwcrawler.identity import Address, page_url
from dwcrawler.items import Teaser

_PAGED: Final = frozenset({"section", "topic"})
# Where dates alone would end it: a listing whose dates are all new would never end.
_MOST_BY_DATE: Final = 50


@dataclass(slots=True)
class _Read:
    """Of one listing, so far."""

    pages: int = 0
    stories: set[int] = field(default_factory=set)


class Paging:
    """`most`: pages of each listing; None: one, or with `by_date` as many as show new stories."""

    def __init__(self, most: int | None, by_date: bool) -> None:
        self._is_limited = most is not None or not by_date
        self._most = most or (_MOST_BY_DATE if by_date else 1)
        self._by_date = by_date
        self._read: dict[str, _Read] = {}

    def next_of(
        self,
        address: Address,
        url: str,
        teasers: Iterable[Teaser],
        is_any_recent: Callable[[Iterable[Teaser]], bool | None],
    ) -> str | None:
        """The URL of the page after the one at `url`, which shows `teasers`; None where it ends.

        `is_any_recent`: whether any of some is not too old; None where none tells its date. A page
        with nothing that its listing did not show before is the end: some servers send the last page
        for every later number, or the first.
        """
        if self._most == 1 or address.kind not in _PAGED:
            return None
        if not self._is_limited and _is_start_page(address):
            return None
        read = self._read.setdefault(address.first_page.key, _Read())
        shown = [teaser for teaser in teasers if teaser.id not in read.stories]
        read.stories.update(teaser.id for teaser in shown)
        read.pages += 1
        if not shown or read.pages >= self._most:
            return None
        recent = is_any_recent(shown) if self._by_date else True
        if recent is False or (recent is None and not self._is_limited):
            return None
        return page_url(url, address.page + 1)


def _is_start_page(address: Address) -> bool:
    """What it shows is chosen by editors, the newest or not."""
    edition = editions().get(address.language or "")
    return edition is not None and edition.start_id == address.id
