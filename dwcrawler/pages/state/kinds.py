"""What kind of content an object of the state says that it is.

A type that is not known is noted in the page's problems, once, and never guessed: a story of a kind
that nobody has looked at would be a story half read.
"""

from __future__ import annotations

import re
from typing import Final

from dwcrawler.identity import Kind
from dwcrawler.pages.state.content import Content


def _in_capitals(typename: str) -> str:
    """`ImageGallery` -> `IMAGE_GALLERY`, as `modelType` and `targetType` write it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", typename).upper()


# `__typename` of content objects.
KIND_BY_TYPENAME: Final[dict[str, Kind]] = {
    "Article": "article",
    "Liveblog": "liveblog",
    "Video": "video",
    "Audio": "audio",
    "ImageGallery": "gallery",
    "UnifiedProgram": "program",
    "Navigation": "section",
    "AutoTopic": "topic",
    "Person": "person",
}
_KINDS: Final[dict[str, Kind]] = {
    **KIND_BY_TYPENAME,
    **{_in_capitals(typename): kind for typename, kind in KIND_BY_TYPENAME.items()},
}


def _spelled(typename: str) -> str:
    """Whichever way it is written: `image-gallery`, `IMAGE_GALLERY`."""
    return re.sub("[_ -]", "", typename).lower()


_SPELLED: Final = {_spelled(typename): kind for typename, kind in KIND_BY_TYPENAME.items()}
# Objects that are not content themselves (seen in states); some lead to content.
_OTHERS: Final = (
    *("Category", "Channel", "CompositionComponent", "ContentAssociation", "ContentComposition"),
    *("ContentLink", "Department", "ExternalLink", "FocusNavigation", "Footer", "FooterSection"),
    *("FooterLinkedContent", "FooterLinkedSocialMediaAccount", "GalleryImage", "GeographicRegion"),
    *("Image", "InformationSpace", "Livestream", "OpenGraphMetadata", "SocialMediaEntry"),
    *("Translations", "Widget"),
)
_NO_CONTENT: Final = frozenset({*_OTHERS, *map(_in_capitals, _OTHERS)})


def typename_of(entry: Content) -> str | None:
    """The first of an object's type names that is not one of a thing that is no content."""
    typename = entry.text("__typename")
    if typename in _KINDS:
        return typename
    for name in ("__typename", "modelType", "targetType"):
        typename = entry.text(name)
        if typename is not None and typename not in _NO_CONTENT:
            return typename
    return None


def kind_of_typename(typename: str | None) -> Kind | None:
    """None where the type is not told and where it is not known."""
    if not typename:
        return None
    return _KINDS.get(typename) or _SPELLED.get(_spelled(typename))
