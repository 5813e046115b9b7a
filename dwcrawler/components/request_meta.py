"""Keys and values of a request's `meta`, and flags of a response, by which our parts tell one another
how a request is to be made."""

from __future__ import annotations

from typing import Final

# True: the page is to be rendered in a browser. PART: it is something that such a page loads.
RENDER: Final = "dw_render"
PART: Final = "part"
# Set on a request that the site answered, or that was never made: it is no failure of the site's.
ANSWERED: Final = "dw_answered"
# Scrapy's `download_slot` for what pages load.
BROWSER_SLOT: Final = "browser"
# In `flags` of a response that a browser rendered; scrapy-playwright's own.
RENDERED_FLAG: Final = "playwright"
