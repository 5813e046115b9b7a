"""Tables beside the stories, each row a part of one: keyed by `id`, the story's; `position` counts
from 1 as in the story."""

from __future__ import annotations

from typing import Final

# Table -> the query that makes it of `stories`.
_LISTS: Final = {
    "authors": ("authors", "part.name, part.url"),
    "images": ("images", "part.url, part.caption, part.credit, part.alt, part.id AS image_id"),
    "topics": ("topics", "part.id AS topic_id, part.name, part.url"),
    "related": (
        "related",
        "part.id AS related_id, part.relation, part.heading, part.type, part.headline, "
        "part.date_published, part.url",
    ),
    "links": ("links", "part.url, part.text, part.id AS linked_id"),
    "blocks": (
        "body",
        "part.kind, part.text, part.level, part.items, part.ref, part.url, part.provider",
    ),
    "posts": ("posts", "part.headline, part.date_published, part.text"),
    "media": (
        "media",
        "part.kind, part.id AS media_id, part.headline, part.duration, part.poster_url, part.sources",
    ),
}
TABLES: Final[dict[str, str]] = {
    **{
        name: f"""
            SELECT id, position, {columns} FROM (
                SELECT id, unnest({field}) AS part, generate_subscripts({field}, 1) AS position
                FROM stories
            )"""
        for name, (field, columns) in _LISTS.items()
    },
    "agencies": """
        SELECT id, unnest(byline.agencies) AS agency,
            generate_subscripts(byline.agencies, 1) AS position
        FROM stories WHERE byline IS NOT NULL""",
    # Of all lines, whatever `stories` holds: what differs from the revision before.
    "revisions": """
        SELECT id, revision, crawled_at, changed FROM (
            SELECT id, revision, provenance.crawled_at AS crawled_at, list_filter([
                CASE WHEN headline IS DISTINCT FROM lag(headline) OVER before THEN 'headline' END,
                CASE WHEN description IS DISTINCT FROM lag(description) OVER before
                    THEN 'description' END,
                CASE WHEN text IS DISTINCT FROM lag(text) OVER before THEN 'text' END,
                CASE WHEN authors IS DISTINCT FROM lag(authors) OVER before THEN 'authors' END,
                CASE WHEN byline IS DISTINCT FROM lag(byline) OVER before THEN 'byline' END,
                CASE WHEN lead_image IS DISTINCT FROM lag(lead_image) OVER before
                    THEN 'lead_image' END,
                CASE WHEN topics IS DISTINCT FROM lag(topics) OVER before THEN 'topics' END,
                CASE WHEN date_modified IS DISTINCT FROM lag(date_modified) OVER before
                    THEN 'date_modified' END
            ], lambda name: name IS NOT NULL) AS changed,
            row_number() OVER before AS number
            FROM lines
            WINDOW before AS (PARTITION BY id ORDER BY provenance.crawled_at, revision)
        ) WHERE number > 1""",
}
