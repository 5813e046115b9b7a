"""What kind of content an object of the state says that it is.

A type that is not known is noted in the page's problems, once, and never guessed: a story of a kind
that nobody has looked at would be a story half read.
"""

from __future__ import annotations

from typing import Final

from dwcrawler.identity import Kind
from dwcrawler.pages.state.content import Content

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


def _bare(typename: str) -> str:
    """Whichever way it is written: `ImageGallery`, `IMAGE_GALLERY` (as `modelType` has it; seen),
    `image-gallery`."""
    return typename.replace("_", "").replace("-", "").replace(" ", "").lower()


_KINDS: Final = {_bare(typename): kind for typename, kind in KIND_BY_TYPENAME.items()}
# Objects that are not content themselves (seen in states); some lead to content.
_OTHERS: Final = (
    *("Category", "Channel", "CompositionComponent", "ContentAssociation", "ContentComposition"),
    *("ContentLink", "Department", "ExternalLink", "FocusNavigation", "Footer", "FooterSection"),
    *("FooterLinkedContent", "FooterLinkedSocialMediaAccount", "GalleryImage", "GeographicRegion"),
    *("Image", "InformationSpace", "Livestream", "OpenGraphMetadata", "SocialMediaEntry"),
    *("Translations", "Widget"),
)
_NO_CONTENT: Final = frozenset(map(_bare, _OTHERS))


def typename_of(entry: Content) -> str | None:
    """The first of an object's type names that is not one of a thing that is no content."""
    typename = entry.text("__typename")
    if kind_of_typename(typename) is not None:
        return typename
    for name in ("__typename", "modelType", "targetType"):
        typename = entry.text(name)
        if typename is not None and _bare(typename) not in _NO_CONTENT:
            return typename
    return None


def kind_of_typename(typename: str | None) -> Kind | None:
    """None where the type is not told and where it is not known."""
    return _KINDS.get(_bare(typename)) if typename else None
