"""Stories as tables of DuckDB: read when they are asked for, with the types of the schema."""

from __future__ import annotations

import re
import tempfile
import weakref
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import duckdb

from dwcrawler.analysis import columns as story_columns
from dwcrawler.analysis.companions import TABLES
from dwcrawler.analysis.databases import as_feed
from dwcrawler.analysis.sources import Sources, sources
from dwcrawler.store.stories import NoFeeds

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Revisions = Literal["newest", "all"]
Names = str | Iterable[str] | None
Moment = str | date | datetime | None

# A line of a feed is one object; a page has at most some megabytes.
_LONGEST_LINE: Final = 64 << 20
_NO_EXTENSION: Final = (
    "DuckDB reads URLs by its extension httpfs, which is not there and could not be fetched: run "
    "`INSTALL httpfs` in DuckDB where there is a network, or copy the files to this machine"
)
_NEWEST: Final = """
QUALIFY row_number() OVER (
    PARTITION BY id ORDER BY provenance.crawled_at DESC NULLS LAST, revision DESC
) = 1"""


class Stories:
    """What `load` gives. `sql` sees the tables `stories` (as chosen), `lines` (all revisions), and one
    for each kind of part: `authors`, `images`, `topics`, `related`, `links`, `blocks`, `posts`,
    `media`, `agencies`, `revisions`. Each is an attribute, too: a relation of DuckDB, with `.df()`,
    `.pl()`, `.to_arrow_table()`.

    Nothing is held: feeds are read again with each question. Export them to Parquet to ask often.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._undefined = dict(TABLES)

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        self._define(query)
        return self.connection.sql(query)

    def _define(self, query: str) -> None:
        """The tables of parts that a query may name: each costs a look at the files."""
        for name in [name for name in self._undefined if re.search(rf"\b{name}\b", query, re.I)]:
            self.connection.execute(f"CREATE VIEW {name} AS {self._undefined.pop(name)}")

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        return self.sql(f"FROM {name}")

    def __getattr__(self, name: str) -> duckdb.DuckDBPyRelation:
        if name in TABLES:
            return self.sql(f"FROM {name}")
        raise AttributeError(name)

    @property
    def relation(self) -> duckdb.DuckDBPyRelation:
        return self.sql("FROM stories")

    def df(self, columns: Iterable[str] | None = None) -> pd.DataFrame:
        """With pandas: times with their zone; lists and objects stay in Arrow, which takes a fraction
        of the memory, and are lists and dicts of Python where one is looked at."""
        import pandas as pd
        import pyarrow as pa

        def kind(of: pa.DataType) -> pd.ArrowDtype | None:
            return pd.ArrowDtype(of) if pa.types.is_nested(of) else None

        frame: pd.DataFrame = self.arrow(columns).to_pandas(
            types_mapper=kind, split_blocks=True, self_destruct=True
        )
        return frame

    def pl(self, columns: Iterable[str] | None = None) -> pl.DataFrame:
        frame: pl.DataFrame = self._chosen(columns).pl()
        return frame

    def arrow(self, columns: Iterable[str] | None = None) -> pa.Table:
        return self._chosen(columns).to_arrow_table()

    def _chosen(self, columns: Iterable[str] | None) -> duckdb.DuckDBPyRelation:
        names = ", ".join(f'"{name}"' for name in columns) if columns is not None else "*"
        return self.sql(f"SELECT {names} FROM stories")

    def __len__(self) -> int:
        ((count,),) = self.sql("SELECT count(*) FROM stories").fetchall()
        return int(count)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self):,} stories>"


def load(
    paths: str | Path | Iterable[str | Path],
    *,
    revisions: Revisions = "newest",
    languages: Names = None,
    types: Names = None,
    sections: Names = None,
    topics: Names | int | Iterable[int | str] = None,
    since: Moment = None,
    until: Moment = None,
) -> Stories:
    """Stories of feeds, of Parquet or SQLite that `dwcrawler export` made, or of all together.

    paths:     files, patterns, folders (`output`), or URLs that DuckDB reads (`s3://…`, `https://…`)
    revisions: the newest of each story, or all
    languages, types: codes as in the feed (`en`, `article`); sections: names; topics: names or ids
    since, until: of the publication, the first included, the last not; dates are UTC

    Raises NoFeeds (a ValueError) for paths that name nothing, ValueError for a wrong argument.
    A feed that a crawl is still writing is read up to its last whole line. A line in the midst that is
    no JSON is told by DuckDB's own error when it is met, with file and line.
    """
    if revisions not in ("newest", "all"):
        raise ValueError(f"revisions: {revisions!r} is neither 'newest' nor 'all'")
    found = sources(paths)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")  # it would print between a script's lines
    folder = tempfile.TemporaryDirectory(prefix="dwcrawler-analysis-")
    # What is unpacked there goes with the connection, which each relation holds.
    weakref.finalize(connection, folder.cleanup)
    connection.execute(f"SET temp_directory = {quoted(folder.name)}")
    never_changing = [_in("language", languages), _in("type", types)]
    later = [*_of_lists(sections, topics), *_of_dates(since, until)]
    lines = _lines(found, never_changing, Path(folder.name))
    try:
        connection.execute(f"CREATE VIEW lines AS {lines}")
    except duckdb.Error as error:
        if "httpfs" in str(error):
            raise NoFeeds(_NO_EXTENSION) from None
        raise
    newest = _NEWEST if revisions == "newest" else ""
    where = " AND ".join(filter(None, later))
    stories = f"SELECT * FROM (SELECT * FROM lines {newest})" if where else f"FROM lines {newest}"
    connection.execute(f"CREATE VIEW stories AS {stories} {f'WHERE {where}' if where else ''}")
    return Stories(connection)


def _lines(found: Sources, conditions: list[str], folder: Path) -> str:
    """All lines, whatever they come from, with the same columns."""
    feeds = [*found.feeds, *(as_feed(path, folder) for path in found.sqlite)]
    queries = []
    if feeds:
        queries.append(f"SELECT * FROM {_json(feeds)}")
    if found.torn:  # what is cut off comes as a row of nothing
        torn = _json(found.torn, ", ignore_errors = true")
        queries.append(f"SELECT * FROM {torn} WHERE id IS NOT NULL")
    if found.parquet:
        queries.append(
            f"SELECT * FROM read_parquet({_listed(found.parquet)}, union_by_name = true)"
        )
    names = ", ".join(
        f'coalesce("{name}", []) AS "{name}"' if name in story_columns.lists() else f'"{name}"'
        for name in story_columns.columns()
    )
    where = " AND ".join(filter(None, conditions))
    union = " UNION ALL BY NAME ".join(queries)
    return f"SELECT {names} FROM ({union}){f' WHERE {where}' if where else ''}"


def _json(files: list[str], options: str = "") -> str:
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in story_columns.columns().items())
    return (
        f"read_json({_listed(files)}, format = 'newline_delimited', columns = {{{kinds}}}, "
        f"maximum_object_size = {_LONGEST_LINE}{options})"
    )


def _listed(files: list[str]) -> str:
    return f"[{', '.join(map(quoted, files))}]"


def quoted(text: str) -> str:
    """As a text of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _in(column: str, names: Names) -> str:
    chosen = _each(names)
    return f"{column} IN ({', '.join(map(quoted, chosen))})" if chosen else ""


def _each(names: Any) -> list[str]:
    if names is None:
        return []
    listed = names.split(",") if isinstance(names, str) else names
    return [str(name).strip() for name in ([listed] if isinstance(listed, int) else listed)]


def _of_lists(sections: Names, topics: Any) -> list[str]:
    conditions = []
    if chosen := _each(sections):
        conditions.append(f"list_has_any(section, {_listed(chosen)})")
    if chosen := _each(topics):
        names = _listed(chosen)
        conditions.append(
            f"len(list_filter(topics, lambda topic: list_contains({names}, topic.name) "
            f"OR list_contains({names}, topic.id::VARCHAR))) > 0"
        )
    return conditions


def _of_dates(since: Moment, until: Moment) -> list[str]:
    return [
        f"date_published {sign} TIMESTAMPTZ {quoted(_moment(name, value))}"
        for name, value, sign in (("since", since, ">="), ("until", until, "<"))
        if value is not None
    ]


def _moment(name: str, value: str | date | datetime) -> str:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{name}: {value!r} is no date such as 2026-01-31") from None
    text = value.isoformat()
    has_zone = isinstance(value, datetime) and value.tzinfo is not None
    return text if has_zone else f"{text}{'T00:00:00' if 'T' not in text else ''}Z"
