"""Feeds of Scrapy's own: JSON Lines as in the default feed, and CSV and XML that can be read back.

Stories have lists and objects in them. Scrapy's exporters for CSV and XML know what to make of those
of dicts; of a story's parts they would write what Python calls them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any

import msgspec
from scrapy.exporters import BaseItemExporter, CsvItemExporter, XmlItemExporter

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


class StoryCsvExporter(CsvItemExporter):
    """Lists and objects are JSON in their cell, null is an empty cell."""

    def export_item(self, item: Story) -> None:
        row = msgspec.to_builtins(item)
        super().export_item({name: _cell(value) for name, value in row.items()})


class StoryXmlExporter(XmlItemExporter):
    """Elements are named like keys, those of a list `value`; null is no element."""

    def export_item(self, item: Story) -> None:
        super().export_item(_elements(msgspec.to_builtins(item)))


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict, bool)):
        return json.dumps(value, ensure_ascii=False)
    return value


def _elements(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _elements(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_elements(inner) for inner in value]
    return json.dumps(value) if isinstance(value, bool) else value


def _columns(item: Story, chosen: Mapping[str, str] | Iterable[str]) -> dict[str, Any]:
    names = chosen if isinstance(chosen, Mapping) else {name: name for name in chosen}
    return {column: getattr(item, field) for field, column in names.items()}


def uri_params(params: dict[str, Any], spider: DwSpider) -> dict[str, Any]:
    """`%(started)s` in a feed's name: when the crawl began, in UTC, fit for a file name."""
    return {**params, "started": spider.started}
