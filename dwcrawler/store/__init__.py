"""What is known of stories from crawl to crawl. Knows ids, dates and hashes; nothing of pages."""

from dwcrawler.store.opening import open_store
from dwcrawler.store.records import FetchInfo, StoredLink, StoryState, StoryUpdate
from dwcrawler.store.sqlite import SqliteStore, StoreDamaged, StoreError

__all__ = [
    "FetchInfo",
    "SqliteStore",
    "StoreDamaged",
    "StoreError",
    "StoredLink",
    "StoryState",
    "StoryUpdate",
    "open_store",
]
