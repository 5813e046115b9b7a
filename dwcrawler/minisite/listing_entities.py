"""Listings as the content objects of an embedded state, and the menu that every state has."""

from __future__ import annotations

from typing import Final

from dwcrawler.editions import Edition
from dwcrawler.items import Teaser, Topic
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.listings import Listing
from dwcrawler.minisite.part_entities import Entity, content_link, teaser_entity
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import Latest, Program, Section

_LISTING_TYPENAMES: Final = {
    "section": "Navigation",
    "topic": "AutoTopic",
    "program": "UnifiedProgram",
    "person": "Person",
}


def listing(shown: Listing, edition: Edition, truths: Truths) -> Entity:
    """A section or start page, a topic, a programme, a person."""
    top = top_stories(edition, truths)
    dates = truths.dates(edition.code)
    is_top = shown.path == edition.start_path and shown.id % 2 == 1
    if is_top:  # the start page's composition is its menu's, as every page has it (seen)
        top |= _composed(shown, dates)
    entity = {
        **(top if shown.kind == "section" else {}),
        "__typename": _LISTING_TYPENAMES[shown.kind],
        "id": shown.id,
        "name": shown.name,
        "namedUrl": shown.path,
        "language": edition.dw_language,
        "canonicalUrl": f"https://www.dw.com{shown.path}",
        "isRtl": edition.direction == "rtl",
        "topStoriesNavigation": top,
    }
    if shown.kind == "program":
        teasers = [teaser_entity(teaser, dates) for teaser in shown.teasers]
        entity['moreContentsFromUnifiedProgram({"amount":60})'] = teasers
    elif is_top:
        del entity["contentComposition"]
    else:
        entity |= _composed(shown, dates)
    return entity


def _composed(shown: Listing, dates: Dates) -> Entity:
    """Its components: most in spaces (seen), others where other programs met them."""
    half = -(-len(shown.teasers) // 2)
    number, teasers = shown.id * 10, shown.teasers
    first = component(number, "TOP_STORY", teasers[:half], dates)
    second = component(number + 1, "HIGH_PRIORITY_STORIES_LIST", teasers[half:], dates)
    match shown.id % 4:
        case 1:
            direct = {"compositionComponents": [first, second]}
            return {"contentComposition": {**_composition([]), **direct}}
        case 2:
            spaces = [_space("T", [], [second])]
            return {"stage": first, "contentComposition": _composition(spaces)}
        case 3:
            for one in (first, second):
                one["contents"] = [_link_to(target) for target in one["contents"]]
    spaces = [_space("T", [first], [second]), _space("Pr", [], [])]
    return {"contentComposition": _composition(spaces)}


def _composition(spaces: list[Entity]) -> Entity:
    return {"__typename": "ContentComposition", "informationSpaces": spaces}


def _space(name: str, tops: list[Entity], lists: list[Entity]) -> Entity:
    return {
        "__typename": "InformationSpace",
        "name": name,
        'compositionComponents({"type":"TOP_STORY"})': tops,
        'compositionComponents({"type":"HIGH_PRIORITY_STORIES"})': [],
        'compositionComponents({"type":"HIGH_PRIORITY_STORIES_LIST"})': lists,
    }


def _link_to(target: Entity) -> Entity:
    return content_link(target, target["title"], target.get("teaser"), is_in_text=False)


def top_stories(edition: Edition, truths: Truths) -> Entity:
    """The site's menu, which every page carries."""
    world = truths.world
    sections = world.sections(edition.code)
    third = -(-len(sections) // 3)
    groups = [sections[:third], sections[third : 2 * third], sections[2 * third :]]
    children = [[_menu_entry(section) for section in group] for group in groups]
    return {
        "__typename": "Navigation",
        "namedUrl": edition.start_path,
        "regionsChildren": children[0],
        "topicsChildren": children[1],
        "categoriesChildren": children[2],
        "miscellaneousChildren": [],
        "latestMediaChildren": [
            *[_media_entry(found, found.path_until_2024) for found in world.latest(edition.code)],
            *[_media_entry(program, program.path) for program in world.programs(edition.code)],
        ],
        "footer": {"__typename": "Footer", "learngermanUrl": "https://learngerman.dw.com/"},
        "focusNav": {
            "__typename": "FocusNavigation",
            "contentLinks": [
                {
                    "__typename": "ContentLink",
                    "targetId": topic.id,
                    "name": topic.name,
                    "target": {"__typename": "AutoTopic", "namedUrl": path_of(topic.url)},
                }
                for topic in focus_topics(edition, truths)
            ],
        },
        "defaultChannel": {
            "__typename": "Channel",
            "name": "DW",
            "namedUrl": "/en/live-tv/channel",
        },
        "contentComposition": _composition([]),
    }


def focus_topics(edition: Edition, truths: Truths) -> list[Topic]:
    """The topics of the language's first story."""
    n = truths.world.n_at(edition.code, 0)
    return truths.of(n).story.topics if n is not None else []


# Which of a teaser's fields are not asked for in a component (seen).
_NOT_IN_COMPONENTS: Final = {
    "TOP_STORY": ("name", "teaser", "shortTeaser"),
    "HIGH_PRIORITY_STORIES_LIST": ("name",),
}


def component(number: int, kind: str, teasers: list[Teaser], dates: Dates) -> Entity:
    contents = [teaser_entity(teaser, dates) for teaser in teasers]
    for teaser, content in zip(teasers, contents, strict=True):
        for name in _NOT_IN_COMPONENTS[kind]:
            del content[name]
        if kind == "TOP_STORY":
            content["topStory"] = True
            if teaser.type == "video":
                content["posterImageUrl"] = teaser.image.url if teaser.image else None
        elif teaser.type == "gallery":
            content["extendedGalleryImages"] = [{"__typename": "GalleryImage", "name": ""}]
    return {"__typename": "CompositionComponent", "id": number, "type": kind, "contents": contents}


def _menu_entry(section: Section) -> Entity:
    return {
        "__typename": "Navigation",
        "id": section.id,
        "name": section.name,
        "namedUrl": section.path,
    }


def _media_entry(place: Program | Latest, path: str) -> Entity:
    return {
        "__typename": "Navigation",
        "id": place.id,
        "name": place.name,
        "namedUrl": path,
        "templateType": f"WEBAPP_{place.type.upper()}",
    }
