"""The content objects of app_state, made of apollo's: as the captured page of 2024 has them.

Arguments are off the field names, all stands in place, and some fields are new or gone. The same
objects are what the site's interface serves as JSON. A test compares them with the captured page.
"""

from __future__ import annotations

from typing import Any, Final

from dwcrawler.editions import Edition, editions
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.embeds import chart_of, embed
from dwcrawler.minisite.part_entities import Entity, teaser_entity
from dwcrawler.minisite.truth import Truth, in_world
from dwcrawler.minisite.world import Latest

# Fields of apollo's with an amount in their arguments, and the aliases that they have now (seen; of
# the first three).
_ALIASES: Final = {
    "persons": "firstPersonArray",
    "regions": "firstRegionArray",
    "navigations": "firstNavArray",
}
# The lists of an information space, by the type in apollo's arguments, and what the second calls
# its entries (attested).
_COMPONENTS: Final = {
    "TOP_STORY": "top_story",
    "HIGH_PRIORITY_STORIES": "high_priority_stories",
    "HIGH_PRIORITY_STORIES_LIST": "high_priority_stories_list",
}
_GONE: Final = frozenset(
    {
        *("betaInfo", "classicUrl", "contentAssociations", "podcast", "welcomeInfo"),
        "showLiveWelcomeLayer",
    }
)
# Fields of apollo's that targets of these types no longer have.
_GONE_OF: Final[dict[str, frozenset[str]]] = {
    "AutoTopic": frozenset({"genre", "modelType", "priority"}),
    "Image": frozenset({"modelType", "mainContentImageLink"}),
    "Category": frozenset({"correspondingContent"}),
    "Article": frozenset({"modelType"}),
}


def story_object(entity: Entity, truth: Truth, edition: Edition) -> Entity:
    bare: Entity = _bare(entity, truth.dates)
    story = truth.story
    tracking = truth.tracking
    bare |= {
        "trackingLanguageKey": edition.dw_language,
        "trackingPageTypeKey": story.type.upper(),
        "trackingTopicsCommaJoined": ",".join(tracking.topics),
        "trackingRegionsCommaJoined": ",".join(tracking.regions),
        "alternateUrls": [],
        "personAssociations": [],
        "widgets": _widgets(truth),
        "topStoriesNavigations": _editions(),
        "navigations": [{"__typename": "Navigation", "id": 1, "idsToRoot": [1]}],
        "regions": [
            {"__typename": "GeographicRegion", "regionCode": "global", "countryCode": None}
        ],
    }
    bare["departments"] = [{**entry, "id": 1} for entry in bare["departments"]]
    bare["footer"] = _footer(edition)
    bare["socialMediaConfig"] = [
        {"__typename": "SocialMediaEntry", "id": name, "name": name.title(), "url": story.short_url}
        for name in ("facebook", "x-twitter")
    ]
    if story.type in ("video", "audio") and truth.is_of_2026:
        chosen = [_bare(teaser_entity(t, truth.dates), truth.dates) for t in in_world(truth)]
        bare["moreAvContentsByThematicFocusAndGlobal"] = chosen
    if story.is_advertorial:  # attested by this name only
        bare["__typename"] = "AdvertorialContentDetails"
    return bare


def listing_object(entity: Entity, dates: Dates) -> Entity:
    bare: Entity = _bare(entity, dates)
    return bare


def in_2026(content: Entity, latest: list[Latest]) -> Entity:
    """The menu's newest videos have another address since."""
    paths = {found.id: found.path for found in latest}
    top = content.get("topStoriesNavigation") or {}
    for menu in (content, top):
        for entry in menu.get("latestMediaChildren") or []:
            entry["namedUrl"] = paths.get(entry["id"], entry["namedUrl"])
    return content


def _widgets(truth: Truth) -> list[Entity]:
    """The frames of charts; of a form there is none."""
    widgets = []
    for block in truth.story.body:
        if block.kind == "embed" and block.provider == "datawrapper":
            number = embed(truth.story.id, truth.n, truth.story.language).widget
            assert number is not None
            code = f'<iframe src="{chart_of(number)}" title="A chart" height="400"></iframe>'
            widgets.append({"__typename": "Widget", "id": number, "embedCode": code})
    return widgets


def _bare(value: Any, dates: Dates) -> Any:
    if isinstance(value, list):
        return [_bare(inner, dates) for inner in value]
    if not isinstance(value, dict):
        return value
    typename = value.get("__typename")
    gone = _GONE_OF.get(typename or "", frozenset()) | _GONE
    bare: Entity = {}
    for name, inner in value.items():
        field, _, arguments = name.partition("(")
        if field not in gone:
            bare[_alias(field, arguments)] = _bare(inner, dates)
    if "high_priority_stories_list" in bare:
        _rename_entries(bare)
    if typename == "Navigation" and bare.get("contentComposition") == _NOTHING:
        del bare["contentComposition"]  # a menu no longer has one
    if typename != "Image" and "localizedContentDate" in bare and bare.get("contentDate"):
        _tell_the_day(bare, dates)
    return bare


_NOTHING: Final = {"__typename": "ContentComposition", "informationSpaces": []}


def _alias(field: str, arguments: str) -> str:
    if field == "compositionComponents" and arguments:
        return _COMPONENTS[arguments.partition(':"')[2].partition('"')[0]]
    return _ALIASES.get(field, field) if arguments else field


def _rename_entries(space: Entity) -> None:
    for component in space["high_priority_stories"]:
        component["cocoContents"] = component.pop("contents")


def _tell_the_day(content: Entity, dates: Dates) -> None:
    """In numbers, and in words for screen readers."""
    moment = content["contentDate"]
    content["localizedContentDate"] = dates.numeric(moment)
    content["localizedContentDateSr"] = dates.written_out(moment)
    first = content.get("firstPublicationDate")
    if first:
        content["localizedFirstPublicationDate"] = dates.numeric(first)
        content["localizedFirstPublicationDateSr"] = dates.written_out(first)


def _editions() -> list[Entity]:
    """All of them, also those that this site does not serve."""
    return [
        {
            "__typename": "Navigation",
            "language": edition.dw_language,
            "isLive": True,
            "canonicalUrl": edition.start_url,
            "namedUrl": edition.start_path,
            "localeLang": edition.locale,
        }
        for edition in editions().values()
    ]


def _footer(edition: Edition) -> Entity:
    """The pages that the footer links to are no stories, though they look like articles."""
    pages = {
        name: {"__typename": "Article", "namedUrl": f"/{edition.code}/{name}/a-{number}"}
        for number, name in enumerate(("policy", "legal", "accessibility"), 53_922_576)
    }
    return {
        "__typename": "Footer",
        "policyId": 63_500_655,
        "legalId": 63_500_643,
        "sections": [
            {
                "__typename": "FooterSection",
                "headline": "About",
                "links": [
                    {
                        "__typename": "FooterLinkedContent",
                        "text": "Who we are",
                        "url": "https://corporate.dw.com/en/about-dw/s-30688",
                        "targetLanguage": "ENGLISH",
                    }
                ],
            }
        ],
        "linkedSocialMediaAccounts": [
            {
                "__typename": "FooterLinkedSocialMediaAccount",
                "service": "facebook",
                "url": "https://facebook.com/minisite",
            }
        ],
        "privacySettings": {
            "__typename": "PrivacySettings",
            "title": "Privacy",
            "namedUrl": f"/{edition.code}/privacy/privacy-settings-{edition.code}",
        },
        **pages,
    }
