"""Requests to an archive: one at a time, with a pause, under our own name, and never without bound."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

import requests

_TIMEOUT: Final = (30.0, 60.0)  # to connect, and between two pieces
_BLOCK: Final = 1 << 16
_TRIES: Final = 5
_FIRST_PAUSE: Final = 2.0  # seconds after a failure, doubled each time
_LONGEST_PAUSE: Final = 120.0
_PASSING: Final = frozenset({408, 429, 500, 502, 503, 504, 509})


class NotAnswered(Exception):
    """The archive cannot be reached, or refuses; the text says how. A later run may have it."""


class Answer:
    """What `cdx_toolkit` reads of a response of `requests`."""

    def __init__(
        self, status: int, reason: str, headers: Mapping[str, str], content: bytes
    ) -> None:
        self.status_code = status
        self.reason = reason
        self.headers = headers
        self.content = content

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class Web:
    """`pause`: seconds between two requests to one host."""

    def __init__(self, user_agent: str, pause: float) -> None:
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent
        self._pause = pause
        self._next: dict[str, float] = {}

    def get(
        self,
        url: str,
        most_bytes: int,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Any status but those that pass by themselves; after them it is tried again. Redirects are
        not followed. Raises NotAnswered."""
        why = ""
        for attempt in range(_TRIES):
            self._wait(url)
            wait = min(_FIRST_PAUSE * self._factor * 2**attempt, _LONGEST_PAUSE)
            try:
                answer = self._once(url, most_bytes, params, headers)
            except requests.RequestException as error:
                why = _short(error)
            else:
                if answer.status_code not in _PASSING:
                    return answer
                why = f"HTTP status {answer.status_code}"
                wait = max(wait, _retry_after(answer.headers.get("Retry-After")))
            if attempt + 1 < _TRIES:
                time.sleep(min(wait, _LONGEST_PAUSE))
        raise NotAnswered(f"{urlsplit(url).netloc}: {why}, {_TRIES} times")

    @property
    def _factor(self) -> float:
        """Where no pause is wanted, as on one's own machine, failures need none that long."""
        return min(1.0, self._pause)

    def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc
        if (left := self._next.get(host, 0.0) - time.monotonic()) > 0:
            time.sleep(left)
        self._next[host] = time.monotonic() + self._pause

    def _once(
        self,
        url: str,
        most_bytes: int,
        params: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
    ) -> Answer:
        with self._session.get(
            url,
            params=params,
            headers=headers,
            timeout=_TIMEOUT,
            stream=True,
            allow_redirects=False,
        ) as response:
            parts, size = [], 0
            for block in response.iter_content(_BLOCK):
                parts.append(block)
                size += len(block)
                if size > most_bytes:
                    raise NotAnswered(f"{url}: it has more than {most_bytes:,} bytes")
            return Answer(
                response.status_code, response.reason or "", response.headers, b"".join(parts)
            )


def _retry_after(header: str | None) -> float:
    if not header:
        return 0.0
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0


def _short(error: Exception) -> str:
    reason: Any = getattr(error, "args", [""])[0]
    inner = getattr(reason, "reason", reason)
    return f"{type(error).__name__}: {str(inner)[:200]}"
