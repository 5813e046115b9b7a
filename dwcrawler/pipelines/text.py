"""Cleans every text of a story and puts the body together as plain text."""

from __future__ import annotations

from dwcrawler.items import Block, Person, Story
from dwcrawler.normalize.cleaning import clean_list, clean_texts, clean_words
from dwcrawler.normalize.people import names_in
from dwcrawler.normalize.plain_text import READ_ALOUD, plain_text, text_of
from dwcrawler.normalize.text import clean, clean_lines, word_count


class Text:
    """Which texts a story has, and how each is cleaned, is declared in `schema/fields.py`."""

    def process_item(self, item: Story) -> Story:
        clean_texts(item)
        item.authors = _people(item.authors, item.language)
        item.body = _blocks(item.body)
        for post in item.posts:
            post.authors = _people(post.authors, item.language)
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
            block.items = clean_list(block.items)
        if block.kind not in READ_ALOUD or block.text or block.items:
            kept.append(block)
    return kept


def _people(people: list[Person], language: str) -> list[Person]:
    """Names alone in a text of several (`A | B`, `A, B`) are persons of their own, each once."""
    named: dict[str, Person] = {}
    for person in people:
        names = clean_words([person.name]) if person.url else names_in(person.name, language)
        for name in names:
            named.setdefault(name, Person(name=name, url=person.url))
    return list(named.values())
