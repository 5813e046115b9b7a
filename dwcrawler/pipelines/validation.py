"""Checks every story against the schema before it may be written."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Self

import msgspec
from scrapy.crawler import Crawler

from dwcrawler.components.invalid_story import InvalidStory
from dwcrawler.items import Story


class Validation:
    """Stat: `dw/stories/rejected`. Valid stories pass by typed decoding, which is fast; only for
    the others every error is looked for."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(Story).decode

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Story) -> Story:
        try:
            self._decode(self._encode(item))
        except (msgspec.MsgspecError, UnicodeError, TypeError) as error:
            self._stats.inc_value("dw/stories/rejected")
            raise InvalidStory(item, errors_of(item) or [str(error)]) from None
        return item


def errors_of(story: Story) -> list[str]:
    """Every way in which a story is not as the schema says, as `field: what is wrong`."""
    from jsonschema import Draft202012Validator  # late: only invalid stories need it

    schema = json.loads(files("dwcrawler").joinpath("schema/story.schema.json").read_bytes())
    try:
        plain = msgspec.to_builtins(story)
    except (TypeError, ValueError) as error:  # of what a pipeline put into `extra`
        return [f"extra: cannot be written as JSON ({error})"]
    found = Draft202012Validator(schema).iter_errors(plain)
    return [f"{error.json_path.removeprefix('$.')}: {error.message[:200]}" for error in found]
