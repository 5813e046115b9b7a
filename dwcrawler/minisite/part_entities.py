"""Objects of an embedded state that stand within others: teasers, pictures, persons, films, topics."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from dwcrawler.editions import Edition
from dwcrawler.identity import address_of
from dwcrawler.items import Image, Media, Person, Teaser, Topic
from dwcrawler.minisite.addresses import path_of
from dwcrawler.minisite.dates import Dates

Entity = dict[str, Any]

CHANNEL: Final = '({"amount":1})'
TYPENAMES: Final[dict[str, str]] = {
    "article": "Article",
    "video": "Video",
    "audio": "Audio",
    "gallery": "ImageGallery",
    "liveblog": "Liveblog",
}
_MODEL_TYPES: Final = {"gallery": "IMAGE_GALLERY", "liveblog": "LIVEBLOG"}


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
        f"persons{CHANNEL}": [],
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
        f"persons{CHANNEL}": [],
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
        f"unifiedPrograms{CHANNEL}": [],
        "namedUrl": f"/{edition.code}/video/video-{media.id}",
        "id": media.id,
        "posterImageUrl": media.poster_url,
        "hlsVideoSrc": media.sources[0].url,
        "formattedDuration": formatted,
        "subtitles": [],
        "teaser": None,
        "isOpinion": False,
        f"persons{CHANNEL}": [],
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
        f"persons{CHANNEL}": [],
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


def content_link(
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


def instant(moment: datetime) -> str:
    """Fractions lose their last zeros, as on the site: `.60` is written `.6`."""
    fraction = f"{moment.microsecond // 1000:03}".rstrip("0")
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction}Z" if fraction else "Z")
