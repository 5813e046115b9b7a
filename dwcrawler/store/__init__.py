"""What is known of stories from crawl to crawl. Knows ids, dates and hashes; nothing of pages."""

from dwcrawler.store.opening import open_store
from dwcrawler.store.records import Heard, Known, Record, StoredLink
from dwcrawler.store.sqlite import SqliteStore, StoreDamaged, StoreError

__all__ = [
    "Heard",
    "Known",
    "Record",
    "SqliteStore",
    "StoreDamaged",
    "StoreError",
    "StoredLink",
    "open_store",
]
