"""The table of dwcrawler's settings in `docs/settings.md`, made from the model.

It stands between two comments, and what stands between them is replaced:

    <!-- settings -->
    <!-- end of settings -->
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from dwcrawler.configuration import settings_model as model

FILE: Final = Path(__file__).parents[2] / "docs" / "settings.md"
_PLACE: Final = re.compile(
    r"(?P<begin><!-- settings -->\n).*?(?P<end><!-- end of settings -->)", re.DOTALL
)
_HEAD: Final = (
    "| setting | meaning | value | default | example |\n| --- | --- | --- | --- | --- |\n"
)


def renewed(text: str) -> str:
    """The Markdown file with its table as the model has it."""
    rows = "".join(map(_row, model.NAMES))
    return _PLACE.sub(lambda place: f"{place['begin']}{_HEAD}{rows}{place['end']}", text)


def _row(name: str) -> str:
    default = f"`{value}`" if (value := model.default(name)) else ""
    return (
        f"| `{name}` | {model.description(name)} | {model.expected(name)} | {default} | "
        f"`{model.example(name)}` |\n"
    )
