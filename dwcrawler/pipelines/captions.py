"""Splits captions from credits in every picture of a story."""

from __future__ import annotations

from dwcrawler.items import Image, Story
from dwcrawler.normalize import captions
from dwcrawler.normalize.text import clean


class Captions:
    def process_item(self, item: Story) -> Story:
        bracketed = item.provenance.layout == "classic"
        pictures = {id(image): image for image in item.images}
        if item.lead_image is not None:
            pictures[id(item.lead_image)] = item.lead_image
        for image in pictures.values():
            _clean(image, item.language, bracketed)
        for teaser in item.related:
            if teaser.image is not None:
                _clean(teaser.image, item.language, bracketed)
        return item


def _clean(image: Image, language: str, bracketed: bool) -> None:
    """The classic layout hands the picture's title as its credit and as its alternative text."""
    if bracketed:
        image.credit = captions.split_title(image.credit).credit
        if image.credit is not None:
            image.alt = captions.split_title(image.alt).caption
    image.caption, image.credit = captions.split(image.caption, image.credit, language)
    image.alt = clean(image.alt)
