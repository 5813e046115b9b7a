"""By what components know the spider that they serve, without importing it: it imports them."""

from __future__ import annotations


class Served:
    """A base of the spider `dw`, and so of those that a user derives from it."""
