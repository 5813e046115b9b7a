"""The language editions of dw.com, from the one data file that lists them.

Codes are those of DW's URL paths (`en`, `pt-br`, `fa-ir`); the state embedded in its pages
names the same editions in capitals (`ENGLISH`, `FARSI`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Edition:
    code: str
    dw_language: str
    locale: str
    start_path: str
    start_id: int
    rss: str | None
    image_credit_label: str
    direction: str
    # The word in the address of its headlines (attested where it is another).
    headlines: str = "headlines"

    @property
    def start_url(self) -> str:
        return f"https://www.dw.com{self.start_path}"


@cache
def editions() -> dict[str, Edition]:
    """All editions by code, in the order of the data file.

    Raises ValueError for an edition that lacks a key, or has one that no edition has.
    """
    listed = json.loads(files("dwcrawler").joinpath("data/editions.json").read_bytes())
    return {edition.code: edition for edition in map(_edition, listed)}


def _edition(entry: dict[str, Any]) -> Edition:
    try:
        return Edition(**entry)
    except TypeError as error:
        reason = str(error).removeprefix("Edition.__init__() ")
        raise ValueError(f"data/editions.json: {entry.get('code')}: {reason}") from None


@cache
def _codes_by_dw_language() -> dict[str, str]:
    return {edition.dw_language: edition.code for edition in editions().values()}


def code_of(dw_language: str) -> str | None:
    """The edition code of a language as the state names it (`GERMAN` -> `de`)."""
    return _codes_by_dw_language().get(dw_language)
