"""One of those that `archive` is measured against, in its own environment: name, source, pages."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from itertools import islice
from pathlib import Path


def fundus(url: str, most: int) -> int:
    """As its crawler of CC-NEWS does it: the archive from the web, then its parser for DW."""
    from fundus import PublisherCollection
    from fundus.scraping.html import CCNewsSource

    publisher = PublisherCollection.de.DW
    parsers = publisher.parser
    count = 0
    for html in islice(CCNewsSource(publisher, warc_path=url).fetch(), most):
        parsers(html.crawl_date).parse(html.content, "suppress")
        count += 1
    return count


def trafilatura(path: str, most: int) -> int:
    from trafilatura import bare_extraction

    page = Path(path).read_text(encoding="utf-8")
    for number in range(most):
        bare_extraction(
            page, url=f"https://www.dw.com/de/a-page/a-{61_000_000 + number}", with_metadata=True
        )
    return most


def main() -> None:
    name, source, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
    reader = {"fundus": fundus, "trafilatura": trafilatura}[name]
    reader(source, 5)  # what it loads late
    began = time.perf_counter()
    pages = reader(source, most)
    seconds = time.perf_counter() - began
    words = {"fundus": "fundus, its reader of CC-NEWS", "trafilatura": "trafilatura, pages alone"}
    told = {"name": f"{words[name]} {version(name)}", "pages": pages, "seconds": seconds}
    print(json.dumps(told))


main()
