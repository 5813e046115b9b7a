"""Takes the byline out of the body, where it stands as the last line of the text."""

from __future__ import annotations

from dwcrawler.items import Story
from dwcrawler.normalize import bylines


class Bylines:
    def process_item(self, item: Story) -> Story:
        for index in reversed(range(len(item.body))):
            block = item.body[index]
            if block.kind == "paragraph" and block.text and not block.text.isspace():
                item.byline = bylines.read(block.text)
                if item.byline is not None:
                    del item.body[index]
                break
            if block.kind in ("heading", "list", "quote"):
                break
        return item
