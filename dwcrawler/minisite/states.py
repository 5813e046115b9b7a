"""A content object as the state of either generation, in the script that carries it.

apollo files its entities flat, with references between them; app_state leaves all in place
(`app_objects`). The same object alone is what the site's interface answers.
"""

from __future__ import annotations

import json
from typing import Any, Final

from dwcrawler.editions import Edition
from dwcrawler.minisite.labels import of_the_state
from dwcrawler.minisite.part_entities import TYPENAMES, Entity


def apollo_state(content: Entity, edition: Edition) -> bytes:
    """The flat cache: entities with an id by type and id, content links by their target."""
    cache: Entity = {}
    reference = _filed(content, cache)
    labels = of_the_state(edition.code, edition.image_credit_label)
    arguments = json.dumps(
        {"id": content["id"], "lang": edition.dw_language}, separators=(",", ":")
    )
    language = json.dumps({"lang": edition.dw_language}, separators=(",", ":"))
    cache["ROOT_QUERY"] = {
        "__typename": "Query",
        f"content({arguments})": reference,
        f"i18nByLang({language})": {"__typename": "Translations", "all": labels},
    }
    return b"window.__APOLLO_STATE__=" + _json(cache) + b"; "


_FILED: Final = frozenset(
    {*TYPENAMES.values(), "Image", "Person", "AutoTopic", "UnifiedProgram", "CompositionComponent"}
)


def _filed(value: Any, cache: Entity) -> Any:
    """The value with its entities filed away and references in their place."""
    if isinstance(value, list):
        return [_filed(inner, cache) for inner in value]
    if not isinstance(value, dict):
        return value
    fields = {name: _filed(inner, cache) for name, inner in value.items()}
    kind = value.get("__typename")
    if kind == "ContentLink":
        key = f'ContentLink:{{"targetId":{value["targetId"]}}}'
    elif (kind in _FILED or kind == "Navigation") and "id" in value:
        key = f"{kind}:{value['id']}"
    else:
        return fields
    cache[key] = {**cache.get(key, {}), **fields}
    return {"__ref": key}


def app_state(content: Entity, edition: Edition, path_word: str) -> bytes:
    """The page's labels and the site's settings first, then the object, each under the path of the
    interface that serves it (seen)."""
    road = f"/graph-api/{edition.code}/road/translations"
    path = f"/graph-api/{edition.code}/content/{path_word}/{content['id']}"
    blank: bytes = b" " * (content["id"] // 10 % 2)
    state = {road: _answered(_translations(edition)), path: _answered({"content": content})}
    return b"window.__APP_STATE__" + blank + b"=" + blank + _json(state) + b";"


def answer(content: Entity) -> bytes:
    """What the interface itself says: the same object (attested)."""
    text = json.dumps({"data": {"content": content}}, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _answered(data: Entity) -> Entity:
    return {"data": data, "loading": False, "networkStatus": 7}


def _translations(edition: Edition) -> Entity:
    config = {
        "__typename": "FrontendConfig",
        "domainName": "https://www.dw.com",
        "staticBaseHost": "https://static.dw.com",
        "gtmId": "",
        "gtmLevel1Id": "",
        "gtmEnvironment": "MINISITE",
        "adsEnabled": False,
        "taboolaPathFragment": "",
        "consentManagerId": "",
        "showProgramsOverview": True,
        "showSearch": False,
        "facebookMetaPageIds": [],
        "facebookMetaAdminIds": [],
        "reCaptchaSiteKey": "",
        "feedbackFormMaxFileSizeMb": 10,
        "feedbackFormAcceptedFileTypes": "",
        "einbliqCustomerId": "",
        "peachSiteKey": "",
        "atiConfig": {"__typename": "AtiConfig", "domain": "", "log": "", "siteId": 0},
    }
    labels = of_the_state(edition.code, edition.image_credit_label)
    return {"i18n": {"all": labels, "__typename": "Translations"}, "config": config}


def _json(value: Any) -> bytes:
    """No `</script` can stand in a script, so `<` is escaped as the site escapes it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").encode()
