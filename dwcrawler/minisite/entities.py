"""Stories as the content objects of an embedded state.

An object here is nested and has arguments in its field names, as Apollo's cache has; `states` makes
pages' states of it. The keys are those of the captured page (a test compares them), of types not
captured those that other programs read.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from dwcrawler.editions import Edition
from dwcrawler.items import Image, Media, Post, Story, Teaser
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.body import html_of, html_of_post
from dwcrawler.minisite.listing_entities import top_stories
from dwcrawler.minisite.part_entities import (
    CHANNEL,
    TYPENAMES,
    Entity,
    content_link,
    image_entity,
    image_link,
    instant,
    person_entity,
    teaser_entity,
    teaser_image_link,
    topic_entity,
    video_entity,
)
from dwcrawler.minisite.truth import Truth, Truths

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
        f"regions{CHANNEL}": [
            {
                "__typename": "GeographicRegion",
                "alignedName": story.regions[0],
                "correspondingContent": None,
            }
        ],
        "kicker": "",
        "isOpinion": story.is_opinion,
        f"persons{CHANNEL}": [_first_person(person) for person in persons[:1]],
        "genre": "NONE",
        "opinionSeries": [],
        "text": html_of(truth) if story.type in ("article", "liveblog") else None,
        "contentLinks": _content_links(truth, edition),
        "videos": [video_entity(m, edition) for m in story.media if m.kind == "video"],
        "audios": [],
        "imageGalleries": [],
        "contactType": "DEPARTMENT",
        f"navigations{CHANNEL}": [
            {"__typename": "Navigation", "feedbackEmail": "feedback@example.org"}
        ],
        "feedbackTypes": ["BUTTON"],
        "permaLinkUrl": story.short_url,
        "socialMediaConfig": [],
        "livestreams": [],
        "externalLinks": [],
        "relatedAutoTopics": [topic_entity(topic) for topic in story.topics],
        f"unifiedPrograms{CHANNEL}": _programs(story),
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


def lead_link(story: Story) -> Entity | None:
    """Of half of the galleries it tells neither caption nor credit: their first entry does."""
    lead = story.lead_image
    if lead is None:
        return None
    is_sparse = story.type == "gallery" and story.id // 10 % 2 == 1
    return teaser_image_link(lead) if is_sparse else image_link(lead)


def _first_person(person: Entity) -> Entity:
    kept = ("__typename", "namedUrl", "fullName", "autoDelivery", "mainContentImageLink")
    return {"personType": "AUTHOR", **{name: person[name] for name in kept}}


def _content_links(truth: Truth, edition: Edition) -> list[Entity]:
    """Everything that the story links to: the lead picture, its videos, its Explore more."""
    story = truth.story
    lead = lead_link(story)
    links = [lead] if lead is not None else []
    for media in [media for media in story.media if media.id != story.id]:
        links.append(content_link(video_entity(media, edition), media.headline, None, True))
    for topic in story.topics:
        links.append(content_link(topic_entity(topic), topic.name, None, True))
    for teaser in explore_more(truth):
        target = _related_entity(truth, teaser)
        links.append(content_link(target, teaser.headline, teaser.description, False))
    return links


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
