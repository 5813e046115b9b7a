"""A feed of Scrapy's own in Parquet: `dwcrawler crawl -O stories.parquet`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO, Any, ClassVar

from scrapy.exporters import BaseItemExporter

from dwcrawler.components.exporters import StoryLinesExporter


class StoryParquetExporter(BaseItemExporter):
    """Stories wait as lines beside, and become Parquet when the crawl ends, all revisions of them.

    It has all columns, with the types of the schema: FEED_EXPORT_FIELDS has no use here.
    """

    encodings: ClassVar = ("utf-8",)
    is_one_document: ClassVar = True
    needs: ClassVar = "duckdb"

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self._file = file
        self._folder = tempfile.TemporaryDirectory(prefix="dwcrawler-parquet-")
        self._waiting = Path(self._folder.name, "dw-stories.jsonl")
        self._lines = self._waiting.open("wb")
        self._exporter = StoryLinesExporter(self._lines, encoding="utf-8")

    def export_item(self, item: Any) -> None:
        self._exporter.export_item(item)

    def finish_exporting(self) -> None:
        from dwcrawler.analysis import load  # late: its library is optional
        from dwcrawler.analysis.exporting.tables import parquet

        self._lines.close()
        made = self._waiting.with_suffix(".parquet")
        parquet(load(self._waiting, revisions="all"), made)
        with made.open("rb") as file:
            shutil.copyfileobj(file, self._file)
        self._folder.cleanup()
