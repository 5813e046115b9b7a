"""One answer of the site: what it tells, and how the crawl came to ask."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import Final, NamedTuple

from scrapy.http import Request, Response

from dwcrawler.components.request_meta import asked_url
from dwcrawler.discovery.trail import ASKED_FOR, Discovery
from dwcrawler.identity import Address, address_of
from dwcrawler.normalize.dates import http_dates
from dwcrawler.pages import Page, parse

NOT_MODIFIED: Final = 304


class Answer:
    """Whatever is asked of it is read or computed once.

    found:   how the crawl came to ask
    listed:  the date under which a list showed the story, if one did
    instead: of the site's JSON: what is left if it tells nothing
    """

    def __init__(
        self,
        response: Response,
        found: Discovery | None,
        listed: str | None,
        instead: Instead | None = None,
    ) -> None:
        self.response = response
        self.found = found or ASKED_FOR
        self.listed = listed
        self.instead = instead

    @property
    def is_not_modified(self) -> bool:
        """The site says that a page is as it was; it does not send it again."""
        return self.response.status == NOT_MODIFIED

    @cached_property
    def page(self) -> Page:
        response = self.response
        return parse(response.body, response.url, response.headers.get("Content-Type"))

    @property
    def url(self) -> str:
        """That of the page which tells what this does, be it this one or not."""
        return self.instead.request.url if self.instead is not None else self.response.url

    @property
    def address(self) -> Address | None:
        return address_of(self.url) if self.instead is not None else self.page.address

    @cached_property
    def asked_url(self) -> str:
        """The URL that was asked for, before any redirect."""
        return asked_url(self.response)

    @property
    def asked(self) -> Address | None:
        """The address that was asked for, before any redirect."""
        return address_of(self.asked_url)

    @cached_property
    def made_at(self) -> datetime:
        return made_at(self.response)

    @property
    def lacks_story(self) -> bool:
        """Whether a page is whole and should tell a story, and none is to be seen."""
        if self.is_not_modified:
            return False
        page = self.page
        is_missing = page.story is None and page.layout is None and not page.is_truncated
        may_be_story = page.address is not None and page.address.may_be_story
        return may_be_story and is_missing and bool(self.response.body)

    @property
    def is_as_asked(self) -> bool:
        """Whether it tells the very story, or something of the very listing, that was asked for."""
        page = self.page
        if page.address is None:
            return False
        if page.address.is_listing:
            return page.story is None and page.layout is not None and bool(page.teasers)
        return page.story is not None and page.story.id == page.address.id


class Instead(NamedTuple):
    """What is left if the site's JSON tells nothing: `request` is for the page. If that was asked
    for already, `answer` is what came."""

    request: Request
    answer: Answer | None = None


def made_at(response: Response) -> datetime:
    """When the page was made: the server's `Date`, else now."""
    return http_dates.made_at(response.headers.get("Date"), datetime.now(UTC))
