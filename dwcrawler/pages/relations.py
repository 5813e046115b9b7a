"""The word that says which block below a story showed another one: `Teaser.relation`.

A block has a name twice: in the rendered page (`data-tracking-name`, as in
`section-related-content-by-thematic-focus-region`, seen in 2026) and as a list in the state
(`relatedContentsByThematicFocusRegion`). One word is made of both: what the names have in common
says which choice the block is, `thematic_focus_region`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# What editors chose; as the site names it on the page (seen) and in the state (seen).
EXPLORE_MORE: Final = "explore_more"
_CHOSEN_BY_EDITORS: Final = frozenset({"more_on_topic", "explore_more", "dossier_contents"})
# For a block whose name says nothing but that it is one.
_UNNAMED: Final = "related"
# They say that there are stories to go on with, and not which.
_SAY_NOTHING: Final = frozenset(
    {"section", "related", "more", "recommended", "similar", "content", "contents"}
    | {"av", "video", "videos", "audios", "story", "stories", "items", "teasers"}
    | {"by", "from", "on", "in", "for", "of", "to", "and", "the", "this", "list", "array"}
)
# The state says of which kind a programme is (`moreContentsFromUnifiedProgram`), a page does not.
_IN_SHORT: Final = {"unified_program": "program", "unified_programs": "program"}
_WORD: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_MAX_NAME: Final = 120


def relation_of_tracking_name(name: str) -> str:
    """`section-more-on-topic` -> `explore_more`; of a `data-tracking-name`."""
    return _relation(name)


def relation_of_field(name: str) -> str:
    """`moreAvContentsByThematicFocusAndGlobal` -> `thematic_focus_global`; of a state's field.

    Arguments in the name do not count.
    """
    return _relation(name.partition("(")[0])


@lru_cache(maxsize=256)
def _relation(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(name[:_MAX_NAME])]
    if "_".join(words).removeprefix("section_") in _CHOSEN_BY_EDITORS:
        return EXPLORE_MORE
    relation = "_".join(word for word in words if word not in _SAY_NOTHING)
    return _IN_SHORT.get(relation, relation) or _UNNAMED
