"""`scrapy shell`: with the page as `pages.parse` reads it, and its story as a crawl would write it."""

from __future__ import annotations

import argparse
import copy
import sys
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from scrapy.commands import shell
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.failures import describe
from dwcrawler.identity import canonical_url, is_of_dw
from dwcrawler.items import Story
from dwcrawler.normalize import dates
from dwcrawler.normalize.dates import http_dates
from dwcrawler.pages import Page, parse
from dwcrawler.pages.encoding import in_utf_8
from dwcrawler.pages.metadata import stated_url
from dwcrawler.pages.state.embedded import is_answer, url_in
from dwcrawler.spiders.without_crawl import (
    ExtractionError,
    Pipeline,
    build_pipelines,
    processed_by_all,
)
from dwcrawler.store.no_journal import is_feed

_NOT_DOWNLOADED = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ConnectError,
)


class Command(shell.Command):
    """`page` and `story` are None where a page is none of DW's; `story` also where it has none."""

    def short_desc(self) -> str:
        return "Look at a page in a Python shell: response, page (as it is read), story (clean)"

    def long_desc(self) -> str:
        return (
            "Opens a Python shell with the page at a URL, or in a saved file (./page.html). Beside "
            "Scrapy's objects there are page, what dwcrawler.pages.parse read, and story, as a crawl "
            "would write it, or None. fetch(URL) sets them anew."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        if wrong := wrong_settings(self.settings):
            tell_refusals(wrong, "scrapy shell", self.settings)
            sys.exit(2)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().run(args, opts)
        except _NOT_DOWNLOADED as error:
            print(f"scrapy shell: {args[0]}: {describe(error).text}", file=sys.stderr)
            self.exitcode = 1

    def update_vars(self, vars: dict[str, Any]) -> None:  # noqa: A002 (Scrapy's name)
        page, story = None, None
        response = vars["response"]
        if response is None and vars["request"] is not None:
            print(f"Not fetched: {vars['request'].url} (the log says why)", file=sys.stderr)
        elif response is not None:
            page, story = self._read(response)
        vars["page"], vars["story"] = page, story

    def _read(self, response: Response) -> tuple[Page | None, Story | None]:
        """Says on standard error why there is no story."""
        url = _url_of_page(response)
        if url is None:
            return None, None
        page = parse(response.body, url, response.headers.get("Content-Type"))
        if page.story is None:
            why = "; ".join(page.problems) or f"it lists {len(page.teasers)} stories"
            if is_feed(response.body):
                why = "it is a feed. dwcrawler.pages.parse_feed(response.body) reads it"
            print(f"No story in {response.url}: {why}", file=sys.stderr)
            return page, None
        story = copy.deepcopy(page.story)  # pipelines change it in place, and `page` stays raw
        self._add_provenance(story, response, url)
        try:
            return page, processed_by_all(story, self._pipelines)
        except ExtractionError as error:
            print(f"No story in {response.url}: {error}", file=sys.stderr)
            return page, None

    def _add_provenance(self, story: Story, response: Response, url: str) -> None:
        told = story.provenance
        told.requested_url = canonical_url(url)
        if response.url.startswith("file:"):
            return
        told.source, told.http_status = "crawl", response.status
        made_at = http_dates.made_at(response.headers.get("Date"), datetime.now(UTC))
        told.crawled_at = dates.in_utc(made_at)

    @cached_property
    def _pipelines(self) -> list[Pipeline]:
        assert self.settings is not None
        return build_pipelines(self.settings)


def _url_of_page(response: Response) -> str | None:
    """Of a saved page the one that it states; None for what is no page of DW's."""
    if response.url.startswith("file:"):
        body, _ = in_utf_8(response.body)
        return url_in(body) if is_answer(body) else stated_url(body)
    return response.url if is_of_dw(response.url) else None
