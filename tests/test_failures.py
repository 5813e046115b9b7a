"""A failure is told by the type of its exception. What a message says is for people alone."""

from __future__ import annotations

import pytest
from scrapy import exceptions
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from dwcrawler import failures
from dwcrawler.failures import describe
from dwcrawler.middlewares.redirect import RedirectMiddleware

PAGE = "https://www.dw.com/en/a/a-60000710"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (failures.CrawlEnded, "ended"),
        (failures.EncodingError, "encoding"),
        (failures.HeaderTooLong, "headers"),
        (failures.UnpackedTooLarge, "too_large"),
        (failures.RenderedTooLarge, "too_large"),
        (failures.ForbiddenByRobots, "robots"),
        (failures.RobotsTxtUnreachable, "robots"),
        (failures.Offsite, "offsite"),
        (failures.TooManyRedirects, "redirects"),
        (failures.BrowserMissing, "no_browser"),
        (exceptions.DownloadTimeoutError, "timeout"),
        (exceptions.DownloadFailedError, "connection"),
        (exceptions.IgnoreRequest, "ignored"),
    ],
)
def test_each_type_has_a_code_whatever_its_message(kind: type[Exception], code: str) -> None:
    for message in ("", "x", "robots.txt", "offsite redirect: no browser, DOWNLOAD_MAXSIZE"):
        failure = describe(kind(message))
        assert failure.code == code
        assert message in failure.text


def test_what_another_component_drops_is_not_taken_for_ours() -> None:
    """A page about robots.txt is none that robots.txt forbids."""
    dropped = exceptions.IgnoreRequest("my rule: robots.txt and redirects are not wanted")
    told = "not requested: my rule: robots.txt and redirects are not wanted"
    assert describe(dropped) == ("ignored", told)


@pytest.fixture
def redirects() -> RedirectMiddleware:
    return RedirectMiddleware.from_crawler(get_crawler(settings_dict={"REDIRECT_MAX_TIMES": 2}))


def test_scrapy_ends_a_loop_of_redirects_by_our_type(redirects: RedirectMiddleware) -> None:
    request: Request | Response = Request(PAGE)
    for _ in range(2):
        assert isinstance(request, Request)
        request = redirects.process_response(request, moved(request.url, to=f"{request.url}1"))
    assert isinstance(request, Request)
    with pytest.raises(failures.TooManyRedirects) as caught:
        redirects.process_response(request, moved(request.url, to=PAGE))
    assert describe(caught.value).code == "redirects"


def test_a_redirect_that_leads_away_is_refused_by_our_type(redirects: RedirectMiddleware) -> None:
    with pytest.raises(failures.Offsite) as caught:
        redirects.process_response(Request(PAGE), moved(PAGE, to="https://redirect.example/"))
    assert describe(caught.value).code == "offsite"


def moved(url: str, to: str) -> Response:
    return Response(url, status=302, headers={"Location": to})
