"""How the miniature site misbehaves on request: what a crawl must survive."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

# What each does to a story's page. The story's JSON is not there then.
KINDS: Final = {
    "error-500": "answers with status 500",
    "error-503": "answers with status 503",
    "rate-limit": "answers with status 429 and Retry-After: 1",
    "forbidden": "answers with status 403",
    "missing": "answers with status 404",
    "gone": "answers with status 410",
    "reset": "breaks the connection within the page",
    "hang-up": "breaks the connection before it says anything",
    "slow": "sends a byte a second",
    "bad-gzip": "sends what it says is gzip and is not",
    "cut-gzip": "sends the first half of the page packed",
    "bad-encoding": "sends the page packed and damaged: gzip, deflate, br, zstd and unknown in turn",
    "cut-encoding": "sends the first half of the page packed: gzip, deflate, br and zstd in turn",
    "brotli-bomb": "sends a page of a gigabyte packed into a kilobyte",
    "cut": "sends the first half of the page as if it were the whole",
    "empty": "answers with status 200 and nothing",
    "not-html": "answers with bytes that are no text",
    "consent": "answers with status 200 and a page that asks for consent",
    "shell": "sends a page that is empty until a script fills it, and no script",
    "hang": "sends a page that is empty, and a script that never ends",
    "bad-state": "has a field of the wrong type in its state",
    "deep-state": "nests its state 100,000 deep",
    "huge": "sends 10 MB",
    "redirect-offsite": "redirects to another site",
    "redirect-loop": "redirects to itself under other spellings, for ever",
    "big-header": "sends a header of a megabyte",
}


class UnknownFault(ValueError):
    """A fault was asked for that is none; the message lists those that are."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Which stories misbehave, and how: the same ones for the same seed.

    shares: the share of all stories (0 to 1) that each kind befalls
    heal:   how often a story misbehaves before it is served right; 0: for ever
    """

    shares: dict[str, float] = field(default_factory=dict)
    heal: int = 0
    seed: int = 1

    def of(self, story_id: int, requests_before: int) -> str | None:
        """The kind of fault that the next answer for a story has, if any."""
        if not self.shares or (self.heal and requests_before >= self.heal):
            return None
        draw = random.Random(f"{self.seed}/{story_id}/fault").random()
        for kind, share in self.shares.items():
            if draw < share:
                return kind
            draw -= share
        return None


def share_of(text: str) -> tuple[str, float]:
    """`error-503=0.1` -> ("error-503", 0.1). Raises UnknownFault."""
    kind, _, share = text.partition("=")
    if kind not in KINDS:
        raise UnknownFault(f"there is no fault {kind!r}; known are {', '.join(KINDS)}")
    try:
        value = float(share)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UnknownFault(f"{text!r}: give a share from 0 to 1, as in {kind}=0.1")
    return kind, value
