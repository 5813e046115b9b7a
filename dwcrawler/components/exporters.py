"""Feeds of Scrapy's own: JSON Lines as in the default feed, JSON, and CSV and XML that can be read
back.

Stories have lists and objects in them. Scrapy's exporters for CSV and XML know what to make of those
of dicts; of a story's parts they would write what Python calls them.

What each exporter can do stands in its class, for the checks before a crawl (`feed_options`,
`feed_targets`): `encodings` are those that it obeys, by their names in Python.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import IO, Any, ClassVar, Final

import msgspec
from itemadapter import ItemAdapter
from msgspec import Struct
from msgspec.structs import fields
from scrapy import Spider
from scrapy.exporters import BaseItemExporter, CsvItemExporter, XmlItemExporter
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from dwcrawler.items import Story
from dwcrawler.store.packed import zstd

COLUMNS: Final = tuple(field.name for field in fields(Story))
# What Scrapy's `load_object` raises.
NOT_LOADED: Final = (ImportError, NameError, ValueError, TypeError)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


def exporter_of(settings: BaseSettings, name: str) -> type[BaseItemExporter] | None:
    """Of a format; None where there is none, or where it cannot be loaded."""
    exporter = settings.getwithbase("FEED_EXPORTERS").get(name)
    try:
        return load_object(exporter) if exporter is not None else None
    except NOT_LOADED:
        return None


class StoryLinesExporter(BaseItemExporter):
    """Writes whole lines. `fields_to_export` (FEED_EXPORT_FIELDS) picks and renames columns.

    In UTF-8, or in ASCII with everything else escaped: with the encoding `ascii`, or none.
    """

    encodings: ClassVar = ("utf-8", "ascii")
    is_lines: ClassVar = True

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self._file = file
        self._encode = msgspec.json.Encoder().encode
        self._is_ascii = not self.encoding or codecs.lookup(self.encoding).name == "ascii"

    def export_item(self, item: Any) -> None:
        self._file.write(self._row(item) + b"\n")

    def _row(self, item: Any) -> bytes:
        chosen = self.fields_to_export
        whole = item if isinstance(item, Struct) else ItemAdapter(item).asdict()
        row = self._encode(whole if chosen is None else _columns(item, chosen))
        return _escaped(row) if self._is_ascii else row


class StoryPackedExporter(StoryLinesExporter):
    """Lines packed with Zstandard (`-O stories.jsonl.zst`). What is appended is a frame of its own,
    which readers take as one file with the first."""

    is_lines: ClassVar = False

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        self._packed = zstd.ZstdFile(file, "wb")
        super().__init__(self._packed, **options)  # type: ignore[arg-type]

    def finish_exporting(self) -> None:
        self._packed.close()  # not the file in it


class StoryJsonExporter(StoryLinesExporter):
    """One array. FEED_EXPORT_INDENT as in Scrapy: 0 is a line a story, more is that many blanks."""

    is_lines: ClassVar = False
    is_one_document: ClassVar = True
    can_indent: ClassVar = True

    _has_item = False

    def start_exporting(self) -> None:
        self._file.write(b"[" + self._line_end)

    def export_item(self, item: Any) -> None:
        row = self._row(item)
        if self.indent:
            row = msgspec.json.format(row, indent=self.indent)
        self._file.write(b"," + self._line_end + row if self._has_item else row)
        self._has_item = True

    def finish_exporting(self) -> None:
        self._file.write(self._line_end + b"]")

    @property
    def _line_end(self) -> bytes:
        return b"" if self.indent is None else b"\n"


class StoryCsvExporter(CsvItemExporter):
    """Lists and objects are JSON in their cell, null is an empty cell.

    The header is there with no story, too, and is not written again in the midst of a file.
    """

    encodings: ClassVar = ("utf-8", "utf-8-sig", "utf-16")
    has_header: ClassVar = True

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        options["include_headers_line"] = options.get("include_headers_line", True) and (
            _is_at_the_beginning(file)
        )
        super().__init__(file, **options)  # type: ignore[arg-type]

    def export_item(self, item: Any) -> None:
        self._write_header(ItemAdapter(item).field_names())
        row = msgspec.to_builtins(item) if isinstance(item, Struct) else ItemAdapter(item).asdict()
        super().export_item({name: _cell(value) for name, value in row.items()})

    def finish_exporting(self) -> None:
        self._write_header(COLUMNS)
        super().finish_exporting()

    def _write_header(self, columns: Iterable[str]) -> None:
        if self._headers_not_written:
            self._headers_not_written = False
            self.fields_to_export = self.fields_to_export or list(columns)
            self._write_headers_and_set_fields_to_export({})


class StoryXmlExporter(XmlItemExporter):
    """Elements are named like keys, those of a list `value`; null is no element."""

    encodings: ClassVar = ("utf-8", "ascii")
    is_one_document: ClassVar = True
    can_indent: ClassVar = True

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        if options.get("encoding") and codecs.lookup(options["encoding"]).name == "ascii":
            options["encoding"] = "us-ascii"  # as the readers of XML call it
        super().__init__(file, **options)  # type: ignore[arg-type]

    def export_item(self, item: Any) -> None:
        row = msgspec.to_builtins(item) if isinstance(item, Struct) else ItemAdapter(item).asdict()
        super().export_item(_elements(row))


def _escaped(row: bytes) -> bytes:
    """JSON has characters beyond ASCII in its texts alone, where each can be escaped."""
    if row.isascii():
        return row
    return _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], row.decode()).encode("ascii")


def _is_at_the_beginning(file: IO[bytes]) -> bool:
    try:
        return file.tell() == 0
    except OSError:  # a pipe
        return True


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


def _columns(item: Any, chosen: Mapping[str, str] | Iterable[str]) -> dict[str, Any]:
    names = chosen if isinstance(chosen, Mapping) else {name: name for name in chosen}
    if isinstance(item, Story):
        return {column: getattr(item, field) for field, column in names.items()}
    adapter = ItemAdapter(item)
    return {column: adapter[field] for field, column in names.items() if field in adapter}


def uri_params(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
    """`%(started)s` in a feed's name: when the crawl began, in UTC, fit for a file name."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    return {**params, "started": getattr(spider, "started", now)}
