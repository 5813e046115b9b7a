"""Words for what monitors compare: features, groups of stories, shares."""

from __future__ import annotations

from dwcrawler.normalize.edition_names import NAMES

_TYPES = {
    "article": "articles",
    "video": "videos",
    "audio": "audios",
    "gallery": "galleries",
    "liveblog": "live blogs",
}
_OTHERS = {
    "state": "The page's state, which stories are read from,",
    "text.long": "A text of 60 words or more",
    "text.very_long": "A text of 200 words or more",
    "date_published.second": "`date_published` with its time",
}
_MOST_GROUPS = 4


def feature_named(feature: str) -> str:
    """`lead_image.caption`; "the block `more_on_topic` below stories"."""
    if feature in _OTHERS:
        return _OTHERS[feature]
    kind, mark, name = feature.partition("/")
    if not mark:
        return f"`{feature}`"
    if kind == "related":
        return f"The block `{name}` below the story"
    if kind == "embed":
        return f"Something embedded from `{name}`"
    return f"A `{name}` in the text"


def group_named(groups: list[str]) -> str:
    """`["article/en", "video/en"]` -> "English articles and videos"."""
    types = list(dict.fromkeys(group.split("/")[0] for group in groups))
    languages = list(dict.fromkeys(group.split("/")[1] for group in groups))
    kinds = _listed([_TYPES.get(name, name) for name in types]) if len(types) < 5 else "stories"
    if len(languages) > _MOST_GROUPS:
        return f"{kinds} in {len(languages)} languages"
    return f"{languages_named(languages)} {kinds}"


def languages_named(codes: list[str]) -> str:
    """`["en", "de"]` -> "English and German"."""
    return _listed([language_named(code) for code in codes])


def language_named(code: str) -> str:
    """In English; the code of an edition that is not known."""
    return NAMES[code][0] if code in NAMES else code


def percent(share: float) -> str:
    """Whole; `under 1 %` and `over 99 %` where rounding would say all or nothing."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
