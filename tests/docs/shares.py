"""The table of shares in docs/data.md, made from a crawl: in how many stories of each type a field stands.

`python -m tests.docs.shares` crawls the miniature site and writes it; a test fails when it is stale.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from msgspec.structs import fields

from dwcrawler.items import Story
from dwcrawler.minisite.process import running
from tests.crawls import Crawler

FILE: Final = Path(__file__).parents[2] / "docs/data.md"
TYPES: Final = ("article", "video", "audio", "gallery", "liveblog")
_PLACE: Final = re.compile(r"(<!-- shares -->\n).*?(<!-- end of shares -->)", re.DOTALL)
_EMPTY: Final = (None, "", [], {}, False)
_LANGUAGES: Final = "en,de,es,ar"


def crawled_shares() -> str:
    """The table of a crawl of the miniature site, which is the same each time."""
    with tempfile.TemporaryDirectory() as folder, running("--stories", "300") as site:
        crawl = Crawler(Path(folder))(site.origin, f"languages={_LANGUAGES}")
    assert crawl.status == 0, crawl.log
    return shares(crawl.rows)


def shares(rows: Iterable[dict[str, Any]]) -> str:
    stories: Counter[str] = Counter()
    having: Counter[tuple[str, str]] = Counter()
    for row in rows:
        stories[row["type"]] += 1
        for name, value in row.items():
            having[name, row["type"]] += value not in _EMPTY
    lines = [
        "| field | " + " | ".join(f"{kind} ({stories[kind]})" for kind in TYPES) + " |",
        "| --- |" + " ---: |" * len(TYPES),
    ]
    for field in fields(Story):
        told = (_percent(having[field.name, kind], stories[kind]) for kind in TYPES)
        lines.append(f"| `{field.name}` | " + " | ".join(told) + " |")
    return "\n".join(lines)


def _percent(count: int, of: int) -> str:
    """`-` for none; no rounding to none or all."""
    if not count:
        return "-"
    return f"{min(max(round(100 * count / of), 1), 99) if count < of else 100} %"


def renewed(text: str, table: str) -> str:
    return _PLACE.sub(lambda place: f"{place[1]}{table}\n{place[2]}", text)


if __name__ == "__main__":
    FILE.write_text(renewed(FILE.read_text(encoding="utf-8"), crawled_shares()), encoding="utf-8")
    print(json.dumps({"written": str(FILE)}))
