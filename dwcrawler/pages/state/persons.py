"""Who wrote it, as the state tells it."""

from __future__ import annotations

from dwcrawler.identity import canonical_url
from dwcrawler.items import Person
from dwcrawler.pages import checks
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.state.content import Content


def persons_of(content: Content) -> list[Person]:
    """Authors with pages of their own, else the free text of those who have none."""
    first = content.objects("firstPersonArray")
    persons = _listed(content, content.objects("persons"), "persons")
    persons = persons or _listed(content, first, "firstPersonArray")
    if not persons and (legacy := content.text("legacyAuthor")):
        if checks.is_text(legacy):
            return [Person(name=legacy)]
        content.refuse(Problem("bad_field", "legacyAuthor has no visible text"), "legacyAuthor")
    if not persons and not content.has("persons"):  # refused: then a blank is no answer either
        content.drop("legacyAuthor")
    return persons


def _listed(content: Content, found: list[Content], field: str) -> list[Person]:
    persons = []
    for person in found:
        name = person.text("fullName", "name") or _in_parts(person)
        if name is not None and checks.is_text(name):
            named_url = person.text("namedUrl")
            persons.append(Person(name=name, url=canonical_url(named_url) if named_url else None))
        else:  # whether the other source of the field has it, shows when that is asked
            content.refuse(Problem("bad_field", f"{field} has a person without a name"), field)
    return persons


def _in_parts(person: Content) -> str | None:
    parts = (person.text("firstName"), person.text("lastName"))
    return " ".join(part for part in parts if part) or None
