"""What is wrong with pages that were looked at, by themselves: without kept cases to compare with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from dwcrawler.doctor.look import Look
from dwcrawler.identity import address_of
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.naming import feature_named, group_named

# What stories of a type have, unless something is wrong (seen: on all captured pages of the type).
_ALWAYS: Final = ("headline", "date_published", "lead_image.url")
USUAL: Final = {
    "article": (*_ALWAYS, "text", "description", "body/paragraph", "kicker", "related"),
    "video": (*_ALWAYS, "description", "media.sources", "media.duration"),
    "audio": (*_ALWAYS, "media.sources"),
    "gallery": (*_ALWAYS, "images.caption"),
    "liveblog": (*_ALWAYS, "posts"),
}
# Problems that say that dw.com is not as the readers know it.
_STRANGE: Final = frozenset(
    "unknown_type bad_state bad_field bad_date other_state_shape other_page_shape other_short_url "
    "internal_error rejected no_content empty".split()
)
_MOST_URLS: Final = 3


def missing(look: Look) -> list[str]:
    """Features that a story of its type usually has."""
    has = set(look.features) | {"headline"}
    return [name for name in USUAL.get(look.type or "", ()) if name not in has]


def judged_alone(looks: Iterable[Look]) -> list[Finding]:
    looks = list(looks)
    return [
        *_no_stories(looks),
        *_moved(looks),
        *_empty_lists(looks),
        *_lacking(looks),
        *_strange(looks),
    ]


def _no_stories(looks: list[Look]) -> Iterator[Finding]:
    """A page of a story without one: a wall, a check for robots, an unknown layout, or an error."""
    bad = [look for look in looks if look.kind == "story" and look.type is None]
    if bad:
        why = Counter(_reason(look) for look in bad)
        listed = ", ".join(f"{reason} {count}" for reason, count in why.most_common())
        of = sum(look.kind == "story" for look in looks)
        words = f"{len(bad)} of {of} pages of stories tell no story ({listed})"
        yield Finding("no_story", "", words, _urls(bad))


def _reason(look: Look) -> str:
    if look.failure:
        return look.failure
    return look.problems[0].partition(":")[0] if look.problems else "nothing is known on the page"


def _moved(looks: list[Look]) -> Iterator[Finding]:
    """Listings that lead to another page than the one asked for."""
    moved = [
        look
        for look in looks
        if look.kind == "listing" and not look.failure and leads_elsewhere(look)
    ]
    if moved:
        of = sum(look.kind == "listing" for look in looks)
        words = f"{len(moved)} of {of} listings lead to other pages, such as {moved[0].url}"
        yield Finding("listings_moved", "", words, tuple(look.asked for look in moved[:_MOST_URLS]))


def leads_elsewhere(look: Look) -> bool:
    asked, came = address_of(look.asked), address_of(look.url)
    return asked is not None and (came is None or came.id != asked.id)


def _empty_lists(looks: list[Look]) -> Iterator[Finding]:
    lists = [look for look in looks if look.kind in ("start", "listing")]
    failed = [look for look in lists if look.failure]
    if failed:
        words = f"{len(failed)} of {len(lists)} listings could not be read ({failed[0].failure})"
        yield Finding("listings_lost", "", words, _urls(failed))
    empty = [look for look in lists if not look.teasers and not look.failure]
    if empty:
        words = f"{len(empty)} of {len(lists)} listings show no story"
        yield Finding("listings_empty", "", words, _urls(empty))


def _lacking(looks: list[Look]) -> Iterator[Finding]:
    """Told where most of the pages that should have a feature lack it."""
    lacks: dict[str, list[Look]] = {}
    should: Counter[str] = Counter()
    for look in looks:
        for name in USUAL.get(look.type or "", ()):
            should[name] += 1
        for name in missing(look):
            lacks.setdefault(name, []).append(look)
    for name, without in lacks.items():
        if 2 * len(without) > should[name]:
            where = group_named([look.group for look in without])
            words = f"{feature_named(name)} is missing on {len(without)} of {should[name]} pages ({where})"
            yield Finding("missing", name, words, _urls(without))


def _strange(looks: list[Look]) -> Iterator[Finding]:
    by_code: dict[str, list[Look]] = {}
    for look in looks:
        for code in look.codes & _STRANGE:
            by_code.setdefault(code, []).append(look)
    for code, having in sorted(by_code.items()):
        if code in ("no_content", "empty") and all(look.type is None for look in having):
            continue  # told as stories that are missing
        first = next(p for p in having[0].problems if p.startswith(code))
        words = f"{len(having)} of {len(looks)} pages have the problem {first}"
        yield Finding("problem", code, words, _urls(having))


def _urls(looks: list[Look]) -> tuple[str, ...]:
    return tuple(look.url for look in looks[:_MOST_URLS])
