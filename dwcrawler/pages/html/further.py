"""Addresses on a listing's page that the site keeps for lists of other forms: wherever they stand.

Found in the page's bytes, in tags and in the state alike: where they stand differs by generation.
"""

from __future__ import annotations

import html
import json
import re
from typing import Final

from dwcrawler.identity import EDITION_CODE, canonical_url, is_index, unknown_kind

# From a quotation mark on; slashes may be escaped, as in JSON.
_SITE: Final = rb"""["'=]((?:https?:\\?/\\?/www\.dw\.com)?\\?/%s\\?/[^"'/?#\s<>]{1,600}/""" % (
    EDITION_CODE.encode()
)
_HEADLINES: Final = re.compile(rb"%sheadlines-%s)/?[?#\"'\\\s>]" % (_SITE, EDITION_CODE.encode()))
_NUMBERED: Final = re.compile(rb"%s[A-Za-z]{1,20}-[0-9]{1,13})/?[?#\"'\\\s>]" % _SITE)


def headlines_of(body: bytes) -> list[str]:
    """The pages of headlines (`/pt-br/manchetes/headlines-pt-br`) that a page links to, each once."""
    return [url for url in _addresses(_HEADLINES, body) if is_index(url)]


def unknown_of(body: bytes) -> list[str]:
    """Numbered pages of DW's whose kind is not known (`/en/x/interactive-12`), each once."""
    return [url for url in _addresses(_NUMBERED, body) if unknown_kind(url) is not None]


def _addresses(pattern: re.Pattern[bytes], body: bytes) -> list[str]:
    paths = dict.fromkeys(match[1] for match in pattern.finditer(body))
    urls = (canonical_url(html.unescape(_unescaped(path))) for path in paths)
    return list(dict.fromkeys(url for url in urls if url is not None))


def _unescaped(path: bytes) -> str:
    text = path.decode("utf-8", "replace")
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
