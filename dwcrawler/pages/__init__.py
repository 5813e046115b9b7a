"""A page's bytes -> what it says. Knows nothing of Scrapy and opens no connection.

page = parse(body, "https://www.dw.com/en/some-slug/a-67132206")
page.story, page.teasers, page.links, page.problems
"""

from dwcrawler.pages.page import Page, parse

__all__ = ["Page", "parse"]
