"""A page's bytes -> what it says. Knows nothing of Scrapy and opens no connection.

page = parse(body, "https://www.dw.com/en/some-slug/a-67132206")  # HTML or the site's JSON
page.story, page.teasers, page.links, page.problems
feed = parse_feed(body)  # RSS, Atom, sitemaps; bytes or text
feed.entries, feed.parts, feed.problems
"""

from dwcrawler.pages.page import Page, parse
from dwcrawler.pages.syndication.feeds import Feed, parse_feed

__all__ = ["Feed", "Page", "parse", "parse_feed"]
