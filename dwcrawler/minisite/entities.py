"""Stories and listings as the content objects of an embedded state.

An object here is nested and has arguments in its field names, as Apollo's cache has; `states` makes
pages' states of it. The keys are those of the captured page (a test compares them), of types not
captured those that other programs read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote

from dwcrawler.editions import Edition
from dwcrawler.identity import address_of
from dwcrawler.items import Image, Media, Person, Post, Story, Teaser, Topic
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.body import html_of, html_of_post
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.listings import Listing
from dwcrawler.minisite.truth import Truth, Truths
from dwcrawler.minisite.world import Latest, Program, Section

Entity = dict[str, Any]

_CHANNEL: Final = '({"amount":1})'


TYPENAMES: Final[dict[str, str]] = {
    "article": "Article",
    "video": "Video",
    "audio": "Audio",
    "gallery": "ImageGallery",
    "liveblog": "Liveblog",
}
_MODEL_TYPES: Final = {"gallery": "IMAGE_GALLERY", "liveblog": "LIVEBLOG"}
# The words in the paths of the interface that serves these objects.
PATH_WORDS: Final[dict[str, str]] = {
    "article": "article",
    "video": "video",
    "audio": "audio",
    "gallery": "image-gallery",
    "liveblog": "liveblog",
    "section": "navigation",
    "topic": "auto-topic",
    "program": "unified-program",
    "person": "person",
}


def story_entity(truth: Truth, truths: Truths) -> Entity:
    """What all types have in common, then what a type has of its own."""
    story = truth.story
    edition = truths.world.edition(story.language)
    entity = {**_common(truth, truths), "__typename": TYPENAMES[story.type]}
    match story.type:
        case "video" | "audio":
            (own,) = story.media
            entity.update(_playing(own, edition))
        case "gallery":
            entity["extendedGalleryImages"] = _gallery_entries(story)
        case "liveblog":
            entity["posts"] = [_post_entity(post, at, truth) for at, post in enumerate(story.posts)]
    return entity


def _playing(media: Media, edition: Edition) -> Entity:
    own = video_entity(media, edition)
    kept = ["duration", "posterImageUrl", "formattedDuration", "formattedDurationInMinutes"]
    fields = {name: own[name] for name in kept}
    if media.kind == "video":
        subtitles = [{"subtitleUrl": s.url, "srcLanguage": s.language} for s in media.subtitles]
        fields |= {"hlsVideoSrc": own["hlsVideoSrc"], "subtitles": subtitles}
    else:
        fields |= {"mp3Src": media.sources[0].url}
    return {**fields, "text": None, "videos": [], "audios": []}


def _gallery_entries(story: Story) -> list[Entity]:
    """A name stands before its picture in the body."""
    entries = []
    name = ""
    images = {image.id: image for image in story.images}
    for block in story.body:
        if block.kind == "heading":
            name = block.text or ""
            continue
        image = images[block.ref]
        entries.append(
            {
                "__typename": "GalleryImage",
                "name": name,
                "description": image.caption,
                "altText": image.alt,
                "assignedImage": _assigned(image),
            }
        )
        name = ""
    return entries


def _assigned(image: Image) -> Entity:
    kept = ("__typename", "licenserSupplement", "imageType", "id", "staticUrl")
    whole = image_entity(image)
    return {name: whole[name] for name in kept}


def _post_entity(post: Post, at: int, truth: Truth) -> Entity:
    """Some tell the moment, all tell the day."""
    date = post.date_published or ""
    exact = {} if date.endswith("T00:00:00Z") else {"contentDate": date.replace("Z", ".07Z")}
    return {
        "__typename": "LiveblogPost",
        "title": post.headline,
        "text": html_of_post(post, truth),
        "localizedContentDate": truth.dates.day(date, truth.n + at),
        **exact,
        "persons": [person_entity(person) for person in post.authors if person.url],
        "legacyAuthor": ", ".join(person.name for person in post.authors if not person.url),
        "videos": [],
    }


def _common(truth: Truth, truths: Truths) -> Entity:
    story = truth.story
    edition = truths.world.edition(story.language)
    section = truths.world.section_of(truth.n)
    path = path_of(story.url)
    persons = [person_entity(person) for person in story.authors if person.url]
    lead = story.lead_image
    day = truth.dates.day(instant(truth.published), truth.n)
    day_in_words = truth.dates.day_in_words(instant(truth.published))
    return {
        "__typename": "Article",
        "id": story.id,
        "namedUrl": path,
        "classicUrl": f"https://www.dw.com{path}",
        "subdomain": "NEWS",
        "subdomainUrl": "https://www.dw.com",
        "isRtl": story.direction == "rtl",
        "isEuropeanLang": edition.code in ("en", "de", "es", "ru", "pt-br"),
        "isAsianOrAfricanLang": edition.code in ("am", "hi"),
        "isChineseLang": edition.code.startswith("zh"),
        "isLive": True,
        "language": edition.dw_language,
        "canonicalUrl": f"https://www.dw.com{path}",
        "ampUrl": f"https://amp.dw.com{path}",
        "title": story.headline + " ",
        "podcast": None,
        "twitterAccount": "dw_minisite",
        "sharingDescription": story.description,
        "localizedContentDate": day,
        "mainContentImageLink": lead_link(story),
        "persons": persons,
        "firstPublicationDate": instant(truth.published),
        "lastPublicationDate": instant(truth.published),
        "lastModifiedDate": instant(truth.modified),
        "topStoriesNavigation": top_stories(edition, truths),
        'topStoriesNavigations({"displayChannel":"DESKTOP"})': [],
        "hasMinTextLength": True,
        "isLiveVideo": False,
        "teaser": story.description,
        "priority": "NEUTRAL",
        "contentDate": instant(truth.content_date),
        "localizedContentDateSr": day_in_words,
        "localizedFirstPublicationDate": day,
        "localizedFirstPublicationDateSr": day_in_words,
        "contentDateMode": "LAST_PUBLICATION_DATE",
        'contentAssociations({"targetTypes":"PERSON"})': [],
        "legacyAuthor": ", ".join(a.name for a in story.authors if not a.url),
        "thematicFocusCategory": {
            "__typename": "Category",
            "name": section.name,
            "correspondingContent": {"__typename": "Navigation", "namedUrl": section.path},
        },
        f"regions{_CHANNEL}": [
            {
                "__typename": "GeographicRegion",
                "alignedName": story.regions[0],
                "correspondingContent": None,
            }
        ],
        "kicker": "",
        "isOpinion": story.is_opinion,
        f"persons{_CHANNEL}": [_first_person(person) for person in persons[:1]],
        "genre": "NONE",
        "opinionSeries": [],
        "text": html_of(truth) if story.type in ("article", "liveblog") else None,
        "contentLinks": _content_links(truth, edition),
        "videos": [video_entity(m, edition) for m in story.media if m.kind == "video"],
        "audios": [],
        "imageGalleries": [],
        "contactType": "DEPARTMENT",
        f"navigations{_CHANNEL}": [
            {"__typename": "Navigation", "feedbackEmail": "feedback@example.org"}
        ],
        "feedbackTypes": ["BUTTON"],
        "permaLinkUrl": story.short_url,
        "socialMediaConfig": [],
        "livestreams": [],
        "externalLinks": [],
        "relatedAutoTopics": [topic_entity(topic) for topic in story.topics],
        f"unifiedPrograms{_CHANNEL}": _programs(story),
        "dossierContents": [_related_entity(truth, teaser) for teaser in explore_more(truth)],
        "footer": {"__typename": "Footer", "sections": []},
        "showLiveWelcomeLayer": False,
        "betaInfo": None,
        "welcomeInfo": None,
        "imageSharingMetadata": {
            "__typename": "OpenGraphMetadata",
            "url": (lead.url or "").replace("_607.", "_6.") if lead else None,
            "width": 940,
            "height": 529,
            "alt": lead.alt if lead else None,
        },
        **_tracking(story),
        "name": story.headline + " ",
        "profileTopicContent": True,
        "subjects": truth.subjects,
        "categories": [{"__typename": "Category", "originId": "19990000"}],
        "departments": [{"__typename": "Department", "name": section.name}],
        "regions": [
            {"__typename": "GeographicRegion", "regionCode": "global", "countryCode": None}
        ],
    }


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
    return _content_link(target, target["title"], target.get("teaser"), is_in_text=False)


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


def teaser_entity(teaser: Teaser, dates: Dates, title: str | None = None) -> Entity:
    """A teaser's time is that of the feed with a fraction of its own."""
    kind = teaser.type or "article"
    minutes, seconds = divmod(teaser.duration or 0, 60)
    formatted = {"formattedDurationInMinutes": f"{minutes:02}:{seconds:02}"}
    is_live = {"isLiveVideo": False} if kind in ("article", "liveblog") else {}
    date = teaser.date_published or ""
    return {
        "__typename": TYPENAMES[kind],
        **({} if teaser.duration is None else formatted),
        "id": teaser.id,
        "isOpinion": False,
        "namedUrl": path_of(teaser.url),
        "title": title or teaser.headline,
        "name": teaser.headline,
        "teaser": teaser.description,
        "shortTeaser": teaser.description,
        f"persons{_CHANNEL}": [],
        "genre": "NONE",
        "opinionSeries": [],
        "priority": "NEUTRAL",
        **is_live,
        "contentDate": date.replace("Z", ".5Z"),
        "localizedContentDate": dates.day(date, teaser.id // 10),
        "localizedContentDateSr": dates.day_in_words(date),
        f'roadTeaserKicker({{"lang":"ENGLISH","pageId":{teaser.id}}})': teaser.kicker,
        "modelType": _MODEL_TYPES.get(kind, kind.upper()),
        "mainContentImageLink": teaser_image_link(teaser.image) if teaser.image else None,
    }


def lead_link(story: Story) -> Entity | None:
    """Of half of the galleries it tells neither caption nor credit: their first entry does."""
    lead = story.lead_image
    if lead is None:
        return None
    is_sparse = story.type == "gallery" and story.id // 10 % 2 == 1
    return teaser_image_link(lead) if is_sparse else image_link(lead)


def image_link(image: Image) -> Entity:
    return {
        "__typename": "ContentLink",
        "targetId": image.id,
        "target": image_entity(image),
        "additionalInformation": image.alt,
        "description": image.caption,
        "isInText": False,
        "targetType": "IMAGE",
        "name": "",
    }


def teaser_image_link(image: Image) -> Entity:
    return {
        "__typename": "ContentLink",
        "targetId": image.id,
        "additionalInformation": image.alt,
        "target": {
            "__typename": "Image",
            "id": image.id,
            "staticUrl": (image.url or "").replace("_607.", "_${formatId}."),
        },
    }


def image_entity(image: Image) -> Entity:
    return {
        "__typename": "Image",
        "id": image.id,
        "staticUrl": (image.url or "").replace("_607.", "_${formatId}."),
        "licenserSupplement": image.credit,
        "imageType": "STANDARD",
        "name": image.alt,
        f"persons{_CHANNEL}": [],
        "opinionSeries": [],
        "contentDate": "2025-01-01T00:00:00.01Z",
        "localizedContentDate": "01.01.2025",
        "localizedContentDateSr": "01.01.2025",
        "modelType": "IMAGE",
        "title": image.alt,
        "mainContentImageLink": None,
    }


def person_entity(person: Person) -> Entity:
    address = address_of(person.url or "")
    return {
        "__typename": "Person",
        "namedUrl": path_of(person.url or ""),
        "fullName": person.name,
        "id": address.id if address else 0,
        "twitterHandle": None,
        "shortProfile": None,
        "autoDelivery": 0,
        "mainContentImageLink": None,
    }


def _first_person(person: Entity) -> Entity:
    kept = ("__typename", "namedUrl", "fullName", "autoDelivery", "mainContentImageLink")
    return {"personType": "AUTHOR", **{name: person[name] for name in kept}}


def video_entity(media: Media, edition: Edition) -> Entity:
    minutes, seconds = divmod(media.duration or 0, 60)
    formatted = f"{minutes:02}:{seconds:02}"
    return {
        "__typename": "Video",
        "duration": media.duration,
        "trackingId": media.id,
        "trackingLanguageCode": 2,
        "trackingContentType": 18,
        "trackingCategories": ["TV"],
        "trackingDate": 20250101,
        "trackingPageSID": "1",
        "name": media.headline,
        "title": media.headline,
        "profileTopicContent": False,
        "subjects": [],
        "categories": [],
        "departments": [],
        "regions": [],
        f"unifiedPrograms{_CHANNEL}": [],
        "namedUrl": f"/{edition.code}/video/video-{media.id}",
        "id": media.id,
        "posterImageUrl": media.poster_url,
        "hlsVideoSrc": media.sources[0].url,
        "formattedDuration": formatted,
        "subtitles": [],
        "teaser": None,
        "isOpinion": False,
        f"persons{_CHANNEL}": [],
        "genre": "NONE",
        "opinionSeries": [],
        "contentDate": "2025-01-01T00:00:00Z",
        "localizedContentDate": "01.01.2025",
        "localizedContentDateSr": "01.01.2025",
        f'roadTeaserKicker({{"lang":"{edition.dw_language}","pageId":{media.id}}})': None,
        "formattedDurationInMinutes": formatted,
        "priority": "NEUTRAL",
        "modelType": "VIDEO",
        "mainContentImageLink": None,
        "shortTeaser": None,
    }


def topic_entity(topic: Topic) -> Entity:
    return {
        "__typename": "AutoTopic",
        "id": topic.id,
        "namedUrl": path_of(topic.url),
        "name": topic.name,
        "teaser": None,
        f"persons{_CHANNEL}": [],
        "genre": None,
        "opinionSeries": [],
        "contentDate": "2025-01-01T00:00:00Z",
        "localizedContentDate": "01.01.2025",
        "localizedContentDateSr": "01.01.2025",
        "priority": None,
        "modelType": "AUTO_TOPIC",
        "title": topic.name,
        "mainContentImageLink": None,
    }


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


def _content_links(truth: Truth, edition: Edition) -> list[Entity]:
    """Everything that the story links to: the lead picture, its videos, its Explore more."""
    story = truth.story
    lead = lead_link(story)
    links = [lead] if lead is not None else []
    for media in [media for media in story.media if media.id != story.id]:
        links.append(_content_link(video_entity(media, edition), media.headline, None, True))
    for topic in story.topics:
        links.append(_content_link(topic_entity(topic), topic.name, None, True))
    for teaser in explore_more(truth):
        target = _related_entity(truth, teaser)
        links.append(_content_link(target, teaser.headline, teaser.description, False))
    return links


def _content_link(
    target: Entity, name: str | None, description: str | None, is_in_text: bool
) -> Entity:
    return {
        "__typename": "ContentLink",
        "targetId": target["id"],
        "isInText": is_in_text,
        "targetType": target["modelType"],
        "name": name,
        "description": description,
        "target": target,
    }


def explore_more(truth: Truth) -> list[Teaser]:
    return truth.related_blocks[0].teasers if truth.related_blocks else []


def _programs(story: Story) -> list[Entity]:
    program = story.program
    if program is None:
        return []
    path = unquote(path_of(program.url))
    return [
        {"__typename": "UnifiedProgram", "id": program.id, "name": program.name, "namedUrl": path}
    ]


def _related_entity(truth: Truth, teaser: Teaser) -> Entity:
    return teaser_entity(teaser, truth.dates, truth.target_titles.get(teaser.id))


def _tracking(story: Story) -> Entity:
    return {
        "trackingId": story.id,
        "trackingLanguageCode": 2,
        "trackingContentType": 1,
        "trackingCategories": story.section,
        "trackingDate": int((story.date_published or "")[:10].replace("-", "")),
        "trackingPageSID": "1",
    }


def instant(moment: datetime) -> str:
    """Fractions lose their last zeros, as on the site: `.60` is written `.6`."""
    fraction = f"{moment.microsecond // 1000:03}".rstrip("0")
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction}Z" if fraction else "Z")
