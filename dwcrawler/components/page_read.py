"""A signal of our own, for who looks at pages and not at stories."""

from __future__ import annotations

from typing import Final

# Sent with `url` (str) and `page` (pages.Page): a page was fetched and read, whatever it tells. The
# page's story is raw, and changes while pipelines clean it.
PAGE_READ: Final = object()
