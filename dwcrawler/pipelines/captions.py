"""Splits captions from credits in every picture of a story."""

from __future__ import annotations

from dwcrawler.items import Image, Story
from dwcrawler.normalize import captions
from dwcrawler.normalize.text import clean


class Captions:
    def process_item(self, item: Story) -> Story:
        split = _split_title if item.provenance.layout == "classic" else _split
        pictures = {id(image): image for image in item.images}
        if item.lead_image is not None:
            pictures[id(item.lead_image)] = item.lead_image
        for image in pictures.values():
            split(image, item.language)
        for teaser in item.related:
            if teaser.image is not None:
                split(teaser.image, item.language)
        return item


def _split(image: Image, language: str) -> None:
    image.caption, image.credit = captions.split(image.caption, image.credit, language)
    image.alt = clean(image.alt)


def _split_title(image: Image, language: str) -> None:
    """In the classic layout, `credit` and `alt` are both the title of the picture.

    Of a teaser's picture, the title is in `alt` alone. Captions have no credits in that layout.
    """
    title = captions.split_title(image.credit, language)
    described = captions.split_title(image.alt, language)
    credit = title.credit or described.credit
    image.caption, image.credit = captions.tidy(image.caption, credit)
    image.alt = described.caption
