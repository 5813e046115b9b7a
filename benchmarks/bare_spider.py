"""The peer: a bare Scrapy spider with stock settings that fetches the same URLs and does nothing.

It runs outside the project (no `scrapy.cfg`), so every setting is Scrapy's own but the concurrency
and cookies: these are off, as ours are, because with them a crawl begins by asking the network for
the list of public suffixes, and where there is none it waits half a minute for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response


class BareSpider(Spider):
    name = "bare"
    urls: list[str]
    origin: str

    async def start(self) -> AsyncIterator[Any]:
        """The host that is wanted goes into `Host`, as with DW_MIRROR."""
        for url in self.urls:
            parts = urlsplit(url)
            query = f"?{parts.query}" if parts.query else ""
            yield Request(
                f"{self.origin}{parts.path}{query}",
                headers={"Host": parts.netloc},
                dont_filter=True,
            )

    def parse(self, response: Response) -> None:
        pass


def main() -> None:
    """Arguments: a file of URLs, the origin, how many requests at once. Prints the stats."""
    file, origin, concurrency = sys.argv[1:]
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS": int(concurrency),
            "CONCURRENT_REQUESTS_PER_DOMAIN": int(concurrency),
            "COOKIES_ENABLED": False,
            "LOG_LEVEL": "WARNING",
        }
    )
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, urls=Path(file).read_text().split(), origin=origin)
    process.start()
    print(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main()
