"""All the URLs under which one page of dw.com is reached."""

from __future__ import annotations

from itertools import cycle, islice
from urllib.parse import unquote

from dwcrawler.identity import address_of
from dwcrawler.minisite.addresses import path_of, short_url_of


def variants(url: str, count: int) -> list[str]:
    """`count` URLs that lead where `url` leads, itself first, then every spelling in turn.

    The short URL is among them: it is one request only where the story was asked for already.
    """
    address = address_of(url)
    assert address is not None and address.language is not None
    path = path_of(url)
    last = path.rsplit("/", 1)[1]
    spellings = [
        f"https://www.dw.com{unquote(path)}?maca=en-rss-en-all-1573-rdf",
        f"https://www.dw.com/{address.language}/another-slug/{last}",
        f"https://www.dw.com{path}#comments",
        f"https://www.dw.com/{address.language}/ANOTHER-SLUG/{last.upper()}",
        f"https://amp.dw.com{path}",
        f"https://m.dw.com{path}?xtor=AL-1",
        f"http://www.dw.com{path}",
        f"https://www.dw.de{path}",
        f"https://dw.com{path}/",
        f"{short_url_of(address.id)}?maca=en-Twitter-sharing",
        f"http://www.dw.com/{address.language}/%D0%B0/{last}?a=1&b=2",
    ]
    return [url, *islice(cycle(spellings), count - 1)]
