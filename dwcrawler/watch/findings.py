"""What a run found that somebody should know of."""

from __future__ import annotations

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing that is not as it was in earlier runs, or not as it should be.

    code:    the kind of finding, a stable name: `coverage`, `few_stories`, `unknown_block`, …
    subject: what it is about, a stable name: `article/en/lead_image`; "" where there is only one
    words:   one sentence for a person: "`lead_image` on 3 % of English articles, usually on 97 %"
    urls:    pages to look at, a few
    """

    code: str
    subject: str
    words: str
    urls: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same change in any run: by it, a change is told once."""
        return f"{self.code}:{self.subject}" if self.subject else self.code
