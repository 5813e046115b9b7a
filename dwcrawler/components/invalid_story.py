"""Why a story was dropped: it is not as the schema says."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from dwcrawler.console.readable import readable
from dwcrawler.items import Story


class InvalidStory(DropItem):
    """`errors` names each field and what is wrong with it."""

    def __init__(self, story: Story, errors: list[str]) -> None:
        super().__init__(
            f"Invalid story {readable(story.url)}: {'; '.join(errors)}", log_level="WARNING"
        )
        self.errors = errors
