"""Feeds as data frames and tables, by DuckDB (`pip install "dwcrawler[analysis]"`).

from dwcrawler.analysis import load

stories = load("output")                      # the newest revision of each story
stories.df(["id", "headline", "date_published"])
stories.sql("SELECT language, count(*) FROM stories GROUP BY language")
stories.authors.df()
"""

from dwcrawler.analysis.stories import Stories, load

__all__ = ["Stories", "load"]
