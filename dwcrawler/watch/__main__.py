"""`python -m dwcrawler.watch`: writes the table of metrics in `docs/watching.md`; a test fails when it
is stale."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from dwcrawler.watch.metrics import table

FILE: Final = Path(__file__).parents[2] / "docs/watching.md"
_PLACE: Final = re.compile(r"(<!-- metrics -->\n).*?(<!-- end of metrics -->)", re.DOTALL)


def renewed(text: str) -> str:
    return _PLACE.sub(lambda place: f"{place[1]}{table()}\n{place[2]}", text)


if __name__ == "__main__":
    FILE.write_text(renewed(FILE.read_text(encoding="utf-8")), encoding="utf-8")
