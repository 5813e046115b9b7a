"""Cleans every text of a story and puts the body together as plain text."""

from __future__ import annotations

import re
from typing import Final

from dwcrawler.items import Block, Person, Story, Teaser
from dwcrawler.normalize.plain_text import READ_ALOUD, plain_text, text_of
from dwcrawler.normalize.text import clean, clean_lines, word_count

_BETWEEN_NAMES: Final = re.compile(r"\s*[|;,]\s*")


class Text:
    def process_item(self, item: Story) -> Story:
        item.headline = clean(item.headline) or ""
        item.description = clean(item.description)
        item.authors = _people(item.authors)
        for name in ("kicker", "keywords", "categories", "regions", "section", "notes"):
            setattr(item, name, _words(getattr(item, name)))
        item.body = _blocks(item.body)
        for topic in item.topics:
            topic.name = clean(topic.name) or ""
        for link in item.links:
            link.text = clean(link.text) or ""
        for media in item.media:
            media.headline = clean(media.headline)
        for teaser in item.related:
            _teaser(teaser)
        for post in item.posts:
            post.headline = clean(post.headline)
            post.authors = _people(post.authors)
            post.body = _blocks(post.body)
            post.text = plain_text(post.body)
        item.text = text_of(item)
        item.word_count = word_count(item.text)
        return item


def _blocks(blocks: list[Block]) -> list[Block]:
    kept = []
    for block in blocks:
        block.text = (clean_lines if block.kind == "table" else clean)(block.text)
        if block.items:
            block.items = _words(block.items, unique=False)
        if block.kind not in READ_ALOUD or block.text or block.items:
            kept.append(block)
    return kept


def _words(words: list[str], unique: bool = True) -> list[str]:
    cleaned = [text for word in words if (text := clean(word))]
    return list(dict.fromkeys(cleaned)) if unique else cleaned


def _people(people: list[Person]) -> list[Person]:
    """Names alone in a text of several (`A | B`, `A, B`) are persons of their own, each once."""
    named: dict[str, Person] = {}
    for person in people:
        names = [person.name] if person.url else _BETWEEN_NAMES.split(person.name)
        for name in _words(names):
            named.setdefault(name, Person(name=name, url=person.url))
    return list(named.values())


def _teaser(teaser: Teaser) -> None:
    teaser.headline = clean(teaser.headline)
    teaser.description = clean(teaser.description)
    teaser.kicker = clean(teaser.kicker)
