"""Feeds as data frames and tables, by DuckDB (`pip install "dwcrawler[analysis]"`).

from dwcrawler.analysis import load

stories = load("output")                      # the newest revision of each story
stories.df(["id", "headline", "date_published"])
stories.sql("SELECT language, count(*) FROM stories GROUP BY language")
stories.authors.df()
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dwcrawler.analysis.stories import Stories, load

__all__ = ["Stories", "load"]


def __getattr__(name: str) -> Any:
    """DuckDB is loaded with the first use: Scrapy imports every exporter, also the one for Parquet."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dwcrawler.analysis import stories

    return getattr(stories, name)
