"""Runs the item pipelines, and tells a pipeline that breaks the chain from one that works.

Pipelines of users' own stand between this project's. One that forgets to return the story, or
returns something else, would make those after it fail for reasons that nobody understands.
"""

from __future__ import annotations

from typing import Any, Final

from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager
from scrapy.utils.defer import ensure_awaitable

from dwcrawler.items import Story

_NOTE: Final = "Item pipeline: "


class WrongItem(TypeError):
    """A pipeline returned something else than the story; the message says which and what."""


class StoryPipelines(ItemPipelineManager):
    """Scrapy's own (setting ITEM_PROCESSOR), for stories. Other items go the usual way."""

    async def process_item_async(self, item: Any) -> Any:
        if not isinstance(item, Story):
            return await super().process_item_async(item)
        processed: Any = item
        for method in self.methods["process_item"]:
            assert method is not None
            try:
                if method in self._mw_methods_requiring_spider:
                    processed = method(processed, self._spider)
                else:
                    processed = method(processed)
                if not isinstance(processed, Story):
                    processed = await ensure_awaitable(processed)
                if not isinstance(processed, Story):
                    raise _wrong(method, processed)
            except DropItem:
                raise
            except Exception as error:
                error.add_note(f"{_NOTE}{_name_of(method)}")
                raise
        return processed


def pipeline_of(error: BaseException) -> str | None:
    """The pipeline that raised it, if one did."""
    notes: list[str] = getattr(error, "__notes__", [])
    named = (note.removeprefix(_NOTE) for note in notes if note.startswith(_NOTE))
    return next(named, None)


def _wrong(method: Any, returned: object) -> WrongItem:
    what = "nothing" if returned is None else f"an object of type {type(returned).__name__}"
    return WrongItem(
        f"the pipeline {_name_of(method)} returned {what}. process_item must return the Story that "
        "it was given; put keys of your own into item.extra"
    )


def _name_of(method: Any) -> str:
    owner = getattr(method, "__self__", None)
    return type(owner).__qualname__ if owner is not None else getattr(method, "__qualname__", "?")
