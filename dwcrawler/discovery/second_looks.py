"""Pages that were of no use are asked for in another way, once each: as JSON, by a browser, again."""

from __future__ import annotations

import logging
from typing import Final

from scrapy import Spider
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Request

from dwcrawler.components.request_meta import JSON_ASKED, RENDER, asks_for_browser
from dwcrawler.discovery.answer import Answer
from dwcrawler.discovery.requests import Requests
from dwcrawler.pages import Page
from dwcrawler.pages.problems import Problem

logger = logging.getLogger(__name__)

# What a second request may mend: a page that broke off or came out empty.
_PASSING_PROBLEMS: Final = ("truncated", "empty", "no_content", "not_html")


class SecondLooks:
    """Settings: DW_RENDER_GIVE_UP. Stats: `dw/render/given_up`.

    `render` is the crawl's argument. Where a browser is given up, requests that wait for it by then
    are not made either (`handlers.rendering`).
    """

    def __init__(self, spider: Spider, requests: Requests, render: str) -> None:
        self._spider = spider
        self._requests = requests
        self._is_auto = render == "auto"
        self._most_in_vain = spider.crawler.settings.getint("DW_RENDER_GIVE_UP")
        # Pages in a row that a browser was given and could not help.
        self._in_vain = 0
        self.has_given_up_rendering = False

    def as_json(self, answer: Answer) -> Request | None:
        """The same story as JSON, where the page should tell it and does not: asked for once."""
        request = answer.response.request
        if request is None or asks_for_browser(request) or request.meta.get(JSON_ASKED):
            return None
        return self._requests.for_json_of(answer) if answer.lacks_story else None

    def of_page(self, answer: Answer) -> Request | None:
        """The same page by a browser, or once more, where the site's JSON is no help (any more)."""
        if answer.is_not_modified:
            return None
        return self._rendered(answer) or self._again(answer)

    def _rendered(self, answer: Answer) -> Request | None:
        """Where there should be a story and none is to be seen."""
        request = answer.response.request
        if request is not None and asks_for_browser(request):
            self.note_rendered(helped=answer.page.story is not None)
            return None
        if request is None or not self._is_auto or self.has_given_up_rendering:
            return None
        if not answer.lacks_story:
            return None
        return request.replace(meta={**request.meta, RENDER: True}, dont_filter=True)

    def note_rendered(self, *, helped: bool) -> None:
        """A browser takes many times as long as a request: where it never helps, it is left out."""
        if self.has_given_up_rendering or not self._is_auto:
            return
        self._in_vain = 0 if helped else self._in_vain + 1
        if self._in_vain >= self._most_in_vain:
            self.has_given_up_rendering = True
            self._spider.crawler.stats.inc_value("dw/render/given_up")
            logger.warning(
                "A browser did not help with %d pages in a row: the crawl goes on without it "
                "(DW_RENDER_GIVE_UP)",
                self._in_vain,
            )

    def _again(self, answer: Answer) -> Request | None:
        """Where that may help: it may also tell more of its story."""
        page, request = answer.page, answer.response.request
        passing = passing_problems(page)
        is_read = (page.story is not None or page.teasers) and not page.is_truncated
        if is_read or not passing or request is None:
            return None
        if self._is_auto and asks_for_browser(request):
            return None  # this was the second request
        return get_retry_request(
            request,
            spider=self._spider,
            reason=f"{passing[0].code} page",
            max_retry_times=1,
            give_up_log_level=logging.DEBUG,
        )


def passing_problems(page: Page) -> list[Problem]:
    """Those that a second request may mend."""
    return [problem for problem in page.problems if problem.code in _PASSING_PROBLEMS]
