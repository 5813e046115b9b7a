"""What the site says to a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

_HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    content_type: str = _HTML
    headers: dict[str, str] = field(default_factory=dict)


def redirect(url: str, status: int = 301) -> Answer:
    return Answer(status, headers={"Location": url})
