"""Tables of fields in Markdown, made from the published schema, for the README and `docs/`.

A file has a table between two comments, and what stands between them is replaced:

    <!-- fields of Story -->
    <!-- end of fields -->
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from dwcrawler.schema import PATH

_PROJECT: Final = Path(__file__).parents[2]
FILES: Final = (_PROJECT / "README.md", _PROJECT / "docs" / "data.md")
_PLACE: Final = re.compile(
    r"(?P<begin><!-- fields of (?P<name>\w+) -->\n).*?(?P<end><!-- end of fields -->)", re.DOTALL
)


def renewed(text: str) -> str:
    """A Markdown file with all its tables as the published schema has them."""
    parts = json.loads(PATH.read_text(encoding="utf-8"))["$defs"]
    return _PLACE.sub(
        lambda place: f"{place['begin']}{_table(parts[place['name']])}{place['end']}", text
    )


def _table(part: dict[str, Any]) -> str:
    rows = "".join(
        f"| `{name}` | {_type(declared)} | {declared['description']} |\n"
        for name, declared in part["properties"].items()
    )
    return f"| field | type | meaning |\n| --- | --- | --- |\n{rows}"


def _type(declared: dict[str, Any]) -> str:
    """In short: `text`, `number`, `[Image]` for a list of them; `?` where it may be null."""
    if "anyOf" in declared:
        inner = [option for option in declared["anyOf"] if option.get("type") != "null"]
        return f"{' or '.join(map(_type, inner))}?"
    if "$ref" in declared:
        return str(declared["$ref"].rpartition("/")[2])
    if declared.get("type") == "array":
        return f"[{_type(declared['items'])}]"
    if "enum" in declared:
        return _WORDS[type(declared["enum"][0])]
    return _TYPES[declared["type"]]


_WORDS: Final[dict[type, str]] = {str: "text", int: "number"}
_TYPES: Final = {"string": "text", "integer": "number", "boolean": "boolean", "object": "object"}
