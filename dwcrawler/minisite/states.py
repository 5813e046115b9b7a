"""A content object as the state of either generation, in the script that carries it.

apollo files its entities flat, with references between them; app_state takes the arguments off
field names and leaves all in place.
"""

from __future__ import annotations

import json
from typing import Any, Final

from dwcrawler.editions import Edition
from dwcrawler.minisite.entities import TYPENAMES, Entity


def apollo_state(content: Entity, edition: Edition) -> bytes:
    """The flat cache: entities with an id by type and id, content links by their target."""
    cache: Entity = {}
    reference = _filed(content, cache)
    labels = json.dumps(
        {"general": {"image": {"copyright_prefix": f"{edition.image_credit_label}:"}}}
    )
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
    """The object in place, under the path of the interface that serves it."""
    path = f"/graph-api/{edition.code}/content/{path_word}/{content['id']}"
    blank: bytes = b" " * (content["id"] // 10 % 2)
    state = {path: {"data": {"content": _bare(content)}}}
    return b"window.__APP_STATE__" + blank + b"=" + blank + _json(state) + b";"


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    bare: Entity = {}
    for name, inner in value.items():
        field = name.partition("(")[0]
        if field == "persons" and field != name:
            field = "firstPersonArray"
        inner = _bare(inner)
        present = bare.get(field)
        if isinstance(present, list) and isinstance(inner, list):
            inner = _joined(present, inner, is_prefix="amount" in name or field == "regions")
        bare[field] = inner
    return bare


def _joined(one: list[Any], other: list[Any], is_prefix: bool) -> list[Any]:
    if not is_prefix:
        return one + other
    return [{**a, **b} for a, b in zip(one, other, strict=False)]


def _json(value: Any) -> bytes:
    """No `</script` can stand in a script, so `<` is escaped as the site escapes it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").encode()
