"""Stories are items to Scrapy and to whatever others have written for it."""

from __future__ import annotations

import io
import json
from collections import deque

import msgspec
import pytest
from itemadapter import ItemAdapter, is_item
from scrapy.exporters import JsonLinesItemExporter

import dwcrawler.pipelines  # noqa: F401 (where items are processed, they can be adapted)
from dwcrawler.components.adapter import StructAdapter, register
from dwcrawler.items import Image, Story


def a_story() -> Story:
    return Story(
        short_url="https://p.dw.com/p/4Xg9W",
        id=67132206,
        url="https://www.dw.com/en/a-slug/a-67132206",
        type="article",
        language="en",
        headline="A headline",
    )


def test_a_story_reads_and_changes_like_any_item() -> None:
    story = a_story()
    adapter = ItemAdapter(story)
    assert is_item(story)
    assert adapter["headline"] == story.headline
    adapter["headline"] = "Another one"
    assert story.headline == "Another one"
    assert list(adapter) == list(adapter.field_names()) == list(msgspec.to_builtins(story))
    assert adapter.get("nothing") is None


def test_keys_of_others_go_into_extra() -> None:
    story = a_story()
    adapter = ItemAdapter(story)
    adapter["mykey"] = {"half": 0.5}
    adapter.update(other=1)
    assert story.extra == {"mykey": {"half": 0.5}, "other": 1}
    assert adapter["mykey"] is story.extra["mykey"] and "mykey" in adapter
    assert "mykey" not in list(adapter) and adapter.asdict()["extra"] == story.extra
    del adapter["other"]
    assert story.extra == {"mykey": {"half": 0.5}} and adapter.get("other") is None


def test_what_is_no_field_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="Image does not support field: title"):
        ItemAdapter(Image())["title"] = "A title"
    for adapter in (ItemAdapter(a_story()), ItemAdapter(Image())):
        with pytest.raises(KeyError):
            adapter["nothing"]
        with pytest.raises(KeyError):
            del adapter["nothing"]
    with pytest.raises(KeyError, match="Story always has its field headline"):
        del ItemAdapter(a_story())["headline"]


def test_exporters_of_scrapys_own_write_all_of_it() -> None:
    story = a_story()
    story.images = [Image(id=5, caption="A caption")]
    file = io.BytesIO()
    exporter = JsonLinesItemExporter(file)
    exporter.start_exporting()
    exporter.export_item(story)
    exporter.finish_exporting()
    assert json.loads(file.getvalue()) == msgspec.to_builtins(story)


def test_others_can_put_adapters_of_their_own_first() -> None:
    """As itemadapter documents it: `ADAPTER_CLASSES` is a deque."""
    classes = ItemAdapter.ADAPTER_CLASSES
    assert isinstance(classes, deque) and classes[-1] is StructAdapter
    register()
    assert ItemAdapter.ADAPTER_CLASSES is classes
