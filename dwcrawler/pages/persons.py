"""Who wrote it, as the state tells it."""

from __future__ import annotations

from dwcrawler.identity import canonical_url
from dwcrawler.items import Person
from dwcrawler.pages.content import Content


def persons_of(content: Content) -> list[Person]:
    """Authors with pages of their own, else the free text of those who have none."""
    persons = []
    for person in content.objects("persons") or content.objects("firstPersonArray"):
        if name := person.text("fullName", "name"):
            named_url = person.text("namedUrl")
            persons.append(Person(name=name, url=canonical_url(named_url) if named_url else None))
    legacy = content.text("legacyAuthor")
    if legacy and not persons:
        persons.append(Person(name=legacy))
    return persons
