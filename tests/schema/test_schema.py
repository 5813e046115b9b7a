"""The published schema is that of the items, and what the crawler writes is as it says."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator
from msgspec.structs import fields

from dwcrawler import schema
from dwcrawler.items import Story


def test_the_published_schema_is_not_stale() -> None:
    assert schema.PATH.read_text(encoding="utf-8") == schema.generate(), (
        "run: python -m dwcrawler.schema"
    )


def test_it_is_a_schema_with_every_field() -> None:
    published = json.loads(schema.PATH.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    assert published["$defs"]["Story"]["required"] == [field.name for field in fields(Story)]
