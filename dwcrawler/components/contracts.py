"""Contracts of callbacks, for `scrapy check`: whether a page and a story can be read as the site is now.

Stories pass, so a docstring cannot name one; start pages stay. The contracts stand in the docstring
of `DwSpider.parse`. One check asks for robots.txt, a start page and one story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from itemadapter import ItemAdapter, is_item
from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from dwcrawler.failures import describe
from dwcrawler.identity import address_of


class Sample(Request):
    """Where it fails, `scrapy check` shows the reason alone, not the path through Scrapy's code."""

    _errback: Callable[[Failure], Any] | None = None

    @property
    def errback(self) -> Callable[[Failure], Any] | None:
        return self._errback

    @errback.setter
    def errback(self, errback: Callable[[Failure], Any] | None) -> None:
        self._errback = None if errback is None else lambda failure: errback(_bare(failure))


class FirstArticle(Contract):
    """`@first_article`: the callback gets the first article that its page leads to, too.

    What it gives for both counts for the other contracts.
    """

    name = "first_article"
    request_cls = Sample

    def __init__(self, method: Callable[..., Any], *args: Any) -> None:
        super().__init__(method, *args)
        self._method = method

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        method: Any = self._method

        async def with_first_article(response: Response, **cb_kwargs: Any) -> Any:
            article: Request | None = None
            for result in method(response, **cb_kwargs):
                if article is None and isinstance(result, Request) and _is_of_article(result):
                    article = result
                yield result
            if article is None:
                raise ContractFail(f"{response.url} shows no article")
            engine = method.__self__.crawler.engine
            told = await engine.download_async(article.replace(callback=None, errback=None))
            if told.status != 200:
                raise ContractFail(f"{article.url}: HTTP status {told.status}")
            for result in method(told, **article.cb_kwargs):
                yield result

        with_first_article.__name__ = method.__name__
        return {**args, "callback": with_first_article}


class Fills(Contract):
    """`@fills field …`: every story has these fields, and none of them is empty."""

    name = "fills"

    def post_process(self, output: list[Any]) -> None:
        empty = [
            f"{item.url}: nothing in {', '.join(missing)}"
            for item in output
            if is_item(item) and (missing := list(self._missing(ItemAdapter(item))))
        ]
        if empty:
            raise ContractFail("; ".join(empty))

    def _missing(self, item: ItemAdapter) -> Iterator[str]:
        return (name for name in self.args if not item.get(name))


def _bare(failure: Failure) -> Failure:
    error = failure.value
    assert isinstance(error, BaseException)
    return Failure(  # type: ignore[no-untyped-call]
        ContractFail(f"the page did not come: {describe(error).text}")
    )


def _is_of_article(request: Request) -> bool:
    address = address_of(request.url)
    return address is not None and address.kind == "article"
