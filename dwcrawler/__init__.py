"""dwcrawler: a Scrapy project that turns Deutsche Welle's journalism (dw.com) into JSON Lines."""

__version__ = "1.0.0"
