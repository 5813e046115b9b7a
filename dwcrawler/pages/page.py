"""One page, whichever of the site's generations made it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dwcrawler.items import Layout, Link, Story, Teaser


@dataclass(slots=True, kw_only=True)
class Page:
    """What one page says.

    story:    the raw story (pipelines clean it); None where the page is no story or not a whole one
    teasers:  of a listing (section, topic, programme, person): the stories it lists, in order
    links:    the site's own navigation on this page: sections and topics in focus
    layout:   which generation the story or listing was read from; None where none fits
    problems: what was wrong, each `code: detail` in words for a log; empty for a sound page.
              Codes: not_html, empty, truncated, no_content, bad_state, bad_field, too_large,
              other_short_url
    """

    story: Story | None = None
    teasers: list[Teaser] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    layout: Layout | None = None
    problems: list[str] = field(default_factory=list)


def parse(body: bytes, url: str) -> Page:
    """Never raises, whatever the bytes."""
    raise NotImplementedError
