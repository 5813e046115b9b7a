"""The feed: JSON Lines in UTF-8, one story a line, keys in the order of declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any

import msgspec
from scrapy.exporters import BaseItemExporter

from dwcrawler.items import Story

if TYPE_CHECKING:
    from dwcrawler.spiders.dw import DwSpider


class StoryLinesExporter(BaseItemExporter):
    """Writes whole lines. `fields_to_export` (FEED_EXPORT_FIELDS) picks and renames columns."""

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self._file = file
        self._encode = msgspec.json.Encoder().encode

    def export_item(self, item: Story) -> None:
        chosen = self.fields_to_export
        row = item if chosen is None else _columns(item, chosen)
        self._file.write(self._encode(row) + b"\n")


def _columns(item: Story, chosen: Mapping[str, str] | Iterable[str]) -> dict[str, Any]:
    names = chosen if isinstance(chosen, Mapping) else {name: name for name in chosen}
    return {column: getattr(item, field) for field, column in names.items()}


def uri_params(params: dict[str, Any], spider: DwSpider) -> dict[str, Any]:
    """`%(started)s` in a feed's name: when the crawl began, in UTC, fit for a file name."""
    return {**params, "started": spider.started}
