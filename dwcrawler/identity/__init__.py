"""Who a story is, read from its URL alone.

Every piece of DW content has one number (`ids`). The slug in front of the number is decoration, and
one story is reached under many hosts, schemes, slugs and queries. So a URL is turned into an
`Address` before anything else is done with it (`addresses`), or into the one way to write it
(`canonical`), and everything later speaks in ids. Nothing here raises, whatever the URL: what is no
address of DW content is `None`.
"""

from dwcrawler.identity.addresses import (
    EDITION_CODE,
    LISTING_KINDS,
    STORY_KINDS,
    Address,
    Kind,
    address_of,
    is_api,
    is_of_dw,
    language_of,
    may_hold_files,
)
from dwcrawler.identity.canonical import (
    canonical_url,
    content_at,
    is_course,
    is_index,
    page_url,
    unknown_kind,
)
from dwcrawler.identity.ids import ALPHABET, MAX_ID, content_id, short_code, short_url

__all__ = [
    "ALPHABET",
    "EDITION_CODE",
    "LISTING_KINDS",
    "MAX_ID",
    "STORY_KINDS",
    "Address",
    "Kind",
    "address_of",
    "canonical_url",
    "content_at",
    "content_id",
    "is_api",
    "is_course",
    "is_index",
    "is_of_dw",
    "language_of",
    "may_hold_files",
    "page_url",
    "short_code",
    "short_url",
    "unknown_kind",
]
