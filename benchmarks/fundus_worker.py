"""The peer fundus, in an environment of its own: times its DW parser when it is told to.

Reads lines `<path of a page> <day of the crawl> <times>` from standard input and answers each with
the seconds that so many parses took.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path


def main() -> None:
    from fundus.publishers.de.dw import DWParser  # type: ignore[import-not-found]

    proxy = DWParser()
    for line in sys.stdin:
        path, day, times = line.split("\t")
        html = Path(path).read_text(encoding="utf-8")
        parser = proxy(date.fromisoformat(day))
        begun = time.perf_counter()
        for _ in range(int(times)):
            parser.parse(html, "suppress")
        print(time.perf_counter() - begun, flush=True)


if __name__ == "__main__":
    main()
