"""Tables: Parquet as DuckDB writes it; CSV and XLSX flat, one row a story; SQLite with all companions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from dwcrawler.analysis.columns import columns
from dwcrawler.analysis.companions import TABLES
from dwcrawler.analysis.items import items, plain, rows
from dwcrawler.analysis.stories import Stories, quoted
from dwcrawler.showing.csv_rows import COLUMNS, cells, write_csv

_ROWS_A_GROUP: Final = 8192
# A spreadsheet takes no more in a cell, and no more rows in a sheet.
_LONGEST_CELL: Final = 32_767
_MOST_ROWS: Final = 1_048_575
_CUT: Final = " …"
_SQLITE: Final = {"BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL"}
_AT_ONCE: Final = 500


def parquet(stories: Stories, target: Path) -> None:
    """Sorted by date, so that a question about a time reads few groups of rows."""
    query = "SELECT * FROM stories ORDER BY date_published NULLS FIRST, id, revision"
    stories.connection.execute(
        f"COPY ({query}) TO {quoted(str(target))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS_A_GROUP})"
    )


def partitioned(stories: Stories, target: Path, by: list[str]) -> None:
    """A folder for each value: `language=en/month=2026-01/`; the columns stay in the files."""
    months = "coalesce(strftime(date_published, '%Y-%m'), 'unknown') AS month"
    chosen = f"SELECT *, {months} FROM stories" if "month" in by else "FROM stories"
    query = f"FROM ({chosen}) ORDER BY date_published NULLS FIRST, id, revision"
    stories.connection.execute(
        f"COPY ({query}) TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd, "
        f"ROW_GROUP_SIZE {_ROWS_A_GROUP}, PARTITION_BY ({', '.join(by)}), WRITE_PARTITION_COLUMNS true, "
        "FILENAME_PATTERN 'stories_{i}')"
    )


def csv(stories: Stories, target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(items(stories), file)


def xlsx(stories: Stories, target: Path) -> None:
    """Texts that are too long for a cell are cut, and end in `…`. Raises ValueError for too many rows."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(str(target), options) as book:
        sheet = book.add_worksheet("stories")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
        for number, story in enumerate(items(stories), start=1):
            if number > _MOST_ROWS:
                raise ValueError(f"a spreadsheet takes no more than {_MOST_ROWS:,} stories")
            sheet.write_row(number, 0, [_cut(cell) for cell in cells(story)])


def _cut(cell: str | int) -> str | int:
    if isinstance(cell, int) or len(cell) <= _LONGEST_CELL:
        return cell
    return cell[: _LONGEST_CELL - len(_CUT)] + _CUT


def sqlite(stories: Stories, target: Path) -> None:
    """`stories` has lists and objects as JSON; the tables of its parts have them as rows."""
    with closing(sqlite3.connect(target)) as db:
        db.execute(
            "PRAGMA journal_mode = OFF"
        )  # the file is new, and gets its name when it is whole
        db.execute("PRAGMA synchronous = OFF")
        defined = ", ".join(
            f'"{name}" {_SQLITE.get(kind, "TEXT")}' for name, kind in columns().items()
        )
        db.execute(f"CREATE TABLE stories ({defined})")
        _fill(db, "stories", len(columns()), map(_flat, rows(stories)))
        db.execute("CREATE INDEX stories_id ON stories (id, revision)")
        db.execute("CREATE INDEX stories_date ON stories (date_published)")
        for name, query in TABLES.items():
            _companion(db, name, stories, query)
        db.commit()


def _flat(row: dict[str, Any]) -> list[Any]:
    return [_value(value) for value in row.values()]


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _companion(db: sqlite3.Connection, name: str, stories: Stories, query: str) -> None:
    cursor = stories.connection.cursor()
    try:
        result = cursor.execute(query)
        names = [column[0] for column in result.description or ()]
        defined = ", ".join(f'"{column}"' for column in names)
        db.execute(f"CREATE TABLE {name} ({defined})")
        _fill(db, name, len(names), _batches(result.fetchmany))
        db.execute(f"CREATE INDEX {name}_id ON {name} (id)")
    finally:
        cursor.close()


def _batches(fetch: Callable[[int], list[Any]]) -> Iterator[list[Any]]:
    while found := fetch(_AT_ONCE):
        for row in found:
            yield [_value(plain(value)) for value in row]


def _fill(db: sqlite3.Connection, table: str, width: int, found: Iterator[list[Any]]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", found)
