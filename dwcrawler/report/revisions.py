"""Which stories changed, how often, and what changed, as far as the feeds hold both revisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from dwcrawler.report.counting import Counted
from dwcrawler.report.facts import COMPARED, SAME_IN_EVERY_LAYOUT, Facts, Version

SOMETHING_ELSE = "something else"


class Change(NamedTuple):
    """From one revision to the next that the feeds hold; `parts` are names of COMPARED."""

    revision: int
    parts: tuple[str, ...]


class Changed(NamedTuple):
    """A story that changed at least once; without `changes` the earlier revisions are elsewhere."""

    story: Facts
    changes: list[Change]


def changed_stories(counted: Counted) -> list[Changed]:
    """Those with the most revisions first; of these the one that changed last."""
    changed = [
        Changed(story, list(_changes(counted.versions.get(story.id, {}))))
        for story in counted
        if story.revision > 1 or story.id in counted.versions
    ]
    changed.sort(
        key=lambda each: (each.story.revision, each.story.version.crawled_at), reverse=True
    )
    return changed


def _changes(versions: Mapping[int, Version]) -> Iterator[Change]:
    revisions = sorted(versions)
    for earlier, later in pairwise(revisions):
        before, after = versions[earlier], versions[later]
        yield Change(later, _differing(before, after))


def _differing(before: Version, after: Version) -> tuple[str, ...]:
    """The layouts of a page do not tell all alike: between two of them only headline and text
    count."""
    names = list(COMPARED)
    if before.layout != after.layout:
        names = names[:SAME_IN_EVERY_LAYOUT]
    pairs = zip(names, before.prints, after.prints, strict=False)
    return tuple(name for name, one, other in pairs if one != other) or (SOMETHING_ELSE,)
